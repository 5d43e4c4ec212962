import type { TextRun } from "./documents";

/** A text with what was searched for marked in it. */
export function Runs({ runs }: { runs: readonly TextRun[] }) {
  return runs.map((run, index) => (run.isMatch ? <mark key={index}>{run.text}</mark> : run.text));
}
