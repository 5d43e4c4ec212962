import { useWords } from "../words/words";

type Props = {
  authorName: string;
  /** Null once the quoted message was deleted. */
  body: string | null;
  onPress: () => void;
};

/** The message that a message answers; pressing it leads there. */
export function QuoteBlock({ authorName, body, onPress }: Props) {
  const { room } = useWords();
  const text = body ?? room.deleted;
  return (
    <button type="button" className="quote" onClick={onPress} aria-label={room.showQuoted(authorName, text)}>
      <span className="quote-author" dir="auto">
        {authorName}
      </span>{" "}
      <span className="quote-text" dir="auto" data-deleted={body === null || undefined}>
        {text || "…"}
      </span>
    </button>
  );
}
