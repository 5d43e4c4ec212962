/** Whether mail about a room reaches somebody, in words. */
import type { Formats } from "../../words/formats";
import type { Office } from "../../words/office";
import type { Participant } from "./documents";

type Reachability = Participant["reachability"];
type Speech = { reach: Office["affairs"]["reach"]; formats: Pick<Formats, "relative"> };
export type Mail = { text: string; isBad: boolean };

const HARMLESS = new Set(["READ", "ARCHIVED", "DELETED"]);

/** What to say of mail beside how far they have read; null where that says it all. */
export function mailWords(reachability: Reachability, hasUnread: boolean, now: Date, { reach, formats }: Speech): Mail | null {
  if (!reachability) return null;
  const { reason, nextMailAt, mailedAt, lastState, lastReason } = reachability;
  if (reason && reason !== "READ") return { text: reach[reason], isBad: !HARMLESS.has(reason) };
  if (lastState === "FAILED" && lastReason && hasUnread) return { text: reach[lastReason], isBad: true };
  if (hasUnread && nextMailAt) {
    const isDue = Date.parse(nextMailAt) <= now.getTime();
    return { text: isDue ? reach.soon : reach.next(formats.relative(nextMailAt, now)), isBad: false };
  }
  return hasUnread && mailedAt ? { text: reach.mailed(formats.relative(mailedAt, now)), isBad: false } : null;
}
