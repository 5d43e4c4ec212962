/** Tells when held mails may have changed: by the rooms that have some, and now and then for the others. */
import { useEffect, useRef } from "react";
import { graphql } from "../../graphql/graphql";
import { subscribe } from "../../graphql/socket";

const LOOK = 5_000; // milliseconds
const MOST_ROOMS = 20; // listened to at once

const HeldEvents = graphql(`
  subscription HeldEvents($roomId: ID!) { roomEvents(roomId: $roomId) { __typename } }
`);

export function useHeldEvents(roomIds: readonly string[], look: () => void): void {
  const latest = useRef(look);
  latest.current = look;
  const rooms = [...new Set(roomIds)].sort().slice(0, MOST_ROOMS).join(" ");

  useEffect(() => {
    const listening = rooms.split(" ").filter(Boolean).map((roomId) =>
      subscribe(HeldEvents, () => ({ roomId }), {
        next: ({ roomEvents }) => roomEvents.__typename === "HeldMailsChanged" && latest.current(),
        refused: () => {}, // an administrator need not be in the room: then the look now and then is enough
      }),
    );
    return () => {
      for (const stop of listening) stop();
    };
  }, [rooms]);

  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && latest.current(), LOOK);
    return () => clearInterval(timer);
  }, []);
}
