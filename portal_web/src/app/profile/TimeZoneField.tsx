import { useId, useState } from "react";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { formats } from "../words/formats";
import { useFormats, useWords } from "../words/words";

type Props = { timeZone: string; error: string | null; isBusy: boolean; onChoose: (timeZone: string) => void };

const ZONES = [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC"])]; // browsers leave that one out

/** A time zone, found by any part of its name. */
export function TimeZoneField({ timeZone, error, isBusy, onChoose }: Props) {
  const { profile: words } = useWords();
  const { locale } = useFormats();
  const [typed, setTyped] = useState(shown(timeZone));
  const list = useId();
  const found = ZONES.find((zone) => shown(zone).toLowerCase() === typed.trim().toLowerCase());
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const choose = (zone: string) => zone === timeZone || onChoose(zone);
  return (
    <form
      className="profile-line"
      onSubmit={(event) => {
        event.preventDefault();
        if (found) choose(found);
      }}
    >
      <Field
        label={words.timeZone}
        hint={found ? words.timeThere(formats(locale, found).time(new Date())) : words.timeZoneHint}
        error={error}
        list={list}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
      />
      <datalist id={list}>
        {ZONES.map((zone) => (
          <option key={zone} value={shown(zone)} />
        ))}
      </datalist>
      <Button type="submit" busy={isBusy} aria-disabled={!found || found === timeZone}>
        {words.save}
      </Button>
      {here !== timeZone && (
        <Button look="plain" className="profile-wide" onClick={() => choose(here)}>
          {words.timeZoneHere(shown(here))}
        </Button>
      )}
    </form>
  );
}

/** `America/New York` for `America/New_York`. */
function shown(zone: string): string {
  return zone.replaceAll("_", " ");
}
