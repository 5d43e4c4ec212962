/** What is on its way into a room, as long as it does not stand among the messages. */
import { useEffect, useSyncExternalStore } from "react";
import type { Letter } from "../live/letters";
import { outboxOf } from "../live/post";
import type { LiveRoom } from "../live/room";
import type { Window } from "../live/timeline";
import { useViewer } from "../viewer";
import type { Message } from "./documents";
import { unplaced } from "./rows";

const NONE: readonly Letter[] = [];

export function useLetters(live: LiveRoom, window: Window<Message>): readonly Letter[] {
  const { person, author } = useViewer();
  const outbox = outboxOf(person.id);
  const { roomId } = live;
  const letters = useSyncExternalStore(outbox.watch, () => outbox.lettersFor(roomId));
  const isAtEnd = window.last >= window.newest;
  useEffect(() => outbox.take(roomId, (message) => live.receive(message)), [outbox, roomId, live]);
  useEffect(() => {
    const left = new Set(unplaced(window.messages, letters, author.id));
    outbox.settle(roomId, (letter) => !isAtEnd || !left.has(letter));
  }, [outbox, roomId, window, letters, author.id, isAtEnd]);
  return isAtEnd ? letters : NONE;
}
