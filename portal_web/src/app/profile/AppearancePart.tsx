import { useId, useState } from "react";
import { APPEARANCES, appearance, chooseAppearance } from "../style/appearance";
import { useWords } from "../words/words";

/** Light or dark in this browser. */
export function AppearancePart() {
  const { profile: words } = useWords();
  const [chosen, setChosen] = useState(appearance);
  const name = useId();
  return (
    <fieldset className="profile-choice">
      <legend>{words.colours}</legend>
      <div className="profile-choices">
        {APPEARANCES.map((each) => (
          <label key={each} className="profile-radio">
            <input
              type="radio"
              name={name}
              checked={each === chosen}
              onChange={() => {
                chooseAppearance(each);
                setChosen(each);
              }}
            />
            <span>{words.looks[each]}</span>
          </label>
        ))}
      </div>
      <p className="field-hint">{words.coloursHint}</p>
    </fieldset>
  );
}
