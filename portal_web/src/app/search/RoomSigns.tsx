import { Icon, type IconName } from "../ui/Icon";
import { useWords } from "../words/words";
import type { RoomFound } from "./documents";

/** What is special about the room of something found. */
export function RoomSigns({ room }: { room: RoomFound["room"] }) {
  const { rooms } = useWords();
  return (
    <>
      {room.kind === "ANNOUNCEMENT" && <Sign icon="megaphone" label={rooms.announcement} />}
      {room.archivedAt && <Sign icon="archive" label={rooms.archivedMark} />}
    </>
  );
}

function Sign({ icon, label }: { icon: IconName; label: string }) {
  return (
    <span className="hit-sign" title={label}>
      <Icon name={icon} size={14} />
      <span className="hidden-visually">{label}</span>
    </span>
  );
}
