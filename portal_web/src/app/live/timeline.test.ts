import { expect, test } from "vitest";
import { MOST, Timeline } from "./timeline";

interface Line {
  readonly position: number;
  readonly body: string;
}

const line = (position: number, body = `Line ${position}`): Line => ({ position, body });
const lines = (first: number, last: number): Line[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => line(first + index));

function opened(first: number, last: number, newest = last): Timeline<Line> {
  const timeline = new Timeline<Line>();
  timeline.open(lines(first, last), newest);
  return timeline;
}

const bodies = (timeline: Timeline<Line>): string[] => timeline.window().messages.map((message) => message.body);
const positions = (timeline: Timeline<Line>): number[] => timeline.window().messages.map((message) => message.position);

test("an empty room has both ends", () => {
  const timeline = opened(1, 0, 0);
  expect(timeline.window()).toEqual({ messages: [], first: 1, last: 0, newest: 0 });
  expect([timeline.hasBeginning, timeline.hasEnd]).toEqual([true, true]);
  timeline.receive([line(1)]);
  expect(positions(timeline)).toEqual([1]);
});

test("messages that come out of order are shown in order, and the hole between is known", () => {
  const timeline = opened(1, 3);
  timeline.receive([line(6), line(5)]);
  expect([positions(timeline), timeline.hole, timeline.window().newest]).toEqual([[1, 2, 3], 3, 6]);
  timeline.receive([line(4)]);
  expect([positions(timeline), timeline.hole]).toEqual([[1, 2, 3, 4, 5, 6], null]);
});

test("a hole is filled by a page, and what waited beyond it follows", () => {
  const timeline = opened(1, 3);
  timeline.receive([line(6)]);
  timeline.merge(lines(4, 5));
  expect([positions(timeline), timeline.hole, timeline.hasEnd]).toEqual([[1, 2, 3, 4, 5, 6], null, true]);
});

test("a message told twice stands once, with what was told last", () => {
  const timeline = opened(1, 3);
  timeline.receive([line(4), line(4, "Four again")]);
  timeline.receive([line(4, "Four at last")]);
  expect(bodies(timeline)).toEqual(["Line 1", "Line 2", "Line 3", "Four at last"]);
});

test("pages are added at either end, overlap or not", () => {
  const timeline = opened(50, 60, 90);
  timeline.merge(lines(40, 49));
  timeline.merge(lines(58, 70));
  expect(positions(timeline)).toEqual(lines(40, 70).map((message) => message.position));
  expect([timeline.hasBeginning, timeline.hasEnd]).toEqual([false, false]);
});

test("a page that no longer joins the window is refused", () => {
  const timeline = opened(500, 550, 1000);
  expect(timeline.merge(lines(400, 449))).toBe(false);
  expect(timeline.window().first).toBe(500);
});

test("new messages are counted and not kept while the reader is back in the history", () => {
  const timeline = opened(100, 150, 1000);
  timeline.receive([line(1001), line(1002)]);
  expect([timeline.window().last, timeline.window().newest, timeline.hole]).toEqual([150, 1002, null]);
});

test("what events told while a page was on its way wins over the page", () => {
  const timeline = opened(50, 60);
  timeline.departed();
  timeline.receive([line(45, "Edited"), line(55, "Deleted")]);
  timeline.merge(lines(40, 60));
  timeline.arrived();
  expect([timeline.at(45)?.body, timeline.at(55)?.body]).toEqual(["Edited", "Deleted"]);
  timeline.departed();
  timeline.merge([line(45, "Newer than the event")]);
  expect(timeline.at(45)?.body).toBe("Newer than the event");
});

test("a message sent while the newest page was on its way is not missed", () => {
  const timeline = opened(1, 10, 500);
  timeline.departed();
  timeline.receive([line(501)]);
  timeline.open(lines(451, 500), 500);
  timeline.arrived();
  expect([timeline.window().last, timeline.hasEnd]).toEqual([501, true]);
});

test("memory is bounded while scrolling up, and what is being read stays", () => {
  const timeline = opened(99_951, 100_000);
  for (let first = 99_901; first > 97_000; first -= 50) {
    timeline.merge(lines(first, first + 49));
    timeline.trim(first + 25);
    expect(timeline.window().messages.length).toBeLessThanOrEqual(MOST);
    expect(timeline.has(first + 25)).toBe(true);
  }
  expect([timeline.hasEnd, timeline.window().newest]).toEqual([false, 100_000]);
});

test("memory is bounded while messages keep coming", () => {
  const timeline = opened(1, 50);
  for (let position = 51; position < 3000; position += 1) {
    timeline.receive([line(position)]);
    timeline.trim(position);
  }
  expect([timeline.window().messages.length <= MOST, timeline.window().last, timeline.hasEnd]).toEqual([true, 2999, true]);
});

test("an edit or deletion of a message that was let go changes nothing in memory", () => {
  const timeline = opened(500, 520, 1000);
  timeline.receive([line(3, "Edited")]);
  timeline.receive([line(700, "Deleted")]);
  expect([positions(timeline)[0], timeline.window().last, timeline.hole, timeline.window().newest]).toEqual([500, 520, null, 1000]);
});

test("a flood beyond a hole is not hoarded", () => {
  const timeline = opened(1, 10);
  timeline.receive(lines(12, 400));
  expect([timeline.hole, timeline.hasEnd, timeline.window().newest]).toEqual([null, false, 400]);
});

test("nothing stays in memory once it is cleared", () => {
  const timeline = opened(1, 10);
  timeline.departed();
  timeline.receive([line(12)]);
  timeline.clear();
  expect(JSON.stringify([...Object.values(timeline)])).not.toContain("Line");
});

test("the same window is answered until something changes", () => {
  const timeline = opened(1, 10);
  const before = timeline.window();
  timeline.grown(10);
  expect(timeline.window()).toBe(before);
  timeline.grown(11);
  expect(timeline.window()).not.toBe(before);
});
