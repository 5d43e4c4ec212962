import { ask } from "../graphql/client";
import { Dialog } from "../ui/Dialog";
import { Spinner } from "../ui/Spinner";
import { refused } from "../words/refused";
import { useSpeech } from "../words/words";
import { type Message, messageEarlierTexts } from "./documents";
import { Text } from "./text/Text";
import { useAnswer } from "./useAnswer";

/** What a message said before it was edited. For the team. */
export function EarlierTexts({ message, onClose }: { message: Message; onClose: () => void }) {
  const speech = useSpeech();
  const { room, shell } = speech.words;
  const { data, problem } = useAnswer(() => textsOf(message.id), message.id + message.editedAt);
  return (
    <Dialog open onClose={onClose} title={room.earlier}>
      {problem ? <p role="alert">{refused(speech, problem)}</p> : !data && <Spinner label={shell.loading} />}
      <ol className="earlier">
        {data?.map((text) => (
          <li key={text.replacedAt}>
            <p className="earlier-time">{room.earlierUntil(speech.formats.full(text.replacedAt))}</p>
            <Text body={text.body} />
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

async function textsOf(messageId: string) {
  const { node } = await ask(messageEarlierTexts, { messageId });
  return (node && "earlierTexts" in node && node.earlierTexts) || [];
}
