import { useWords } from "../words/words";
import { ChipRow } from "./ChipRow";
import type { Chip, FileQueue } from "./queue";
import "./chips.css";

/** The files that go with the next message. How they fare is said to screen readers when it changes. */
export function Chips({ queue, chips }: { queue: FileQueue; chips: readonly Chip[] }) {
  const { attachments: words } = useWords();
  const there = chips.filter(({ state }) => state === "there").length;
  const failed = chips.filter(({ state }) => state === "failed").length;
  return (
    <>
      <p className="hidden-visually" role="status">
        {chips.length > 0 && [words.progress(there, chips.length), failed ? words.failedCount(failed) : ""].join(" ")}
      </p>
      {chips.length > 0 && (
        <ul className="chips" aria-label={words.chosen}>
          {chips.map((chip) => (
            <ChipRow key={chip.key} chip={chip} queue={queue} />
          ))}
        </ul>
      )}
    </>
  );
}
