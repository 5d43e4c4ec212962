import { unreadIn } from "../live/entries";
import type { Entry } from "../live/inboxDocuments";
import { countText } from "../live/unread";
import { Icon, type IconName } from "../ui/Icon";
import { useWords } from "../words/words";

/** What is special about a room, and how much of it is unread. */
export function RoomMarks({ entry }: { entry: Entry }) {
  const { rooms } = useWords();
  const unread = unreadIn(entry);
  return (
    <span className="room-row-marks">
      {entry.archivedAt && <Mark icon="archive" label={rooms.archivedMark} />}
      {entry.kind === "ANNOUNCEMENT" && <Mark icon="megaphone" label={rooms.announcement} />}
      {entry.mutedAt && <Mark icon="bellOff" label={rooms.muted} />}
      {unread > 0 && (
        <span className="room-row-unread">
          <span aria-hidden="true">{countText(unread)}</span>
          <span className="hidden-visually">{rooms.unreadCount(unread)}</span>
        </span>
      )}
    </span>
  );
}

function Mark({ icon, label }: { icon: IconName; label: string }) {
  return (
    <span className="room-row-mark" title={label}>
      <Icon name={icon} size={16} />
      <span className="hidden-visually">{label}</span>
    </span>
  );
}
