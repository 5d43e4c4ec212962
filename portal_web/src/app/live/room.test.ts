import { beforeEach, expect, test, vi } from "vitest";
import { Refusal } from "../graphql/refusals";
import type { Listener } from "../graphql/socket";
import type { RoomEvent } from "../room/documents";
import { LiveRoom } from "./room";

// The server's side of one room, as the page asks for it by position.
const server = vi.hoisted(() => ({
  bodies: [] as string[],
  readPosition: 0,
  isOurs: true,
  asked: [] as number[],
  listening: [] as { after: unknown; listener: unknown }[],
}));

vi.mock("./frames", () => ({
  nextFrame: (work: () => void) => {
    const timer = setTimeout(work);
    return () => clearTimeout(timer);
  },
}));
vi.mock("../graphql/backoff", () => ({ delay: () => 0, pause: () => Promise.resolve() }));
vi.mock("../graphql/socket", () => ({
  subscribe: (_document: unknown, variables: () => { after: unknown }, listener: unknown) => {
    const entry = { after: variables().after, listener };
    server.listening.push(entry);
    return () => server.listening.splice(server.listening.indexOf(entry), 1);
  },
}));
vi.mock("../graphql/client", () => ({
  ask: async (_document: unknown, { around, first }: { around?: number | null; first?: number | null }) => {
    if (!server.isOurs) return { room: null };
    if (around === undefined) return { room: { participants: null } };
    const newest = server.bodies.length;
    const size = first ?? 50;
    const start = around === null ? Math.max(1, newest - size + 1) : Math.max(1, around - Math.floor(size / 2));
    if (size) server.asked.push(start);
    const nodes = server.bodies.slice(start - 1, start - 1 + size).map((_, index) => messageAt(start + index));
    const { readPosition } = server;
    const counts = { lastPosition: newest, readPosition, unreadCount: newest - readPosition };
    return { room: { id: "room", name: "Room", eventCursor: `cursor ${newest}`, ...counts, messages: { nodes } } };
  },
}));

function messageAt(position: number) {
  return { position, body: server.bodies[position - 1], author: { id: "eli", person: null }, clientMessageId: `id-${position}` };
}

function tell(position: number): void {
  const event = { __typename: "MessageSent", cursor: `cursor ${position}`, message: messageAt(position) };
  (server.listening[0]?.listener as Listener<{ roomEvents: RoomEvent }>).next({ roomEvents: event as RoomEvent });
}

function refuse(code: "RESYNC_REQUIRED" | "NOT_FOUND"): void {
  (server.listening[0]?.listener as Listener<unknown>).refused(new Refusal(code, ""));
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 60));
const shown = (room: LiveRoom) => room.state.get().window;

async function opened(at: number | null = null): Promise<LiveRoom> {
  const room = new LiveRoom("room");
  room.open(at);
  await settled();
  return room;
}

beforeEach(() => {
  const bodies = Array.from({ length: 400 }, (_, index) => `Line ${index + 1}`);
  Object.assign(server, { bodies, readPosition: 400, isOurs: true, asked: [], listening: [] });
});

test("a room that was read opens at its end, and listens from there", async () => {
  const room = await opened();
  expect([shown(room).first, shown(room).last]).toEqual([351, 400]);
  expect([room.state.get().target?.block, room.state.get().readBefore, server.listening[0]?.after]).toEqual(["end", null, "cursor 400"]);
});

test("a room opens where reading stopped, however long ago", async () => {
  server.readPosition = 120;
  const room = await opened();
  expect(room.state.get()).toMatchObject({ readBefore: 120, target: { position: 121, block: "start" } });
  expect([shown(room).first <= 116, shown(room).last >= 140, shown(room).newest]).toEqual([true, true, 400]);
});

test("a page of older messages that was asked for before an event does not undo it", async () => {
  const room = await opened();
  room.loadOlder();
  server.bodies[320] = "Edited";
  tell(321);
  server.bodies[320] = "Line 321";
  await settled();
  expect([shown(room).first, shown(room).messages[20]?.body]).toEqual([301, "Edited"]);
});

test("what a cursor cannot give is asked anew in place, and the end followed where it was shown", async () => {
  const room = await opened();
  room.loadOlder();
  await settled();
  const { generation } = room.state.get();
  server.bodies[309] = "Deleted";
  server.bodies.push("Missed 401", "Missed 402");
  refuse("RESYNC_REQUIRED");
  await settled();
  expect([shown(room).first, shown(room).last, shown(room).messages[9]?.body]).toEqual([301, 402, "Deleted"]);
  expect([room.state.get().generation, server.listening.map((each) => each.after)]).toEqual([generation, ["cursor 402"]]);
});

test("who reads far back stays there when all is asked anew", async () => {
  const room = await opened(100);
  server.bodies.push(...Array.from({ length: 300 }, (_, index) => `Missed ${index}`));
  refuse("RESYNC_REQUIRED");
  await settled();
  expect([shown(room).first, shown(room).last, shown(room).newest]).toEqual([75, 124, 700]);
});

test("events that come while all is asked anew are neither lost nor doubled", async () => {
  const room = await opened();
  refuse("RESYNC_REQUIRED");
  server.bodies.push("Line 401");
  tell(401);
  tell(401);
  await settled();
  expect(shown(room).messages.slice(-2).map((message) => message.body)).toEqual(["Line 400", "Line 401"]);
});

test("whoever is removed keeps nothing of the room", async () => {
  const room = await opened();
  refuse("NOT_FOUND");
  expect(room.state.get()).toMatchObject({ status: "gone", facts: null, window: { messages: [] } });
  await settled();
  expect(server.listening).toEqual([]);
});

test("a room of others is closed before anything is shown", async () => {
  server.isOurs = false;
  expect((await opened()).state.get().status).toBe("gone");
});

test("a jump to a place that is not in memory replaces the window and leads there", async () => {
  const room = await opened();
  room.jump(37);
  await settled();
  expect(room.state.get()).toMatchObject({ generation: 2, target: { position: 37, isMarked: true } });
  expect([shown(room).first, shown(room).last]).toEqual([12, 61]);
  room.jumpToNewest();
  await settled();
  expect([shown(room).last, room.state.get().target?.block]).toEqual([400, "end"]);
});
