import { ask } from "../graphql/client";
import { useStore } from "../store";
import { Avatar } from "../ui/Avatar";
import { Dialog } from "../ui/Dialog";
import { Spinner } from "../ui/Spinner";
import { refused } from "../words/refused";
import { useFormats, useSpeech } from "../words/words";
import { type Message, messageReaders } from "./documents";
import { useRoom } from "./RoomContext";
import { useAnswer } from "./useAnswer";

/** Which clients have read a message and when, and which have not. For the team. */
export function ReaderList({ message, onClose }: { message: Message; onClose: () => void }) {
  const speech = useSpeech();
  const { team, shell } = speech.words;
  const { data, problem } = useAnswer(() => readersOf(message.id), message.id);
  return (
    <Dialog open onClose={onClose} title={team.readers.title}>
      {problem ? <p role="alert">{refused(speech, problem)}</p> : !data && <Spinner label={shell.loading} />}
      {data && <Both read={data} message={message} />}
    </Dialog>
  );
}

function Both({ read, message }: { read: readonly ReaderProps[]; message: Message }) {
  const { team } = useSpeech().words;
  const { readers } = useStore(useRoom().live.company.state);
  const have = new Set(read.map(({ person }) => person.id));
  const others = [...readers.values()].filter(({ id }) => !have.has(id) && id !== message.author.person?.id);
  return (
    <>
      {read.length > 0 && <h3 className="readers-title">{team.readers.read(read.length)}</h3>}
      <ul className="readers" aria-label={team.readers.read(read.length)}>
        {read.map((reader) => (
          <Reader key={reader.person.id} {...reader} />
        ))}
      </ul>
      {others.length > 0 && <h3 className="readers-title">{team.readers.unread(others.length)}</h3>}
      {others.length > 0 && (
        <ul className="readers" aria-label={team.readers.unread(others.length)}>
          {others.map((person) => (
            <Reader key={person.id} person={person} readAt={null} />
          ))}
        </ul>
      )}
      {others.length === 0 && <p className="reader-none">{read.length ? team.readers.everybody : team.readers.noClients}</p>}
    </>
  );
}

type ReaderProps = { person: { id: string; name: string }; readAt: string | null };

function Reader({ person, readAt }: ReaderProps) {
  const formats = useFormats();
  return (
    <li className="reader">
      <Avatar name={person.name} size={32} />
      <span dir="auto">{person.name}</span>
      {readAt && (
        <time dateTime={readAt} title={formats.full(readAt)}>
          {formats.brief(readAt)}
        </time>
      )}
    </li>
  );
}

async function readersOf(messageId: string): Promise<readonly ReaderProps[]> {
  const { node } = await ask(messageReaders, { messageId, after: null });
  return node && "readBy" in node && node.readBy ? node.readBy.nodes : [];
}
