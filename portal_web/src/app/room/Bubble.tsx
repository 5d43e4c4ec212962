import { MessageFiles } from "../attachments/MessageFiles";
import { useFormats, useWords } from "../words/words";
import { Delivery } from "./Delivery";
import type { Message } from "./documents";
import { QuoteBlock } from "./QuoteBlock";
import { useRoom } from "./RoomContext";
import type { Row } from "./rows";
import { Text } from "./text/Text";

/** What a message says, or that it was deleted. */
export function Bubble({ row, message }: { row: Row; message: Message }) {
  const { room } = useWords();
  const { acts } = useRoom();
  const { quote, deletedAt, attachments, body, author } = message;
  return (
    <div className="bubble" data-deleted={deletedAt ? true : undefined}>
      {row.startsGroup && !row.isOwn && (
        <p className="bubble-author" dir="auto">
          {author.name}
        </p>
      )}
      {quote && !deletedAt && (
        <QuoteBlock
          authorName={quote.author.name}
          body={quote.deletedAt ? null : quote.body}
          onPress={() => acts.jump(quote.position)}
        />
      )}
      {attachments.length > 0 && !deletedAt && <MessageFiles message={message} />}
      <div className="bubble-line">
        {deletedAt ? <p className="bubble-deleted">{room.deleted}</p> : body && <Text body={body} />}
        <Meta row={row} message={message} />
      </div>
    </div>
  );
}

function Meta({ row, message }: { row: Row; message: Message }) {
  const { room } = useWords();
  const formats = useFormats();
  return (
    <p className="bubble-meta">
      {message.editedAt && !message.deletedAt && <span>{room.edited}</span>}
      <time dateTime={message.sentAt} title={formats.full(message.sentAt)}>
        {formats.time(message.sentAt)}
      </time>
      {row.isOwn && !message.deletedAt && <Delivery message={message} />}
    </p>
  );
}
