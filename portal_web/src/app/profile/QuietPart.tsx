import { useState } from "react";
import { act } from "../graphql/client";
import { Refused } from "../asking/Refused";
import { useAct } from "../asking/useAct";
import { Button } from "../ui/Button";
import { CheckField } from "../ui/CheckField";
import { Field } from "../ui/Field";
import { useWords } from "../words/words";
import { clearQuietHours, setQuietHours } from "./documents";
import type { Known } from "./useProfile";

const NIGHT = { from: "20:00", until: "07:00" };

/** Hours of the day without mail about rooms. */
export function QuietPart({ profile, changed }: Known) {
  const { profile: words } = useWords();
  const acting = useAct();
  const [hours, setHours] = useState(profile.quietHours ?? NIGHT);
  const keep = (wanted: typeof NIGHT) =>
    acting.run(async () => changed(await act(setQuietHours, { input: { from: wanted.from, until: wanted.until } })));
  const turn = (on: boolean) =>
    on ? keep(hours) : acting.run(async () => changed(await act(clearQuietHours, {})));
  return (
    <>
      <CheckField
        look="switch"
        label={words.quiet}
        hint={words.quietHint}
        checked={profile.quietHours !== null}
        onChange={(event) => void turn(event.target.checked)}
      />
      {profile.quietHours && (
        <form
          className="profile-line profile-hours"
          onSubmit={(event) => {
            event.preventDefault();
            void keep(hours);
          }}
        >
          <Field
            type="time"
            label={words.quietFrom}
            error={acting.at("from")}
            value={hours.from}
            required
            onChange={(event) => setHours({ ...hours, from: event.target.value })}
          />
          <Field
            type="time"
            label={words.quietUntil}
            error={acting.at("until")}
            value={hours.until}
            required
            onChange={(event) => setHours({ ...hours, until: event.target.value })}
          />
          <Button type="submit" busy={acting.isBusy}>
            {words.save}
          </Button>
        </form>
      )}
      <Refused says={acting.besides("from", "until")} />
    </>
  );
}
