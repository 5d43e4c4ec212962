import { ordered } from "../live/entries";
import { useInbox } from "../live/InboxContext";
import { useRoute } from "../routes";
import { useStore } from "../store";
import { useWords } from "../words/words";
import { RoomRow } from "./RoomRow";
import "./rooms.css";

/** The viewer's rooms, the most lately active first. */
export function RoomList() {
  const { rooms } = useWords();
  const inbox = useInbox();
  const entries = useStore(inbox.entries);
  const route = useRoute();
  const shown = ordered(entries, (entry) => !entry.archivedAt);
  return (
    <nav className="rooms" aria-label={rooms.title}>
      <ul>
        {shown.map((entry) => (
          <li key={entry.id}>
            <RoomRow entry={entry} isOpen={route.name === "room" && route.roomId === entry.id} />
          </li>
        ))}
      </ul>
    </nav>
  );
}
