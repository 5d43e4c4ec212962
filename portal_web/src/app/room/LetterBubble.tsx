import { LetterFiles } from "../attachments/LetterFiles";
import { useConnection } from "../graphql/connection";
import type { Letter } from "../live/letters";
import { Refusal } from "../graphql/refusals";
import { refused } from "../words/refused";
import { useFormats, useSpeech } from "../words/words";
import { State } from "./Delivery";
import { QuoteBlock } from "./QuoteBlock";
import { useRoom } from "./RoomContext";
import { Text } from "./text/Text";

/** A message on its way, or one that was refused with the reason. */
export function LetterBubble({ letter }: { letter: Letter }) {
  const speech = useSpeech();
  const formats = useFormats();
  const { acts } = useRoom();
  const isLost = useConnection() === "lost";
  const { room } = speech.words;
  const { repliesTo, files, body, refusal, state } = letter;
  const why = refusal && refused(speech, new Refusal(refusal.code, refusal.message));
  return (
    <div className="bubble" data-state={state}>
      {repliesTo && (
        <QuoteBlock authorName={repliesTo.authorName} body={repliesTo.body} onPress={() => acts.jump(repliesTo.position)} />
      )}
      {files.length > 0 && <LetterFiles letter={letter} />}
      <div className="bubble-line">
        {body && <Text body={body} />}
        <p className="bubble-meta">
          <time dateTime={letter.writtenAt}>{formats.time(letter.writtenAt)}</time>
          {state === "waiting" && <State icon="clock" label={isLost ? room.waiting : room.sending} />}
          {state === "sent" && <State icon="check" label={room.sent} />}
          {state === "failed" && <State icon="warning" label={room.notSent("")} />}
        </p>
      </div>
      {why && (
        <p className="bubble-refusal" role="alert">
          {room.notSent(why)}
        </p>
      )}
    </div>
  );
}

