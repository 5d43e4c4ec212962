import { act } from "../graphql/client";
import { Refused } from "../asking/Refused";
import { useAct } from "../asking/useAct";
import { SelectField } from "../ui/SelectField";
import { LANGUAGES, useWords } from "../words/words";
import { changeProfile } from "./documents";
import { TimeZoneField } from "./TimeZoneField";
import type { Known } from "./useProfile";

/** The language of page and mail, and the time zone of every time shown. */
export function LanguagePart({ profile, changed }: Known) {
  const { profile: words } = useWords();
  const acting = useAct();
  const change = (input: { locale: string } | { timeZone: string }) =>
    acting.run(async () => changed(await act(changeProfile, { input })));
  return (
    <>
      <SelectField
        label={words.languageField}
        value={profile.locale}
        options={LANGUAGES.map((value) => ({ value, label: nameOf(value) }))}
        onChange={(event) => void change({ locale: event.target.value })}
      />
      <TimeZoneField
        key={profile.timeZone}
        timeZone={profile.timeZone}
        error={acting.at("timeZone")}
        isBusy={acting.isBusy}
        onChoose={(timeZone) => void change({ timeZone })}
      />
      <Refused says={acting.besides("timeZone")} />
    </>
  );
}

/** A language by the name it has in itself. */
function nameOf(code: string): string {
  const name = new Intl.DisplayNames(code, { type: "language" }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}
