/** A refusal in the viewer's words. */
import { Refusal } from "../graphql/refusals";
import type { Speech, Words } from "./words";

/** The server speaks English and says more than a code does, so its own words stand where they are understood. */
export function refused({ words, code }: Pick<Speech, "words" | "code">, problem: unknown): string {
  if (!(problem instanceof Refusal)) return words.refusals.INTERNAL;
  const ours = (words.refusals as Partial<Words["refusals"]>)[problem.code] ?? words.refusals.INTERNAL;
  const silent = problem.passes || problem.code === "INTERNAL" || !problem.message;
  return code === "en" && !silent ? problem.message : ours;
}
