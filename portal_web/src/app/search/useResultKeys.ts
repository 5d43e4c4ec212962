/** The keys of a search: arrows between the field and what was found, Escape back to the field and then out. */
import type { KeyboardEvent, RefObject } from "react";

type Props = {
  field: RefObject<HTMLInputElement | null>;
  results: RefObject<HTMLElement | null>;
  /** Leave the search. */
  onLeave: () => void;
};

export function useResultKeys({ field, results, onLeave }: Props) {
  const found = () => [...(results.current?.querySelectorAll<HTMLElement>("[data-hit]") ?? [])];

  const inField = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault(); // which would empty the field
      onLeave();
    } else if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      found()[0]?.focus();
    }
  };

  const inResults = (event: KeyboardEvent) => {
    const all = found();
    const from = all.indexOf((event.target as HTMLElement).closest<HTMLElement>("[data-hit]") as HTMLElement);
    if (event.key === "Escape") field.current?.focus();
    else if (from === 0 && event.key === "ArrowUp") field.current?.focus();
    else if (from >= 0 && event.key in MOVES) all[MOVES[event.key]?.(from, all.length) ?? from]?.focus();
    else return;
    event.preventDefault();
  };

  return { inField, inResults };
}

const MOVES: Record<string, (from: number, count: number) => number> = {
  ArrowDown: (from, count) => Math.min(count - 1, from + 1),
  ArrowUp: (from) => from - 1,
  Home: () => 0,
  End: (_from, count) => count - 1,
};
