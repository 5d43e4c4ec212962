/** What is shown of an open room. */
import type { Message, RoomFacts } from "../room/documents";
import type { Window } from "./timeline";

/** Where the view is to go: shown once for each object. */
export interface Target {
  readonly position: number;
  readonly block: "start" | "center" | "end";
  readonly isMarked: boolean;
}

export interface RoomState {
  readonly status: "loading" | "open" | "gone";
  readonly facts: RoomFacts | null;
  readonly window: Window<Message>;
  /** Changes when the window was replaced by another part of the room. */
  readonly generation: number;
  readonly target: Target | null;
  /** The last message read when the room was opened, if anything was unread then. */
  readonly readBefore: number | null;
}

export const NOTHING: RoomState = {
  status: "loading",
  facts: null,
  window: { messages: [], first: 1, last: 0, newest: 0 },
  generation: 0,
  target: null,
  readBefore: null,
};

/** Where a room is opened: at a position asked for, at the first unread message, or at the newest. */
export function targetFor(at: number | null, unread: number | null, newest: number): Target {
  if (at !== null) return { position: at, block: "center", isMarked: true };
  if (unread !== null) return { position: unread, block: "start", isMarked: false };
  return { position: newest, block: "end", isMarked: false };
}
