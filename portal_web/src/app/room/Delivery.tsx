import { readCount } from "../live/company";
import { useStore } from "../store";
import { Icon } from "../ui/Icon";
import { useIsTeam } from "../viewer";
import { useFormats, useWords } from "../words/words";
import type { Message } from "./documents";
import { useRoom } from "./RoomContext";

/** How far an own message has come: sent; for the team, by how many clients it was read. */
export function Delivery({ message }: { message: Message }) {
  const { room } = useWords();
  const formats = useFormats();
  const isTeam = useIsTeam();
  const { readers } = useStore(useRoom().live.company.state);
  const count = isTeam ? readCount(readers, message.position) : 0;
  if (!count) return <State icon="check" label={room.sent} />;
  return (
    <span className="delivery" data-read title={room.readBy(count)}>
      <Icon name="checkDouble" size={15} />
      {count > 1 && <span aria-hidden="true">{formats.number(count)}</span>}
      <span className="hidden-visually">{room.readBy(count)}</span>
    </span>
  );
}

export function State({ icon, label }: { icon: "check" | "clock" | "warning"; label: string }) {
  return (
    <span className="delivery" title={label}>
      <Icon name={icon} size={15} />
      <span className="hidden-visually">{label}</span>
    </span>
  );
}
