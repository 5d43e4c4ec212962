import { act } from "../graphql/client";
import { Refused } from "../asking/Refused";
import { useAct } from "../asking/useAct";
import { CheckField } from "../ui/CheckField";
import { useWords } from "../words/words";
import { muteEmail, unmuteEmail } from "./documents";
import type { Known } from "./useProfile";

/** Whether mail about rooms comes at all. */
export function MailPart({ profile, changed }: Known) {
  const { profile: words } = useWords();
  const acting = useAct();
  const turn = (on: boolean) =>
    acting.run(async () =>
      changed(on ? await act(muteEmail, {}) : await act(unmuteEmail, {}), on ? words.muted : words.unmuted),
    );
  return (
    <>
      <CheckField
        look="switch"
        label={words.mute}
        hint={words.muteHint}
        checked={profile.emailMutedAt !== null}
        onChange={(event) => void turn(event.target.checked)}
      />
      <Refused says={acting.besides()} />
    </>
  );
}
