import { expect, test } from "vitest";
import en from "./en";
import office from "./en/office";

const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!./**"], { query: "?raw", import: "default", eager: true });
const said = new Set(Object.values(sources).flatMap((source) => source.match(/\w+/g) ?? []));
const OF_THE_CONTRACT = /^[A-Z_]+$/; // found by the value of an enum

/** The keys of all words, without those that are lists of others. */
function keysOf(words: object): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "object" && value !== null && !Array.isArray(value) ? keysOf(value) : [key],
  );
}

test("every word is said somewhere", () => {
  const keys = keysOf({ en, office });
  expect(keys.length).toBeGreaterThan(300);
  expect(keys.filter((key) => !OF_THE_CONTRACT.test(key) && !said.has(key))).toEqual([]);
});
