import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { Field } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { useTeamWords } from "../../words/office";
import { Answered } from "../../asking/Answered";
import { Refused } from "../../asking/Refused";
import { PersonLine } from "../PersonLine";
import { useAsked } from "../../asking/useAsked";
import { useSlowly } from "../useSlowly";
import { type Candidate, findCandidates } from "./candidates";
import { Chosen } from "./Chosen";
import "./picker.css";

type Props = {
  label: string;
  hint?: string | undefined;
  chosen: readonly Candidate[];
  onChange: (chosen: readonly Candidate[]) => void;
  /** People who cannot be chosen, and why not. */
  taken: ReadonlyMap<string, string>;
  /** What is wrong with the choice. */
  error: string | null;
};

/** Finds people and chooses several: a search, the found as checkboxes, and the chosen to take out again. */
export function PeoplePicker({ label, hint, chosen, onChange, taken, error }: Props) {
  const { picker, none } = useTeamWords().team;
  const id = useId();
  const [name, setName] = useState("");
  const sought = useSlowly(name);
  const asked = useAsked(() => findCandidates(sought), sought);
  const field = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLUListElement>(null);

  const toggle = (person: Candidate, isOn: boolean) =>
    onChange(isOn ? [...chosen, person] : chosen.filter((each) => each.id !== person.id));
  const drop = (person: Candidate) => {
    toggle(person, false);
    field.current?.focus();
  };
  const enter = (event: KeyboardEvent) => {
    if (event.key === "Enter") event.preventDefault(); // the form is sent by its button
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    results.current?.querySelector<HTMLInputElement>("input:not(:disabled)")?.focus();
  };

  return (
    <fieldset className="picker" aria-describedby={error ? `${id}-error` : hint ? `${id}-hint` : undefined}>
      <legend>{label}</legend>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <Chosen people={chosen} onDrop={drop} />
      <Field
        ref={field}
        type="search"
        label={picker.search}
        placeholder={picker.searchHint}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={enter}
      />
      <Answered asked={asked}>
        {({ people }) => (
          <>
            <p className="hidden-visually" role="status">
              {asked.isLoading ? "" : picker.found(people.length)}
            </p>
            {people.length === 0 && <p className="picker-none">{none}</p>}
            <ul className="picker-results" aria-label={picker.results} ref={results} onKeyDown={walk}>
              {people.map((person) => (
                <Choice
                  key={person.id}
                  person={person}
                  taken={taken.get(person.id)}
                  isChosen={chosen.some((each) => each.id === person.id)}
                  onToggle={toggle}
                />
              ))}
            </ul>
          </>
        )}
      </Answered>
      <Refused id={`${id}-error`} says={error} />
    </fieldset>
  );
}

type ChoiceProps = {
  person: Candidate;
  taken: string | undefined;
  isChosen: boolean;
  onToggle: (person: Candidate, isOn: boolean) => void;
};

function Choice({ person, taken, isChosen, onToggle }: ChoiceProps) {
  const { team } = useTeamWords();
  const belongs: ReactNode = person.role === "TEAM" ? team.teamMember : (person.portals ?? []).map(({ name }) => name).join(", ");
  return (
    <li>
      <label className="picker-choice" data-taken={taken ? true : undefined}>
        <input
          type="checkbox"
          checked={isChosen}
          disabled={taken !== undefined}
          onChange={(event) => onToggle(person, event.target.checked)}
        />
        <PersonLine person={person}>
          <span className="person-line">
            {belongs} · <bdi>{person.email}</bdi>
          </span>
          {taken ? (
            <span className="person-line">{taken}</span>
          ) : (
            person.status === "INVITED" && (
              <span className="person-line picker-later">
                <Icon name="clock" size={14} /> {team.picker.joinsLater}
              </span>
            )
          )}
        </PersonLine>
      </label>
    </li>
  );
}

/** Up and down between checkboxes, beside the Tab key. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>("input:not(:disabled)")];
  const next = boxes[boxes.indexOf(event.target as HTMLInputElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
