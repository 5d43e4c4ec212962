import { expect, test } from "vitest";
import { endingOf } from "./FileMark";
import { limitIn } from "./refusedFile";
import { standingOf } from "./standing";

test("a file can be had once it was looked at and nothing was found", () => {
  const url = "/files/x";
  expect(standingOf({ state: "RECEIVED", scan: "PENDING", url: null })).toBe("coming");
  expect(standingOf({ state: "READY", scan: "PENDING", url: null })).toBe("scanning");
  expect(standingOf({ state: "READY", scan: "CLEAN", url })).toBe("ready");
  expect(standingOf({ state: "READY", scan: "NOT_SCANNED", url })).toBe("ready");
  expect(standingOf({ state: "REFUSED", scan: "NOT_SCANNED", url: null })).toBe("refused");
  expect(standingOf({ state: "REFUSED", scan: "BLOCKED", url: null })).toBe("blocked");
});

test("a name's ending is told only if it is one", () => {
  expect(["Report.PDF", "archive.tar.gz", "Makefile", ".env", "a.longending"].map(endingOf)).toEqual(["pdf", "gz", "", "", ""]);
});

test("a refusal's limit is found in its words", () => {
  expect(limitIn("A file may have 104,857,600 bytes.")).toBe(104_857_600);
  expect(limitIn("Too much.")).toBeNull();
});
