import { unreadIn } from "../live/entries";
import type { Entry } from "../live/inboxDocuments";
import { Link } from "../routes";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";
import { useViewer } from "../viewer";
import { useFormats, useWords } from "../words/words";
import { previewOf } from "./preview";

/** A room in the list: its name, its last message and what is unread. */
export function RoomRow({ entry, isOpen }: { entry: Entry; isOpen: boolean }) {
  const words = useWords();
  const formats = useFormats();
  const { author } = useViewer();
  const unread = unreadIn(entry);
  const at = entry.lastMessage?.sentAt;
  return (
    <Link
      to={{ name: "room", roomId: entry.id }}
      className="room-row"
      aria-current={isOpen ? "page" : undefined}
      data-unread={unread > 0 || undefined}
    >
      <Avatar name={entry.name} seed={entry.id} size={44} />
      <span className="room-row-name" dir="auto">
        {entry.name}
      </span>
      {at && (
        <time className="room-row-time" dateTime={at}>
          {formats.brief(at)}
        </time>
      )}
      <span className="room-row-preview" dir="auto">
        {previewOf(entry, author.id, words)}
      </span>
      <span className="room-row-marks">
        {entry.kind === "ANNOUNCEMENT" && <Mark icon="megaphone" label={words.rooms.announcement} />}
        {entry.mutedAt && <Mark icon="bellOff" label={words.rooms.muted} />}
        {unread > 0 && (
          <span className="room-row-unread">
            <span aria-hidden="true">{unread > 99 ? "99+" : formats.number(unread)}</span>
            <span className="hidden-visually">{words.rooms.unreadCount(unread)}</span>
          </span>
        )}
      </span>
    </Link>
  );
}

function Mark({ icon, label }: { icon: "megaphone" | "bellOff"; label: string }) {
  return (
    <span title={label}>
      <Icon name={icon} size={16} />
      <span className="hidden-visually">{label}</span>
    </span>
  );
}
