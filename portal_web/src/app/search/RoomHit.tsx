import { Link } from "../routes";
import { Avatar } from "../ui/Avatar";
import type { RoomFound } from "./documents";
import { RoomSigns } from "./RoomSigns";
import { Runs } from "./Runs";

/** A room whose name answers. */
export function RoomHit({ hit, onOpen }: { hit: RoomFound; onOpen: () => void }) {
  const { room, name } = hit;
  return (
    <Link to={{ name: "room", roomId: room.id }} className="hit hit-room" data-hit onClick={onOpen}>
      <Avatar name={room.name} size={32} />
      <span className="hit-name" dir="auto">
        <Runs runs={name} />
      </span>
      <RoomSigns room={room} />
    </Link>
  );
}
