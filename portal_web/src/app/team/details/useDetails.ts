/** A room's affairs kept live: what events tell is taken from them, for the rest the room is asked again. */
import { useEffect, useRef, useState } from "react";
import { subscribe } from "../../graphql/socket";
import { type Asked, useAsked } from "../../asking/useAsked";
import { useFocusReload } from "../useFocusReload";
import { type AffairEvent, AffairEvents, type Details, fetchDetails } from "./documents";

const TOGETHER = 300; // milliseconds in which events become one question
const UNCHANGING = new Set<AffairEvent["__typename"]>(["ClientTyping", "MessageEdited", "AttachmentProcessed"]);

export function useDetails(roomId: string): Asked<Details> & { showMore: () => void } {
  const [pages, setPages] = useState(1);
  const asked = useAsked(() => fetchDetails(roomId, pages), `${roomId} ${pages}`);
  const { reload, amend } = asked;
  useFocusReload(reload);
  const cursor = useRef<string | null>(null);
  const start = asked.data?.room.eventCursor ?? null;
  const isReady = start !== null;
  if (cursor.current === null) cursor.current = start;

  useEffect(() => {
    if (!isReady) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        reload();
      }, TOGETHER);
    };
    const stop = subscribe(AffairEvents, () => ({ roomId, after: cursor.current }), {
      next: ({ roomEvents: event }) => {
        cursor.current = event.cursor;
        amend((details) => afterEvent(details, event));
        if (event.__typename !== "PresenceChanged" && !UNCHANGING.has(event.__typename)) soon();
      },
      refused: reload, // also when the room is no longer theirs, which the answer then says
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [roomId, isReady, reload, amend]);

  return { ...asked, showMore: () => setPages((now) => now + 1) };
}

/** What an event alone tells: how far somebody has read, and whether somebody is there. */
export function afterEvent(details: Details, event: AffairEvent): Details {
  if (event.__typename === "MessagesRead") {
    const { position } = event;
    return withPerson(details, event.person.id, (found) => ({ ...found, readPosition: Math.max(found.readPosition, position) }));
  }
  if (event.__typename === "PresenceChanged") {
    const { until } = event;
    return withPerson(details, event.person.id, (found) => ({ ...found, onlineUntil: until }));
  }
  return details;
}

type Change = (found: Details["participants"][number]) => Details["participants"][number];

function withPerson(details: Details, id: string, change: Change): Details {
  return { ...details, participants: details.participants.map((each) => (each.person.id === id ? change(each) : each)) };
}
