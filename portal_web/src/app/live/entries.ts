/** The list of rooms as a value, and what each event makes of it. Pure: asks nothing and waits for nothing. */
import type { Entry, InboxEvent } from "./inboxDocuments";

export type Entries = ReadonlyMap<string, Entry>;

/** What an event makes of the list, and of which room the list knows too little to tell. */
export type Step = { entries: Entries; unknown?: string; left?: string };

/** Unread is subtraction: what came after the read mark. */
export function unreadIn({ lastPosition, readPosition }: Entry): number {
  return Math.max(0, lastPosition - readPosition);
}

/** The list with these rooms as they are now. */
export function withEntries(entries: Entries, found: readonly Entry[]): Entries {
  const next = new Map(entries);
  for (const entry of found) next.set(entry.id, entry);
  return next;
}

/** The list after an event. `self` is the viewer's id as an author: posting moves the own mark. */
export function stepped(entries: Entries, event: InboxEvent, self: string): Step {
  switch (event.__typename) {
    case "RoomLeft":
      return { entries: without(entries, event.roomId), left: event.roomId };
    case "RoomJoined":
      return event.ownRoom ? { entries, unknown: event.ownRoom.id } : { entries };
    case "RoomRead":
    case "RoomMuted":
    case "RoomUnmuted":
      return event.ownRoom ? changed(entries, event.ownRoom.id, event.ownRoom, marked) : { entries };
    case "EmailMuted":
    case "EmailUnmuted":
      return { entries };
    case "RoomRenamed":
    case "RoomArchived":
    case "RoomUnarchived":
      return changed(entries, event.room.id, event.room, (entry, room) => ({ ...entry, ...newer(entry, room) }));
    default:
      return changed(entries, event.room.id, event, (entry, { room, message }) => {
        const isNewest = message.position >= (entry.lastMessage?.position ?? 0);
        const own = event.__typename === "MessageSent" && message.author.id === self;
        return {
          ...entry,
          ...newer(entry, room),
          lastMessage: isNewest ? message : entry.lastMessage,
          readPosition: own ? Math.max(entry.readPosition, message.position) : entry.readPosition,
        };
      });
  }
}

/** The rooms of a list in its order: the most lately active first, as the server has them. */
export function ordered(entries: Entries, keep: (entry: Entry) => boolean): Entry[] {
  return [...entries.values()].filter(keep).sort((one, other) => activeAt(other) - activeAt(one));
}

export function activeAt({ lastMessage, createdAt }: Entry): number {
  return Date.parse(lastMessage?.sentAt ?? createdAt);
}

type Mark = { readPosition: number; mutedAt: string | null; lastPosition: number };

function marked(entry: Entry, mark: Mark): Entry {
  return {
    ...entry,
    readPosition: Math.max(entry.readPosition, mark.readPosition),
    mutedAt: mark.mutedAt,
  };
}

/** Facts travel with the room as it was when the answer was made, which may be after the event: numbers only grow. */
function newer<Facts extends { lastPosition: number }>(entry: Entry, facts: Facts): Facts {
  return { ...facts, lastPosition: Math.max(entry.lastPosition, facts.lastPosition) };
}

function changed<Facts>(entries: Entries, id: string, facts: Facts, change: (entry: Entry, facts: Facts) => Entry): Step {
  const entry = entries.get(id);
  if (!entry) return { entries, unknown: id };
  return { entries: new Map(entries).set(id, change(entry, facts)) };
}

function without(entries: Entries, id: string): Entries {
  if (!entries.has(id)) return entries;
  const next = new Map(entries);
  next.delete(id);
  return next;
}
