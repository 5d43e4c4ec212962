import { expect, test } from "vitest";
import { formats, regional } from "./formats";
import { plurals } from "./plurals";

const NOW = new Date("2026-11-22T00:30:00Z");
const plain = (text: string) => text.replace(/\s/gu, " ");

test("the day is the viewer's, not the server's", () => {
  const late = "2026-11-21T23:45:00Z";
  expect(formats("en", "UTC").day(late, NOW)).toBe("Yesterday");
  expect(formats("en", "Europe/Paris").day(late, NOW)).toBe("Today");
  expect(formats("fr", "America/New_York").day(late, NOW)).toBe("Aujourd’hui");
});

test("a list says the time today, then the day, then the date", () => {
  const { brief } = formats("en", "UTC");
  expect(plain(brief("2026-11-22T00:10:00Z", NOW))).toBe("12:10 AM");
  expect(brief("2026-11-21T08:00:00Z", NOW)).toBe("Yesterday");
  expect(brief("2026-11-18T08:00:00Z", NOW)).toBe("Wed");
  expect(brief("2026-03-02T08:00:00Z", NOW)).toBe("Mar 2");
  expect(brief("2025-03-02T08:00:00Z", NOW)).toBe("Mar 2, 25");
});

test("a clock that is a little behind the server's still says today", () => {
  expect(formats("en", "UTC").brief("2026-11-22T00:31:00Z", NOW)).toMatch(/12:31/);
  expect(formats("en", "UTC").day("2026-11-22T00:31:00Z", NOW)).toBe("Today");
});

test("sizes and spans are said in the unit that fits", () => {
  const english = formats("en", "UTC");
  expect([english.size(0), english.size(999), english.size(1400), english.size(12_345_678)]).toEqual([
    "0 byte",
    "999 byte",
    "1.4 kB",
    "12 MB",
  ]);
  expect(english.relative("2026-11-22T00:42:00Z", NOW)).toBe("in 12 minutes");
  expect(formats("fr", "UTC").relative("2026-11-21T22:30:00Z", NOW)).toBe("il y a 2 heures");
});

test("a number chooses the form of its word", () => {
  const forms = { one: "# message", other: "# messages" };
  expect([0, 1, 2, 1000].map((count) => plurals("en")(count, forms))).toEqual(["0 messages", "1 message", "2 messages", "1,000 messages"]);
  expect([0, 1, 2].map((count) => plurals("fr")(count, forms))).toEqual(["0 message", "1 message", "2 messages"]);
});

test("a language is written as at home, but it stays the viewer's language", () => {
  expect(regional("en", ["fr-CH", "en-GB", "en-US"])).toBe("en-GB");
  expect(regional("fr", ["en-GB"])).toBe("fr");
  expect(regional("en", ["eng-XX"])).toBe("en");
});
