import { Link } from "../routes";
import { Avatar } from "../ui/Avatar";
import { useViewer } from "../viewer";
import { useFormats, useWords } from "../words/words";
import type { MessageFound } from "./documents";
import { HitFiles } from "./HitFiles";
import { RoomSigns } from "./RoomSigns";
import { Runs } from "./Runs";

type Props = { hit: MessageFound; /** Whether the search is in one room, so that it need not be said. */ inRoom: boolean; onOpen: () => void };

/** A message that answers: who wrote it, where and when, and around what was searched for. Opens at its place. */
export function MessageHit({ hit, inRoom, onOpen }: Props) {
  const { rooms } = useWords();
  const formats = useFormats();
  const self = useViewer().author.id;
  const { author, room, position, sentAt } = hit.message;
  return (
    <Link to={{ name: "room", roomId: room.id, at: position }} className="hit" data-hit onClick={onOpen}>
      <Avatar name={author.name} url={author.avatarUrl} size={40} />
      <span className="hit-body">
        <span className="hit-line">
          <span className="hit-author" dir="auto">
            {author.id === self ? rooms.you : author.name}
          </span>
          <time className="hit-time" dateTime={sentAt} title={formats.full(sentAt)}>
            {formats.brief(sentAt)}
          </time>
        </span>
        {!inRoom && (
          <span className="hit-place">
            <span className="hit-place-name" dir="auto">
              {room.name}
            </span>
            <RoomSigns room={room} />
          </span>
        )}
        {hit.snippet.length > 0 && (
          <span className="hit-text" dir="auto">
            <Runs runs={hit.snippet} />
          </span>
        )}
        <HitFiles hit={hit} />
      </span>
    </Link>
  );
}
