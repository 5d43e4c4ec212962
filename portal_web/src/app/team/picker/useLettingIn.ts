/** Choosing people for a room: whether clients would be mixed, whether that was meant, and what was refused. */
import { useState } from "react";
import { Refusal } from "../../graphql/refusals";
import { useAct } from "../../asking/useAct";
import { type Candidate, isMixed } from "./candidates";

/** `present` are those who are in the room or expected; `isMeant` that clients were mixed in it on purpose before. */
export function useLettingIn(present: readonly Pick<Candidate, "role" | "portals">[] = [], isMeant = false) {
  const acting = useAct();
  const [chosen, choose] = useState<readonly Candidate[]>([]);
  const [isAllowed, allow] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const wasRefused = acting.problem instanceof Refusal && acting.problem.code === "MIXED_PORTALS";
  const isAsked = !isMeant && (wasRefused || (chosen.some(isClient) && isMixed([...present, ...chosen])));
  return {
    acting,
    chosen,
    choose: (people: readonly Candidate[]) => {
      choose(people);
      acting.forget();
      setMissing(false);
    },
    isAllowed,
    allow: (yes: boolean) => {
      allow(yes);
      setMissing(false);
    },
    isMissing,
    /** Whether to show the warning about clients of different portals. */
    isAsked,
    /** Do it, once what has to be meant is meant. Answers whether it was done. */
    send: async (work: (people: readonly Candidate[], allowMixed: boolean) => Promise<unknown>): Promise<boolean> => {
      if (isAsked && !isAllowed) {
        setMissing(true);
        return false;
      }
      return acting.run(() => work(chosen, isAsked && isAllowed));
    },
    /** What was refused about the people, unless the warning says it. */
    error: wasRefused ? null : acting.at("personIds"),
  };
}

export type LettingIn = ReturnType<typeof useLettingIn>;

function isClient({ role }: Pick<Candidate, "role">): boolean {
  return role === "CLIENT";
}
