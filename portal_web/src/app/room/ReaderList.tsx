import { ask } from "../graphql/client";
import { Avatar } from "../ui/Avatar";
import { Dialog } from "../ui/Dialog";
import { Spinner } from "../ui/Spinner";
import { refused } from "../words/refused";
import { useFormats, useSpeech } from "../words/words";
import { type Message, messageReaders } from "./documents";
import { useAnswer } from "./useAnswer";

/** Which clients have read a message, and when. For the team. */
export function ReaderList({ message, onClose }: { message: Message; onClose: () => void }) {
  const speech = useSpeech();
  const { room, shell } = speech.words;
  const { data, problem } = useAnswer(() => readersOf(message.id), message.id);
  return (
    <Dialog open onClose={onClose} title={room.readByTitle}>
      {problem ? <p role="alert">{refused(speech, problem)}</p> : !data && <Spinner label={shell.loading} />}
      {data?.length === 0 && <p className="reader-none">{room.readByNobody}</p>}
      <ul className="readers">{data?.map((reader) => <Reader key={reader.person.id} {...reader} />)}</ul>
    </Dialog>
  );
}

type ReaderProps = { person: { id: string; name: string }; readAt: string };

function Reader({ person, readAt }: ReaderProps) {
  const formats = useFormats();
  return (
    <li className="reader">
      <Avatar name={person.name} seed={person.id} size={32} />
      <span dir="auto">{person.name}</span>
      <time dateTime={readAt} title={formats.full(readAt)}>
        {formats.brief(readAt)}
      </time>
    </li>
  );
}

async function readersOf(messageId: string): Promise<readonly ReaderProps[]> {
  const { node } = await ask(messageReaders, { messageId, after: null });
  return node && "readBy" in node && node.readBy ? node.readBy.nodes : [];
}
