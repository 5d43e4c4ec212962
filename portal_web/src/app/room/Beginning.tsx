import { useWords } from "../words/words";
import { mayWrite } from "./may";
import { useRoom } from "./RoomContext";

/** What stands before the first message. */
export function Beginning({ isEmpty }: { isEmpty: boolean }) {
  const { room } = useWords();
  const { facts } = useRoom();
  if (!isEmpty) return <p className="timeline-beginning">{room.beginning}</p>;
  return <p className="timeline-beginning">{mayWrite(facts) ? room.beginningWrite : room.beginningHint}</p>;
}
