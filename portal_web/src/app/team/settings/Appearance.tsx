import { type FormEvent, useId, useState } from "react";
import { parseColour } from "../../style/brand";
import { Button } from "../../ui/Button";
import { CheckField } from "../../ui/CheckField";
import { Field } from "../../ui/Field";
import { toast } from "../../ui/toasts";
import { useTeamWords } from "../../words/office";
import { Refused } from "../../asking/Refused";
import { useAct } from "../../asking/useAct";
import { changeFirm, type Firm } from "./documents";
import { Preview } from "./Preview";

const PROPOSED = "#3250b8"; // the page's own colour

/** The firm's name and colour, and whether it speaks with one voice. */
export function Appearance({ firm, onChanged }: { firm: Firm; onChanged: () => void }) {
  const { firm: words, team } = useTeamWords();
  const id = useId();
  const acting = useAct();
  const [name, setName] = useState(firm.name);
  const [colour, setColour] = useState(firm.accentColor ?? "");
  const [asFirm, setAsFirm] = useState(firm.teamShownAsFirm === true);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const accentColor = colour.trim();
    if (!(await acting.run(() => changeFirm({ name, accentColor, teamShownAsFirm: asFirm })))) return;
    toast({ text: team.saved });
    onChanged();
  };
  return (
    <form className="card form" onSubmit={(event) => void submit(event)} noValidate aria-labelledby={id}>
      <h2 id={id}>{words.appearance}</h2>
      <Field
        label={words.firmName}
        error={acting.at("name")}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="colour">
        <input
          type="color"
          aria-label={words.colourPick}
          value={parseColour(colour) ? colour.trim().toLowerCase() : PROPOSED}
          onChange={(event) => setColour(event.target.value)}
        />
        <Field
          label={words.colour}
          hint={words.colourHint}
          error={acting.at("accentColor")}
          value={colour}
          placeholder={PROPOSED}
          spellCheck={false}
          onChange={(event) => setColour(event.target.value)}
        />
        {colour && (
          <Button look="plain" onClick={() => setColour("")}>
            {words.colourNone}
          </Button>
        )}
      </div>
      <Preview colour={parseColour(colour) ? colour : PROPOSED} name={name} logoUrl={firm.logoUrl} />
      <CheckField
        look="switch"
        label={words.asFirm}
        hint={words.asFirmHint}
        checked={asFirm}
        onChange={(event) => setAsFirm(event.target.checked)}
      />
      <Refused says={acting.besides("name", "accentColor")} />
      <div className="sheet-actions">
        <Button type="submit" look="primary" busy={acting.isBusy}>
          {team.save}
        </Button>
      </div>
    </form>
  );
}
