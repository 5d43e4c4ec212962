import { useState } from "react";
import { Icon } from "../../ui/Icon";
import { useTeamWords } from "../../words/office";
import { Answered } from "../../asking/Answered";
import type { Portal } from "../portals";
import { useAsked } from "../../asking/useAsked";
import { fetchPeople } from "./documents";
import { MemberRow } from "./MemberRow";

const MOST_PAGES = 20;

/** A portal; opened, its people. */
export function PortalRow({ portal }: { portal: Portal }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li className="portal">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="portal-name">
          <Icon name="portal" />
          <bdi>{portal.name}</bdi>
        </summary>
        {isOpen && <People portal={portal} />}
      </details>
    </li>
  );
}

function People({ portal }: { portal: Portal }) {
  const { firm } = useTeamWords();
  const sought = { name: "", role: null, status: null, portalId: portal.id };
  const asked = useAsked(() => fetchPeople(sought, MOST_PAGES), portal.id);
  return (
    <Answered asked={asked}>
      {({ people }) =>
        people.length ? (
          <ul className="people-list portal-people" aria-label={firm.peopleOf(portal.name)}>
            {people.map((member) => (
              <MemberRow key={member.id} member={member} reload={asked.reload} />
            ))}
          </ul>
        ) : (
          <p className="details-hint portal-people">{firm.nobodyIn}</p>
        )
      }
    </Answered>
  );
}
