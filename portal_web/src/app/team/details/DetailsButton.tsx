import { useEffect, useRef } from "react";
import { go, goBack, useRoute } from "../../routes";
import { IconButton } from "../../ui/IconButton";
import { useWords } from "../../words/words";

/** Opens and closes a room's details, and has the focus again afterwards. Only the team has it. */
export function DetailsButton({ roomId }: { roomId: string }) {
  const { team } = useWords();
  const route = useRoute();
  const isOpen = route.name === "room" && route.details === true;
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  const press = () => (isOpen ? goBack({ name: "room", roomId }) : go({ name: "room", roomId, details: true }));
  return <IconButton ref={button} icon="people" label={team.roomDetails} aria-pressed={isOpen} onClick={press} />;
}
