import type { ReadMarks } from "../live/marks";
import { useStore } from "../store";
import { IconButton } from "../ui/IconButton";
import { useFormats, useWords } from "../words/words";

type Props = { isAway: boolean; marks: ReadMarks; newest: number; onPress: () => void };

/** The way back to the newest message, with how many were not read on the way. */
export function ToNewest({ isAway, marks, newest, onPress }: Props) {
  const { room } = useWords();
  const formats = useFormats();
  const count = Math.max(0, newest - useStore(marks.read));
  if (!isAway) return null;
  const label = count ? `${room.toNewest}: ${room.newCount(count)}` : room.toNewest;
  return (
    <div className="to-newest">
      <IconButton icon="arrowDown" label={label} onClick={onPress} />
      {count > 0 && (
        <span className="to-newest-count" aria-hidden="true">
          {count > 999 ? "999+" : formats.number(count)}
        </span>
      )}
    </div>
  );
}
