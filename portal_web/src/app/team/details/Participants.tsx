import { useState } from "react";
import { Button } from "../../ui/Button";
import { useTeamWords } from "../../words/office";
import { AddPeople } from "./AddPeople";
import type { Details } from "./documents";
import { ParticipantRow } from "./ParticipantRow";
import { useNow } from "./useNow";

type Props = { details: Details; reload: () => void; showMore: () => void };

/** Who takes part: whether they are there, how far they have read, whether mail reaches them. */
export function Participants({ details, reload, showMore }: Props) {
  const { team } = useTeamWords();
  const { room, participants, hasMore } = details;
  const [isAdding, setAdding] = useState(false);
  const now = useNow();
  const mayAdd = room.viewerMay.includes("ADD_PARTICIPANTS") || room.viewerMay.includes("INVITE");
  return (
    <section className="details-part">
      <div className="details-title">
        <h3>{`${team.details.participants(participants.length)}${hasMore ? " +" : ""}`}</h3>
        {mayAdd && (
          <Button look="plain" icon="plus" onClick={() => setAdding(true)}>
            {team.details.add}
          </Button>
        )}
      </div>
      <ul className="people-list" aria-label={team.details.participants(participants.length)}>
        {participants.map((participant) => (
          <ParticipantRow key={participant.person.id} participant={participant} room={room} now={now} reload={reload} />
        ))}
      </ul>
      {hasMore && <Button onClick={showMore}>{team.more}</Button>}
      {isAdding && <AddPeople details={details} reload={reload} onClose={() => setAdding(false)} />}
    </section>
  );
}
