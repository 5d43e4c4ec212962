import { useState } from "react";
import { Button } from "../../ui/Button";
import { toast } from "../../ui/toasts";
import { refused } from "../../words/refused";
import { useTeamSpeech } from "../../words/office";
import { useFormats } from "../../words/words";
import { PersonLine } from "../PersonLine";
import { type Affairs, acts, type Invitation } from "./documents";

/** Who joins on activation. Nothing where nobody does. */
export function Invitations({ room, reload }: { room: Affairs; reload: () => void }) {
  const { words } = useTeamSpeech();
  const { details } = words.team;
  const { invitations } = room;
  if (!invitations?.length) return null;
  return (
    <section className="details-part">
      <div className="details-title">
        <h3>{details.invitations}</h3>
      </div>
      <p className="details-hint">{details.invitationsHint}</p>
      <ul className="people-list" aria-label={details.invitations}>
        {invitations.map((invitation) => (
          <Expected key={invitation.person.id} invitation={invitation} room={room} reload={reload} />
        ))}
      </ul>
    </section>
  );
}

type Props = { invitation: Invitation; room: Affairs; reload: () => void };

function Expected({ invitation: { person, invitedAt }, room, reload }: Props) {
  const speech = useTeamSpeech();
  const formats = useFormats();
  const { details } = speech.words.team;
  const [isBusy, setBusy] = useState(false);
  const withdraw = async () => {
    setBusy(true);
    try {
      await acts.withdraw(room.id, person.id);
      toast({ text: details.withdrawn(person.name) });
    } catch (problem) {
      toast({ text: refused(speech, problem), look: "bad" });
    } finally {
      setBusy(false);
      reload();
    }
  };
  return (
    <li className="person">
      <PersonLine person={person}>
        <span className="person-line" title={formats.full(invitedAt)}>
          {details.invitedAt(formats.brief(invitedAt))}
        </span>
      </PersonLine>
      {room.viewerMay.includes("INVITE") && (
        <Button look="plain" busy={isBusy} aria-label={details.withdrawFor(person.name)} onClick={() => void withdraw()}>
          {details.withdraw}
        </Button>
      )}
    </li>
  );
}
