import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createStore } from "../store";
import { watchBeyond } from "./beyond";
import type { Entries } from "./entries";
import type { Page, Shelf } from "./inbox";
import type { Entry } from "./inboxDocuments";

const room = (id: string, unread: number) => ({ id, lastPosition: unread, readPosition: 0, archivedAt: null }) as Entry;
const rooms = (...found: Entry[]): Entries => new Map(found.map((entry) => [entry.id, entry]));

function inbox(more: boolean) {
  const page: Page = { next: null, more, loading: false, failed: false };
  return { entries: createStore(rooms(room("a", 3))), pages: createStore<Record<Shelf, Page>>({ open: page, archived: page }) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("nothing is asked for while the list holds every room", async () => {
  const total = vi.fn(async () => 10);
  const { beyond } = watchBeyond(inbox(false), total);
  await vi.runAllTimersAsync();
  expect([beyond.get(), total.mock.calls.length]).toEqual([0, 0]);
});

test("what is unread beyond the list is all but what the list tells, also after it changed", async () => {
  const watched = inbox(true);
  const { beyond, stop } = watchBeyond(watched, async () => 10);
  await vi.runAllTimersAsync();
  expect(beyond.get()).toBe(7);
  watched.entries.set(rooms(room("a", 3), room("b", 5)));
  await vi.runAllTimersAsync();
  expect(beyond.get()).toBe(2);
  stop();
});

test("many changes in a row are asked about once", async () => {
  const watched = inbox(true);
  const total = vi.fn(async () => 10);
  watchBeyond(watched, total);
  for (let unread = 0; unread < 20; unread += 1) watched.entries.set(rooms(room("a", unread)));
  await vi.runAllTimersAsync();
  expect(total.mock.calls.length).toBe(1);
});

test("an answer that comes when every room is listed is of no use any more", async () => {
  const watched = inbox(true);
  const { beyond } = watchBeyond(watched, async () => {
    watched.pages.set((now) => ({ ...now, open: { ...now.open, more: false } }));
    return 10;
  });
  await vi.runAllTimersAsync();
  expect(beyond.get()).toBe(0);
});
