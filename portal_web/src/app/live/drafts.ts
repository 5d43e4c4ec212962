/** What somebody has begun to write in a room and not sent, kept in this browser alone. */
import type { Quoted } from "./letters";

export interface Draft {
  readonly body: string;
  readonly repliesTo: Quoted | null;
}

export const EMPTY: Draft = { body: "", repliesTo: null };

const PREFIX = "parlour.draft.";

function keyOf(personId: string, roomId: string): string {
  return `${PREFIX}${personId}.${roomId}`;
}

/** What was begun in a room, or an empty draft. */
export function draftOf(personId: string, roomId: string): Draft {
  const text = localStorage.getItem(keyOf(personId, roomId));
  return text ? (JSON.parse(text) as Draft) : EMPTY;
}

/** Keep what was begun; nothing is kept of an empty draft. */
export function keepDraft(personId: string, roomId: string, draft: Draft): void {
  const key = keyOf(personId, roomId);
  if (!draft.body.trim() && !draft.repliesTo) return localStorage.removeItem(key);
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // no room left in the browser
  }
}

/** Forget all drafts of a person, as on signing out. */
export function forgetDrafts(personId: string): void {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}${personId}.`));
  for (const key of keys) localStorage.removeItem(key);
}
