/** What the timeline shows: one row for each message in memory and each one on its way, in their order. */
import type { Letter } from "../live/letters";
import type { Message } from "./documents";

export interface Row {
  /** The same for a message on its way and once it stands. */
  readonly key: string;
  readonly message: Message | null;
  readonly letter: Letter | null;
  readonly at: string;
  readonly isOwn: boolean;
  /** Whether a new day begins with it. */
  readonly startsDay: boolean;
  /** Whether it is the first that was unread when the room was opened. */
  readonly isFirstUnread: boolean;
  /** Whether it is the first and the last of what one author wrote in one go. */
  readonly startsGroup: boolean;
  readonly endsGroup: boolean;
}

export interface Material {
  readonly messages: readonly Message[];
  readonly letters: readonly Letter[];
  /** The viewer's id as an author. */
  readonly self: string;
  readonly readBefore: number | null;
  readonly dayKey: (at: string) => string;
}

const TOGETHER = 5 * 60_000; // milliseconds between messages of one go

/** Makes rows, and gives the same object for a row that stays the same, so that it need not be drawn again. */
export class Rows {
  private before = new Map<string, Row>();
  private readonly days = new Map<string, string>();

  of({ messages, letters, self, readBefore, dayKey }: Material): readonly Row[] {
    const drafts = [
      ...messages.map((message) => draftOf(message, self)),
      ...unplaced(messages, letters, self).map((letter) => pending(letter, self)),
    ];
    const day = (at: string) => this.day(at, dayKey);
    const firstUnread = readBefore === null ? null : readBefore + 1;
    const rows = drafts.map((_, index) => this.kept(framed(drafts, index, firstUnread, day)));
    this.before = new Map(rows.map((row) => [row.key, row]));
    return rows;
  }

  private kept(row: Row): Row {
    const known = this.before.get(row.key);
    return known && same(known, row) ? known : row;
  }

  /** Which day a time is of; days are asked for by the quarter of an hour, where time zones change them. */
  private day(at: string, dayKey: (at: string) => string): string {
    const quarter = at.slice(0, 15) + String(Math.floor(Number(at.slice(14, 16)) / 15));
    let found = this.days.get(quarter);
    if (found === undefined) {
      if (this.days.size > 5_000) this.days.clear();
      found = dayKey(at);
      this.days.set(quarter, found);
    }
    return found;
  }
}

type Draft = Pick<Row, "key" | "message" | "letter" | "at" | "isOwn"> & { authorId: string };

function draftOf(message: Message, self: string): Draft {
  const authorId = message.author.id;
  const key = `${authorId} ${message.clientMessageId}`;
  return { key, message, letter: null, at: message.sentAt, isOwn: authorId === self, authorId };
}

function pending(letter: Letter, self: string): Draft {
  return { key: `${self} ${letter.clientMessageId}`, message: null, letter, at: letter.writtenAt, isOwn: true, authorId: self };
}

/** The letters that do not stand among the messages yet: anybody may use an id twice, only the author's own counts. */
export function unplaced(messages: readonly Message[], letters: readonly Letter[], self: string): readonly Letter[] {
  if (!letters.length) return letters;
  const own = messages.filter((message) => message.author.id === self);
  const placed = new Set(own.map((message) => message.clientMessageId));
  return letters.filter((letter) => !placed.has(letter.clientMessageId));
}

function framed(drafts: readonly Draft[], index: number, firstUnread: number | null, day: (at: string) => string): Row {
  const draft = drafts[index] as Draft;
  const [previous, next] = [drafts[index - 1], drafts[index + 1]];
  const position = draft.message?.position ?? null;
  const { key, message, letter, at, isOwn } = draft;
  const isUnread = (other: Draft) => firstUnread !== null && other.message?.position === firstUnread;
  const parts = (one: Draft, other: Draft) => isUnread(other) || !together(one, other) || day(one.at) !== day(other.at);
  return {
    key,
    message,
    letter,
    at,
    isOwn,
    startsDay: previous ? day(previous.at) !== day(at) : position === 1 || position === null,
    isFirstUnread: isUnread(draft),
    startsGroup: !previous || parts(previous, draft),
    endsGroup: !next || parts(draft, next),
  };
}

function together(one: Draft, other: Draft): boolean {
  return one.authorId === other.authorId && Date.parse(other.at) - Date.parse(one.at) < TOGETHER;
}

function same(one: Row, other: Row): boolean {
  return (
    one.message === other.message &&
    one.letter === other.letter &&
    one.startsDay === other.startsDay &&
    one.isFirstUnread === other.isFirstUnread &&
    one.startsGroup === other.startsGroup &&
    one.endsGroup === other.endsGroup
  );
}
