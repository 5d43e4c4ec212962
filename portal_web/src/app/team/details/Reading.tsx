import { Icon } from "../../ui/Icon";
import { useTeamWords } from "../../words/office";
import { useFormats } from "../../words/words";
import type { Affairs, Participant } from "./documents";
import { mailWords } from "./reach";

/** How far a client has read, and whether mail reaches them. */
export function Reading({ participant, room, now }: { participant: Participant; room: Affairs; now: Date }) {
  const { details, reach } = useTeamWords().team;
  const formats = useFormats();
  const unread = Math.max(0, room.lastPosition - participant.readPosition);
  const mail = mailWords(participant.reachability, unread > 0, now, { reach, formats });
  const read = unread === 0 ? details.readAll : participant.readPosition ? details.unread(unread) : details.readNothing;
  return (
    <>
      {room.lastPosition > 0 && (
        <span className="person-line reading" data-read={unread === 0 || undefined}>
          <Icon name={unread ? "check" : "checkDouble"} size={14} />
          {read}
        </span>
      )}
      {mail && (
        <span className="person-line reach" data-bad={mail.isBad || undefined}>
          <Icon name={mail.isBad ? "warning" : "mail"} size={14} />
          {mail.text}
        </span>
      )}
    </>
  );
}
