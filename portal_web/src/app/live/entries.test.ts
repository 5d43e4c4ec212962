import { expect, test } from "vitest";
import { type Entries, ordered, stepped, unreadIn, withEntries } from "./entries";
import type { Entry, InboxEvent, Preview } from "./inboxDocuments";

const SELF = "me";

function message(position: number, author = "other", more: Partial<Preview> = {}): Preview {
  const sentAt = new Date(Date.UTC(2026, 10, 1, 0, position)).toISOString();
  const name = author;
  return { id: `m${position}`, position, body: `text ${position}`, sentAt, deletedAt: null, author: { id: author, name }, attachments: [], ...more };
}

function room(id: string, lastPosition: number, readPosition = lastPosition): Entry {
  return {
    id,
    name: `Room ${id}`,
    kind: "CONVERSATION",
    createdAt: "2026-10-01T00:00:00Z",
    archivedAt: null,
    lastPosition,
    readPosition,
    mutedAt: null,
    lastMessage: lastPosition ? message(lastPosition) : null,
  };
}

const facts = ({ id, name, kind, createdAt, archivedAt, lastPosition }: Entry) => ({ id, name, kind, createdAt, archivedAt, lastPosition });

function event(name: "MessageSent" | "MessageDeleted" | "MessageEdited", entry: Entry, what: Preview): InboxEvent {
  return { __typename: name, cursor: "c", room: facts(entry), message: what };
}

const list = (...rooms: Entry[]): Entries => withEntries(new Map(), rooms);
const ids = (entries: Entries) => ordered(entries, () => true).map(({ id }) => id);

test("a message of somebody else is one more unread, and its room goes to the top", () => {
  const before = list(room("a", 5), room("b", 3));
  expect(ids(before)).toEqual(["a", "b"]);
  const { entries } = stepped(before, event("MessageSent", room("b", 9), message(9)), SELF);
  expect(ids(entries)).toEqual(["b", "a"]);
  expect(unreadIn(entries.get("b") ?? room("b", 0))).toBe(6);
  expect(before.get("b")?.lastPosition).toBe(3);
});

test("one's own message is read, wherever it was written", () => {
  const { entries } = stepped(list(room("a", 5, 2)), event("MessageSent", room("a", 6), message(6, SELF)), SELF);
  expect(unreadIn(entries.get("a") ?? room("a", 9, 0))).toBe(0);
});

test("an event that comes again changes nothing", () => {
  const sent = event("MessageSent", room("a", 6), message(6));
  const once = stepped(list(room("a", 5)), sent, SELF).entries;
  expect(stepped(once, sent, SELF).entries).toEqual(once);
});

test("facts made before newer ones do not take the numbers back", () => {
  const { entries } = stepped(list(room("a", 9, 4)), event("MessageSent", room("a", 6), message(6)), SELF);
  expect(entries.get("a")).toMatchObject({ lastPosition: 9, lastMessage: { position: 9 } });
});

test("deleting the last message shows in its preview, deleting an older one does not", () => {
  const gone = { deletedAt: "2026-11-02T00:00:00Z", body: "" };
  const newest = stepped(list(room("a", 5)), event("MessageDeleted", room("a", 5), message(5, "other", gone)), SELF);
  expect(newest.entries.get("a")?.lastMessage).toMatchObject(gone);
  const older = stepped(list(room("a", 5)), event("MessageDeleted", room("a", 5), message(2, "other", gone)), SELF);
  expect(older.entries.get("a")?.lastMessage?.body).toBe("text 5");
});

test("reading in another tab takes the count away, and an older mark does not bring it back", () => {
  const read = (readPosition: number): InboxEvent => ({
    __typename: "RoomRead",
    cursor: "c",
    ownRoom: { id: "a", readPosition, mutedAt: null, lastPosition: 7 },
  });
  const all = stepped(list(room("a", 7, 1)), read(7), SELF).entries;
  expect(unreadIn(all.get("a") ?? room("a", 1, 0))).toBe(0);
  expect(stepped(all, read(3), SELF).entries).toEqual(all);
});

test("a room that was left is gone, and one that is unknown has to be asked for", () => {
  const left = stepped(list(room("a", 1), room("b", 1)), { __typename: "RoomLeft", cursor: "c", roomId: "a" }, SELF);
  expect([ids(left.entries), left.left]).toEqual([["b"], "a"]);
  expect(stepped(left.entries, event("MessageSent", room("z", 1), message(1)), SELF)).toEqual({
    entries: left.entries,
    unknown: "z",
  });
});

test("a room that was joined is asked for, even when it is known from before", () => {
  const joined: InboxEvent = { __typename: "RoomJoined", cursor: "c", ownRoom: { id: "a", readPosition: 0, mutedAt: null, lastPosition: 0 } };
  expect(stepped(list(room("a", 1)), joined, SELF).unknown).toBe("a");
});

test("renaming, archiving and muting change that alone", () => {
  const before = list(room("a", 4, 2));
  const renamed: InboxEvent = { __typename: "RoomRenamed", cursor: "c", room: { ...facts(room("a", 4)), name: "New" } };
  const muted: InboxEvent = { __typename: "RoomMuted", cursor: "c", ownRoom: { id: "a", readPosition: 2, mutedAt: "now", lastPosition: 4 } };
  const after = stepped(stepped(before, renamed, SELF).entries, muted, SELF).entries;
  expect(after.get("a")).toEqual({ ...room("a", 4, 2), name: "New", mutedAt: "now" });
});
