import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { WithFiles } from "../attachments/WithFiles";
import { useInbox } from "../live/InboxContext";
import { LiveRoom } from "../live/room";
import { PaneHeader } from "../PaneHeader";
import { go, useRoute } from "../routes";
import { RoomSearchButton } from "../search/RoomSearchButton";
import { useStore } from "../store";
import { useTitle } from "../title";
import { DetailsButton } from "../team/details/DetailsButton";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { Spinner } from "../ui/Spinner";
import { useIsTeam } from "../viewer";
import { useWords } from "../words/words";
import { MuteButton } from "./MuteButton";
import { RoomContext } from "./RoomContext";
import { useActs } from "./useActs";
import "./room.css";

const RoomDetails = lazy(() => import("../team/details/RoomDetails"));

type Props = {
  roomId: string;
  /** The position to open at; null for where reading stopped. */
  at: number | null;
  /** The attachment shown large; null for none. */
  file: string | null;
};

/** A room: its header, its messages, and where to write. Keyed by the room, so that nothing of one is in another. */
export function RoomPane({ roomId, at }: Props) {
  const live = useLiveRoom(roomId, at);
  const entry = useStore(useInbox().entries).get(roomId);
  return live ? <Opened live={live} name={entry?.name ?? ""} /> : <PaneHeader title={entry?.name ?? ""} />;
}

function Opened({ live, name }: { live: LiveRoom; name: string }) {
  const { room: words } = useWords();
  const acts = useActs(live);
  const isTeam = useIsTeam();
  const { status, facts } = useStore(live.state);
  const room = useMemo(() => facts && { live, facts, acts }, [live, facts, acts]);
  if (status === "gone") return <Gone />;
  return (
    <>
      <PaneHeader
        title={facts?.name ?? name}
        actions={
          <>
            {facts && <RoomSearchButton roomId={live.roomId} />}
            {facts && <MuteButton facts={facts} />}
            {isTeam && <DetailsButton roomId={live.roomId} />}
          </>
        }
      />
      {room ? (
        <RoomContext value={room}>
          <WithFiles />
        </RoomContext>
      ) : (
        <Spinner label={words.loading} />
      )}
      {isTeam && <Details roomId={live.roomId} />}
    </>
  );
}

/** What the team alone knows of the room, while that is asked for. */
function Details({ roomId }: { roomId: string }) {
  const route = useRoute();
  const isOpen = route.name === "room" && route.details === true;
  return <Suspense>{isOpen && <RoomDetails roomId={roomId} />}</Suspense>;
}

/** Said at once to screen readers too: what was on screen is gone, from the title too, and takes no focus with it. */
function Gone() {
  const { room } = useWords();
  const place = useRef<HTMLDivElement>(null);
  useTitle(room.goneTitle);
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus();
  }, []);
  return (
    <div role="alert" className="room-gone" tabIndex={-1} ref={place}>
      <Notice isPage icon="lock" title={room.goneTitle} action={<Button onClick={() => go({ name: "home" })}>{room.toList}</Button>}>
        {room.goneHint}
      </Notice>
    </div>
  );
}

function useLiveRoom(roomId: string, at: number | null): LiveRoom | null {
  const [live, setLive] = useState<LiveRoom | null>(null);
  const openedAt = useRef(at);
  useEffect(() => {
    const opened = new LiveRoom(roomId);
    opened.open(openedAt.current);
    setLive(opened);
    return () => opened.stop();
  }, [roomId]);
  useEffect(() => {
    if (live && at !== null && at !== openedAt.current) live.jump(at);
    if (live) openedAt.current = at;
  }, [live, at]);
  return live;
}
