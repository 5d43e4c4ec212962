/** Something that is done at a press: whether it is under way, and what was refused, in the viewer's words. */
import { useState } from "react";
import { Refusal } from "../graphql/refusals";
import { refused } from "../words/refused";
import { useSpeech } from "../words/words";

export interface Acting {
  readonly isBusy: boolean;
  /** What was refused last; null once something is tried again. */
  readonly problem: unknown;
  /** The refusal of one field of a form. */
  at(field: string): string | null;
  /** The refusal if it is of none of the fields that show their own. */
  besides(...fields: string[]): string | null;
  /** Answers whether it was done. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  forget(): void;
}

export function useAct(): Acting {
  const speech = useSpeech();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const field = problem instanceof Refusal ? problem.field.at(-1) : undefined;
  return {
    isBusy,
    problem,
    at: (name) => (field === name ? refused(speech, problem) : null),
    besides: (...names) => (problem && !(field && names.includes(field)) ? refused(speech, problem) : null),
    run: async (work) => {
      setBusy(true);
      setProblem(null);
      try {
        await work();
        return true;
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal;
        setProblem(refusal);
        return false;
      } finally {
        setBusy(false);
      }
    },
    forget: () => setProblem(null),
  };
}
