import { useFormats, useWords } from "../words/words";

/** The day that begins here. */
export function DayLine({ at }: { at: string }) {
  const formats = useFormats();
  return (
    <div className="day-line">
      <time dateTime={formats.dayKey(at)}>{formats.day(at)}</time>
    </div>
  );
}

/** Where reading stopped before the room was opened. */
export function NewLine() {
  const { room } = useWords();
  return (
    <div className="new-line" role="separator" aria-label={room.newMessages}>
      <span>{room.newMessages}</span>
    </div>
  );
}
