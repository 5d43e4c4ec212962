/** Messages that are written and not confirmed, as the browser keeps them. */
import type { ErrorCode } from "../graphql/graphql";

export interface Quoted {
  readonly messageId: string;
  readonly position: number;
  readonly authorName: string;
  readonly body: string;
}

export interface SentFile {
  readonly uploadId: string;
  readonly fileName: string;
}

/** A message on its way. `sent` ones wait only to be seen in their place among the others. */
export interface Letter {
  readonly clientMessageId: string;
  readonly roomId: string;
  readonly number: number;
  readonly writtenAt: string;
  readonly body: string;
  readonly repliesTo: Quoted | null;
  readonly files: readonly SentFile[];
  readonly state: "waiting" | "sent" | "failed";
  readonly refusal: { readonly code: ErrorCode | "UNREACHABLE"; readonly message: string } | null;
}

export type Written = Pick<Letter, "roomId" | "body" | "repliesTo" | "files">;
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** The letters that somebody left in the store, in the order of writing. */
export function lettersIn(prefix: string, store: Store): readonly Letter[] {
  const texts = keysIn(prefix, store).map((key) => store.getItem(key) ?? "");
  const letters = texts.flatMap((text): Letter[] => (text ? [JSON.parse(text) as Letter] : []));
  return letters.sort((one, other) => one.writtenAt.localeCompare(other.writtenAt) || one.number - other.number);
}

/** Where the store has them. */
export function keysIn(prefix: string, store: Store): string[] {
  const all = Array.from({ length: store.length }, (_, index) => store.key(index));
  return all.filter((key): key is string => key?.startsWith(prefix) ?? false);
}
