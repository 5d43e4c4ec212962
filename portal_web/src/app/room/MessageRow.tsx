import { memo, useState } from "react";
import { Avatar } from "../ui/Avatar";
import { useFormats, useWords } from "../words/words";
import { Bubble } from "./Bubble";
import { DayLine, NewLine } from "./Dividers";
import { LetterActions } from "./LetterActions";
import { LetterBubble } from "./LetterBubble";
import { MessageActions } from "./MessageActions";
import type { Row } from "./rows";
import { spoken } from "./Announcer";
import "./message.css";

type Props = { row: Row; isActive: boolean; isMarked: boolean };

/** One message with what stands above it. Its actions are there while it is pointed at or has the focus. */
export const MessageRow = memo(function MessageRow({ row, isActive, isMarked }: Props) {
  const [isNear, setNear] = useState(false);
  const label = useLabel(row);
  const { message, letter } = row;
  return (
    <div className="row" data-starts={row.startsGroup || undefined}>
      {row.startsDay && <DayLine at={row.at} />}
      {row.isFirstUnread && <NewLine />}
      <article
        className="message"
        data-key={row.key}
        data-position={message?.position}
        data-own={row.isOwn || undefined}
        data-starts={row.startsGroup || undefined}
        data-ends={row.endsGroup || undefined}
        data-marked={isMarked || undefined}
        tabIndex={isActive ? 0 : -1}
        aria-label={label}
        onPointerEnter={() => setNear(true)}
        onPointerLeave={() => setNear(false)}
        onFocus={() => setNear(true)}
        onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setNear(false)}
      >
        {!row.isOwn && <Face row={row} />}
        {message ? <Bubble row={row} message={message} /> : letter && <LetterBubble letter={letter} />}
        {message && isNear && !message.deletedAt && <MessageActions message={message} />}
        {letter?.state === "failed" && <LetterActions letter={letter} />}
      </article>
    </div>
  );
});

function Face({ row }: { row: Row }) {
  const author = row.message?.author;
  if (!author || !row.endsGroup) return <span className="message-face" />;
  return (
    <span className="message-face">
      <Avatar name={author.name} url={author.avatarUrl} size={32} />
    </span>
  );
}

function useLabel({ message, letter, isOwn, at }: Row): string {
  const { room } = useWords();
  const formats = useFormats();
  const author = isOwn ? room.you : (message?.author.name ?? "");
  if (message?.deletedAt) return room.label(author, formats.time(at), room.deleted);
  const text = message ? spoken(message, room.fileCount) : (letter?.body ?? "");
  const answered = message?.quote && !message.quote.deletedAt ? ` (${room.answering(message.quote.author.name)})` : "";
  return room.label(author + answered, formats.time(at), text);
}
