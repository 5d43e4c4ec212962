import { Icon } from "../../ui/Icon";
import { useWords } from "../../words/words";
import type { Affairs, Participant } from "./documents";

/** How far a client has read, and whether mail reaches them. */
export function Reading({ participant, room }: { participant: Participant; room: Affairs; now: Date }) {
  const { details } = useWords().team;
  const unread = Math.max(0, room.lastPosition - participant.readPosition);
  if (!room.lastPosition) return null;
  const words = unread === 0 ? details.readAll : participant.readPosition ? details.unread(unread) : details.readNothing;
  return (
    <span className="person-line reading" data-read={unread === 0 || undefined}>
      <Icon name={unread ? "check" : "checkDouble"} size={14} />
      {words}
    </span>
  );
}
