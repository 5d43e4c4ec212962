import { Refused } from "../../asking/Refused";
import { CheckField } from "../../ui/CheckField";
import { Icon } from "../../ui/Icon";
import { useTeamWords } from "../../words/office";

type Props = { isAllowed: boolean; onChange: (isAllowed: boolean) => void; isMissing: boolean };

/** Clients of different companies would read each other: nobody does that by accident. */
export function MixedWarning({ isAllowed, onChange, isMissing }: Props) {
  const { picker } = useTeamWords().team;
  return (
    <div className="mixed" role="group" aria-label={picker.mixed}>
      <Icon name="warning" />
      <div className="mixed-words">
        <p className="mixed-title">{picker.mixed}</p>
        <p>{picker.mixedHint}</p>
        <CheckField
          label={picker.mixedYes}
          checked={isAllowed}
          aria-invalid={isMissing || undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        <Refused says={isMissing ? picker.mixedNeeded : null} />
      </div>
    </div>
  );
}
