import { expect, test } from "vitest";
import { isOvertaken } from "./overtaken";

const sent = { deletedAt: null, editedAt: null, attachments: [{ state: "RECEIVED", scan: "PENDING" }] } as const;
const processed = { ...sent, attachments: [{ state: "READY", scan: "NOT_SCANNED" }] } as const;
const edited = { ...processed, editedAt: "2026-11-22T01:00:00Z" };
const deleted = { ...sent, attachments: [], deletedAt: "2026-11-22T02:00:00Z" };

test("an answer that comes after later events changes nothing, and any other does", () => {
  const order = [sent, processed, edited, deleted];
  for (const [place, answer] of order.entries()) {
    for (const [since, known] of order.entries()) expect(isOvertaken(answer, known)).toBe(since > place);
  }
});
