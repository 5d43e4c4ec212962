/** A room as a client sees it at this moment: the same as an open room, without hearing what happens in it. */
import { useEffect, useState } from "react";
import { LiveRoom } from "../../live/room";
import { fetchPageAs, type Seen } from "./page";

export interface StillRoom {
  readonly live: LiveRoom;
  /** What its last page told beside the messages. */
  readonly seen: Seen | null;
}

export function useStillRoom(roomId: string, personId: string, look: number): StillRoom | null {
  const [still, setStill] = useState<StillRoom | null>(null);
  useEffect(() => {
    let seen: Seen | null = null;
    const live = new LiveRoom(roomId, async (id, start, size) => {
      const found = await fetchPageAs(personId, id, start, size);
      seen = { ...found, self: found.self ?? seen?.self ?? null };
      setStill({ live, seen });
      return found;
    });
    live.open(null);
    setStill({ live, seen });
    return () => live.stop();
  }, [roomId, personId, look]);
  return still;
}
