import { useStore } from "../store";
import { useWords } from "../words/words";
import { useRoom } from "./RoomContext";

/** Which clients are typing. Only the team is told, so it stays empty for clients and takes no space. */
export function TypingLine() {
  const { room } = useWords();
  const { typists } = useStore(useRoom().live.company.state);
  if (!typists.length) return null;
  return (
    <p className="typing" dir="auto">
      <span className="typing-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {room.typing(typists.map((typist) => typist.name))}
    </p>
  );
}
