import { expect, test } from "vitest";
import { Refusal } from "../graphql/refusals";
import type { Letter, Store } from "./letters";
import { Outbox } from "./outbox";

class Shelf implements Store {
  readonly kept = new Map<string, string>();
  get length(): number {
    return this.kept.size;
  }
  key(index: number): string | null {
    return [...this.kept.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.kept.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.kept.set(key, value);
  }
  removeItem(key: string): void {
    this.kept.delete(key);
  }
}

type Answer = "taken" | Refusal;

function scene(answers: Answer[], store = new Shelf()) {
  const asked: Letter[] = [];
  const rests: number[] = [];
  const outbox = new Outbox<string>("outbox.marta.", store, {
    send: async (letter) => {
      asked.push(letter);
      const answer = answers.shift() ?? "taken";
      if (answer !== "taken") throw answer;
      return letter.body;
    },
    rest: async (tries) => void rests.push(tries),
    now: () => new Date("2026-11-22T12:00:00Z"),
  });
  return { outbox, asked, rests, store };
}

const words = (body: string, roomId = "room") => ({ roomId, body, repliesTo: null, files: [] });
const settled = () => new Promise((resolve) => setTimeout(resolve));
const offline = new Refusal("UNREACHABLE", "Failed to fetch");
const refused = new Refusal("ROOM_ARCHIVED", "The room is archived.");

test("a message is tried again as the same message until it is taken", async () => {
  const { outbox, asked, rests, store } = scene([offline, new Refusal("UNAVAILABLE", "Restarting"), "taken"]);
  const letter = outbox.write(words("Hello"));
  await settled();
  expect(asked.map((each) => each.clientMessageId)).toEqual(Array(3).fill(letter.clientMessageId));
  expect([rests, outbox.lettersFor("room"), store.length]).toEqual([[1, 2], [], 0]);
});

test("messages of a room are sent one after the other in the order of writing", async () => {
  const { outbox, asked } = scene([offline, "taken", "taken"]);
  outbox.write(words("One"));
  outbox.write(words("Two"));
  await settled();
  expect(asked.map((each) => each.body)).toEqual(["One", "One", "Two"]);
});

test("a refused message says why, holds up nobody, and can be sent again or given up", async () => {
  const { outbox, asked, store } = scene([refused, "taken", "taken"]);
  const letter = outbox.write(words("One"));
  outbox.write(words("Two"));
  await settled();
  expect(outbox.lettersFor("room")).toEqual([
    { ...letter, state: "failed", refusal: { code: "ROOM_ARCHIVED", message: "The room is archived." } },
  ]);
  outbox.retry(letter.clientMessageId);
  await settled();
  expect([asked.map((each) => each.body), outbox.lettersFor("room"), store.length]).toEqual([["One", "Two", "One"], [], 0]);
});

test("giving up a refused message leaves nothing", async () => {
  const { outbox, store } = scene([refused]);
  outbox.discard((outbox.write(words("One")), await settled(), outbox.lettersFor("room")[0]?.clientMessageId ?? ""));
  expect([outbox.lettersFor("room"), store.length]).toEqual([[], 0]);
});

test("what was not confirmed is sent after a reload, refused messages wait for the person", async () => {
  const store = new Shelf();
  const before = scene([refused], store);
  before.outbox.write(words("Refused"));
  await settled();
  const never = new Outbox<string>("outbox.marta.", store, { send: () => new Promise(() => {}), rest: async () => {}, now: () => new Date() });
  const waiting = never.write(words("Waiting"));
  const after = scene([], store);
  after.outbox.wake();
  await settled();
  expect(after.asked.map((each) => each.clientMessageId)).toEqual([waiting.clientMessageId]);
  expect(after.outbox.lettersFor("room").map((each) => [each.body, each.state])).toEqual([["Refused", "failed"]]);
});

test("a confirmed message is handed to whoever shows the room and waits until it is in its place", async () => {
  const { outbox } = scene([]);
  const taken: string[] = [];
  outbox.take("room", (message) => taken.push(message));
  outbox.write(words("Hello"));
  await settled();
  expect([taken, outbox.lettersFor("room").map((each) => each.state)]).toEqual([["Hello"], ["sent"]]);
  outbox.settle("room", () => false);
  expect(outbox.lettersFor("room").length).toBe(1);
  outbox.settle("room", () => true);
  expect(outbox.lettersFor("room")).toEqual([]);
});

test("what another tab sent is forgotten here", () => {
  const { outbox } = scene([]);
  const letter = outbox.write(words("Hello"));
  outbox.gone(`outbox.marta.${letter.clientMessageId}`);
  expect(outbox.lettersFor("room")).toEqual([]);
});

test("signing out leaves nothing of the person, and nothing of anybody else is touched", () => {
  const store = new Shelf();
  store.setItem("outbox.eli.1", "{}");
  const { outbox } = scene([], store);
  outbox.write(words("Hello"));
  outbox.clear();
  expect([outbox.lettersFor("room"), [...store.kept.keys()]]).toEqual([[], ["outbox.eli.1"]]);
});

test("a fault of the server is tried again a few times, then said", async () => {
  const { outbox, asked } = scene(Array(9).fill(new Refusal("INTERNAL", "Something went wrong.")));
  outbox.write(words("Hello"));
  await settled();
  expect([asked.length, outbox.lettersFor("room")[0]?.state]).toEqual([5, "failed"]);
});
