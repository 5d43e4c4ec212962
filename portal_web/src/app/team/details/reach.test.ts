import { expect, test } from "vitest";
import { affairs } from "../../words/en/affairs";
import { formats } from "../../words/formats";
import type { Participant } from "./documents";
import { mailWords } from "./reach";

const NOW = new Date("2026-11-22T12:00:00Z");
const NOTHING = { reason: null, nextMailAt: null, mailedAt: null, lastState: null, lastReason: null };
const said = (told: Partial<NonNullable<Participant["reachability"]>>, hasUnread = true) =>
  mailWords({ ...NOTHING, ...told }, hasUnread, NOW, { reach: affairs.reach, formats: formats("en", "UTC") });

test("what is to come is said in minutes, and what is due without them", () => {
  expect(said({ nextMailAt: "2026-11-22T12:12:00Z" })).toEqual({ text: "Will get mail in 12 minutes", isBad: false });
  expect(said({ nextMailAt: "2026-11-22T11:59:00Z" })).toEqual({ text: "Mail is about to go", isBad: false });
});

test("why no mail goes comes before everything, and what somebody should look after stands out", () => {
  expect(said({ reason: "MUTED_ROOM", nextMailAt: "2026-11-22T12:12:00Z" })).toEqual({ text: "Has muted this room", isBad: true });
  expect(said({ reason: "BOUNCING" }, false)).toEqual({ text: "Mail does not arrive", isBad: true });
  expect(said({ reason: "ARCHIVED" })).toEqual({ text: "No mail: the room is archived", isBad: false });
  expect(said({ lastState: "FAILED", lastReason: "REFUSED" })).toEqual({ text: "The mail server refused the mail", isBad: true });
});

test("who has read everything is not spoken of again", () => {
  expect(said({ reason: "READ", mailedAt: "2026-11-22T11:00:00Z" }, false)).toBeNull();
  expect(said({ mailedAt: "2026-11-22T11:00:00Z" })).toEqual({ text: "Last mail 1 hour ago", isBad: false });
  expect(mailWords(null, true, NOW, { reach: affairs.reach, formats: formats("en", "UTC") })).toBeNull();
});
