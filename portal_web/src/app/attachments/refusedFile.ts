/** Why a file was not taken, with the limit that it passes. */
import { Refusal } from "../graphql/refusals";
import { refused } from "../words/refused";
import type { Speech } from "../words/words";

export function refusedFile(speech: Pick<Speech, "words" | "code" | "formats">, problem: unknown): string {
  const { attachments: words } = speech.words;
  if (problem instanceof DOMException) return words.unreadable;
  const limit = problem instanceof Refusal && problem.code === "LIMIT_EXCEEDED" ? limitIn(problem.message) : null;
  if (limit === null || !(problem instanceof Refusal)) return refused(speech, problem);
  const size = speech.formats.size(limit);
  return problem.message.includes("together") ? words.tooMuch(size) : words.tooLarge(size);
}

/** The number of bytes in a refusal that states a limit. */
export function limitIn(message: string): number | null {
  const [, digits] = /([\d,]+) bytes/.exec(message) ?? [];
  return digits ? Number(digits.replaceAll(",", "")) : null;
}
