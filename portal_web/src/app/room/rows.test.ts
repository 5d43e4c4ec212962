import { expect, test } from "vitest";
import type { Letter } from "../live/letters";
import type { Message } from "./documents";
import { Rows } from "./rows";

const message = (position: number, sentAt: string, authorId = "tomas"): Message =>
  ({ position, sentAt, clientMessageId: `id-${position}`, author: { id: authorId } }) as Message;
const letter = (clientMessageId: string): Letter => ({ clientMessageId, writtenAt: "2026-11-22T12:09:00+00:00" }) as Letter;
const material = { letters: [], self: "marta", readBefore: null, dayKey: (at: string) => at.slice(0, 10) };

test("days, the unread mark, authors and pauses part the messages", () => {
  const rows = new Rows().of({
    ...material,
    messages: [
      message(1, "2026-11-21T23:58:00+00:00"),
      message(2, "2026-11-22T00:01:00+00:00"),
      message(3, "2026-11-22T00:02:00+00:00"),
      message(4, "2026-11-22T00:03:00+00:00"),
      message(5, "2026-11-22T00:03:30+00:00", "marta"),
      message(6, "2026-11-22T00:09:30+00:00", "marta"),
    ],
    readBefore: 2,
  });
  expect(rows.map((row) => row.startsDay)).toEqual([true, true, false, false, false, false]);
  expect(rows.map((row) => row.isFirstUnread)).toEqual([false, false, true, false, false, false]);
  expect(rows.map((row) => row.startsGroup)).toEqual([true, true, true, false, true, true]);
  expect(rows.map((row) => row.endsGroup)).toEqual([true, true, false, true, true, true]);
  expect(rows.map((row) => row.isOwn)).toEqual([false, false, false, false, true, true]);
});

test("a message on its way keeps its key when it stands, and is not shown twice", () => {
  const maker = new Rows();
  const [before] = maker.of({ ...material, messages: [], letters: [letter("id-7")] });
  const after = maker.of({ ...material, messages: [message(7, "2026-11-22T12:09:01+00:00", "marta")], letters: [letter("id-7")] });
  expect(after.map((row) => [row.key, row.letter])).toEqual([[before?.key, null]]);
});

test("somebody else's message with the same id does not hide one that is on its way", () => {
  const rows = new Rows().of({ ...material, messages: [message(7, "2026-11-22T12:09:01+00:00", "eli")], letters: [letter("id-7")] });
  expect(rows.map((row) => row.letter?.clientMessageId)).toEqual([undefined, "id-7"]);
  expect(new Set(rows.map((row) => row.key)).size).toBe(2);
});

test("rows that stay the same are the same objects", () => {
  const maker = new Rows();
  const messages = [message(1, "2026-11-22T12:00:00+00:00"), message(2, "2026-11-22T12:10:00+00:00", "eli")];
  const before = maker.of({ ...material, messages });
  const after = maker.of({ ...material, messages: [...messages, message(3, "2026-11-22T12:11:00+00:00", "eli")] });
  expect([after[0] === before[0], after[1] === before[1], after[1]?.endsGroup]).toEqual([true, false, false]);
});
