import { Refused } from "../../asking/Refused";
import { useTeamWords } from "../../words/office";
import { MixedWarning } from "./MixedWarning";
import { PeoplePicker } from "./PeoplePicker";
import type { LettingIn as Letting } from "./useLettingIn";

type Props = {
  letting: Letting;
  hint?: string | undefined;
  /** People who cannot be chosen, and why not. */
  taken: ReadonlyMap<string, string>;
  /** Fields beside this one that show their own refusals. */
  fields?: readonly string[];
};

/** Whom a room is opened to, with what has to be meant and what was refused. */
export function LettingIn({ letting, hint, taken, fields = [] }: Props) {
  const { create } = useTeamWords().team;
  return (
    <>
      <PeoplePicker
        label={create.who}
        hint={hint}
        chosen={letting.chosen}
        onChange={letting.choose}
        taken={taken}
        error={letting.error}
      />
      {letting.isAsked ? (
        <MixedWarning isAllowed={letting.isAllowed} onChange={letting.allow} isMissing={letting.isMissing} />
      ) : (
        <Refused says={letting.acting.besides("personIds", ...fields)} />
      )}
    </>
  );
}
