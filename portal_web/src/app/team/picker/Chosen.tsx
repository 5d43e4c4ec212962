import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import { useTeamWords } from "../../words/office";
import type { Candidate } from "./candidates";

/** The people chosen so far, each to be left out again. */
export function Chosen({ people, onDrop }: { people: readonly Candidate[]; onDrop: (person: Candidate) => void }) {
  const { picker } = useTeamWords().team;
  if (!people.length) return null;
  return (
    <ul className="chosen" aria-label={picker.chosen}>
      {people.map((person) => (
        <li key={person.id}>
          <button type="button" className="chosen-one" aria-label={picker.drop(person.name)} onClick={() => onDrop(person)}>
            <Avatar name={person.name} url={person.avatarUrl} size={28} />
            <bdi>{person.name}</bdi>
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}
