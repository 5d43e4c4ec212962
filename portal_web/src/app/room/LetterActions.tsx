import type { Letter } from "../live/letters";
import { outboxOf } from "../live/post";
import { Button } from "../ui/Button";
import { useViewer } from "../viewer";
import { useWords } from "../words/words";
import { useRoom } from "./RoomContext";

/** What to do with a message that was refused. */
export function LetterActions({ letter }: { letter: Letter }) {
  const { room } = useWords();
  const { acts } = useRoom();
  const outbox = outboxOf(useViewer().person.id);
  const rewrite = () => {
    outbox.discard(letter.clientMessageId);
    acts.rewrite(letter);
  };
  return (
    <div className="letter-actions">
      <Button look="plain" icon="retry" onClick={() => outbox.retry(letter.clientMessageId)}>
        {room.retry}
      </Button>
      <Button look="plain" icon="edit" onClick={rewrite}>
        {room.editUnsent}
      </Button>
      <Button look="plain" icon="trash" onClick={() => outbox.discard(letter.clientMessageId)}>
        {room.discard}
      </Button>
    </div>
  );
}
