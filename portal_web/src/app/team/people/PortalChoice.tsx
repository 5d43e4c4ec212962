import { useId } from "react";
import { CheckField } from "../../ui/CheckField";
import { useTeamWords } from "../../words/office";
import { Answered } from "../../asking/Answered";
import { Refused } from "../../asking/Refused";
import { usePortals } from "../portals";

type Props = {
  chosen: readonly string[];
  /** Portals that the person is in already. */
  had: ReadonlySet<string>;
  error: string | null;
  onChange: (ids: readonly string[]) => void;
};

/** One portal or several. */
export function PortalChoice({ chosen, had, error, onChange }: Props) {
  const { firm } = useTeamWords();
  const id = useId();
  const portals = usePortals();
  const toggle = (portal: string, isOn: boolean) => onChange(isOn ? [...chosen, portal] : chosen.filter((each) => each !== portal));
  return (
    <fieldset className="choices" aria-describedby={error ? `${id}-error` : undefined}>
      <legend>{firm.inPortals}</legend>
      <Answered asked={portals}>
        {(found) =>
          found.length ? (
            <div className="choices-list">
              {found.map((portal) => (
                <CheckField
                  key={portal.id}
                  label={<bdi>{portal.name}</bdi>}
                  checked={had.has(portal.id) || chosen.includes(portal.id)}
                  disabled={had.has(portal.id)}
                  onChange={(event) => toggle(portal.id, event.target.checked)}
                />
              ))}
            </div>
          ) : (
            <p className="field-hint">{firm.portalsNone}</p>
          )
        }
      </Answered>
      <Refused id={`${id}-error`} says={error} />
    </fieldset>
  );
}
