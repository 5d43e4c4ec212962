import { lazy, Suspense, useMemo } from "react";
import { useRoom } from "../room/RoomContext";
import { go, goBack, useRoute } from "../routes";
import { useStore } from "../store";
import { isPicture } from "./standing";

const Lightbox = lazy(() => import("./Lightbox"));

/** Shows the image that the address names large, among all images of the messages in memory. */
export function LightboxGate() {
  const route = useRoute();
  const { live } = useRoom();
  const { messages } = useStore(live.state).window;
  const file = route.name === "room" ? route.file : undefined;
  const pictures = useMemo(() => {
    const alive = file ? messages.filter(({ deletedAt }) => !deletedAt) : [];
    return alive.flatMap((message) =>
      message.attachments.filter((each) => isPicture(each) && each.screen).map((attachment) => ({ attachment, message })),
    );
  }, [messages, file]);
  const index = pictures.findIndex(({ attachment }) => attachment.id === file);
  if (route.name !== "room" || index < 0) return null;
  const { file: _, ...room } = route;
  return (
    <Suspense fallback={null}>
      <Lightbox
        pictures={pictures}
        index={index}
        onShow={(next) => {
          const shown = pictures[next];
          if (shown) go({ ...room, file: shown.attachment.id }, { replace: true });
          if (next === 0) live.loadOlder();
        }}
        onClose={() => goBack(room)}
      />
    </Suspense>
  );
}
