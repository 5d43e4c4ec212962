import { memo } from "react";
import { unreadIn } from "../live/entries";
import type { Entry } from "../live/inboxDocuments";
import { Link } from "../routes";
import { Avatar } from "../ui/Avatar";
import { useViewer } from "../viewer";
import { useFormats, useWords } from "../words/words";
import { previewOf } from "./preview";
import { RoomMarks } from "./RoomMarks";

type Props = {
  entry: Entry;
  isOpen: boolean;
  /** Whether the Tab key stops here. */
  isStop: boolean;
  /** Today: times are said relative to it. */
  day: string;
};

/** A room in the list: its name, its last message and what is unread. */
export const RoomRow = memo(function RoomRow({ entry, isOpen, isStop }: Props) {
  const words = useWords();
  const formats = useFormats();
  const { author } = useViewer();
  const at = entry.lastMessage?.sentAt;
  return (
    <Link
      to={{ name: "room", roomId: entry.id }}
      className="room-row"
      data-room={entry.id}
      tabIndex={isStop ? 0 : -1}
      aria-current={isOpen ? "page" : undefined}
      data-unread={unreadIn(entry) > 0 || undefined}
    >
      <Avatar name={entry.name} size={44} />
      <span className="room-row-line">
        <span className="room-row-name" dir="auto">
          {entry.name}
        </span>
        {at && (
          <time className="room-row-time" dateTime={at} title={formats.full(at)}>
            {formats.brief(at)}
          </time>
        )}
      </span>
      <span className="room-row-line">
        <span className="room-row-preview" dir="auto">
          {previewOf(entry.lastMessage, author.id, words)}
        </span>
        <RoomMarks entry={entry} />
      </span>
    </Link>
  );
});
