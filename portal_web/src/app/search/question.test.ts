import { expect, test } from "vitest";
import type { SearchRoute } from "../routes";
import { questionOf } from "./question";

const NONE = {
  roomId: null,
  authorId: null,
  kind: null,
  since: null,
  until: null,
  hasFile: false,
  hasImage: false,
};
const search = (asked: Partial<SearchRoute>): SearchRoute => ({ name: "search", query: "", ...asked });

test("words alone look everywhere, and among the names of rooms", () => {
  expect(questionOf(search({ query: " lease " }), "UTC")).toEqual({ query: "lease", withRooms: true, filter: NONE });
});

test("without words, only an author or files are enough to ask for", () => {
  for (const little of [{}, { query: " " }, { roomId: "r" }, { since: "2026-01-01" }, { announcements: true as const }])
    expect(questionOf(search(little), "UTC")).toBeNull();
  for (const enough of [{ authorId: "a" }, { has: "file" as const }]) expect(questionOf(search(enough), "UTC")).not.toBeNull();
});

test("a filter is for messages, so rooms are not looked for beside it", () => {
  const filtered = questionOf(search({ query: "lease", roomId: "r", has: "image", announcements: true }), "UTC");
  expect(filtered).toEqual({
    query: "lease",
    withRooms: false,
    filter: { ...NONE, roomId: "r", kind: "ANNOUNCEMENT", hasImage: true },
  });
});

const DAYS: [string, string, string, string][] = [
  ["UTC", "2026-02-28", "2026-02-28T00:00:00.000Z", "2026-02-28T23:59:59.999Z"],
  ["Europe/Paris", "2026-03-29", "2026-03-28T23:00:00.000Z", "2026-03-29T21:59:59.999Z"], // 23 hours long
  ["America/New_York", "2026-11-01", "2026-11-01T04:00:00.000Z", "2026-11-02T04:59:59.999Z"], // 25 hours long
  ["Pacific/Auckland", "2026-06-01", "2026-05-31T12:00:00.000Z", "2026-06-01T11:59:59.999Z"],
];

test.each(DAYS)("a day is whole where the viewer lives: %s, %s", (zone, day, since, until) => {
  const found = questionOf(search({ query: "a", since: day, until: day }), zone);
  expect(found?.filter).toEqual({ ...NONE, since, until });
});
