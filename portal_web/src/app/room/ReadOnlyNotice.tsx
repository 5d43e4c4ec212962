import { Icon } from "../ui/Icon";
import { useWords } from "../words/words";
import { useRoom } from "./RoomContext";

/** Why nothing can be written here. */
export function ReadOnlyNotice() {
  const { room } = useWords();
  const { facts } = useRoom();
  const isArchived = facts.archivedAt !== null;
  const isAnnouncement = facts.kind === "ANNOUNCEMENT";
  const reason = isArchived ? room.archivedNotice : isAnnouncement ? room.announcementNotice : room.readOnlyNotice;
  return (
    <p className="read-only">
      <Icon name={isArchived ? "archive" : isAnnouncement ? "megaphone" : "lock"} size={18} />
      {reason}
    </p>
  );
}
