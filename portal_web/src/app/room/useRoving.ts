/** Arrow keys, Home and End among messages: one of them at a time is in the order of the Tab key. */
import { type FocusEvent, type KeyboardEvent, type RefObject, useLayoutEffect, useMemo, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import { focusSoon, isFree } from "./focusing";
import type { Row } from "./rows";

type Props = {
  list: RefObject<VirtualizerHandle | null>;
  scroller: RefObject<HTMLElement | null>;
  rows: readonly Row[];
};

export function useRoving({ list, scroller, rows }: Props) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const found = chosen === null ? -1 : rows.findIndex((row) => row.key === chosen);
  const index = found < 0 ? rows.length - 1 : found;
  const active = rows[index]?.key ?? null;
  const mounted = useMemo(() => (found < 0 ? null : [found]), [found]);

  useLayoutEffect(() => {
    if (wanted === null) return;
    const messages = () => [...(scroller.current?.querySelectorAll<HTMLElement>("[data-key]") ?? [])];
    const find = () => messages().find((each) => each.dataset["key"] === wanted) ?? null;
    focusSoon(find, () => isFree() || scroller.current?.contains(document.activeElement) === true);
    setWanted(null);
  }, [wanted, scroller]);

  const moveTo = (next: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, next))];
    if (!row) return;
    setChosen(row.key);
    setWanted(row.key);
    list.current?.scrollToIndex(rows.indexOf(row), { align: "nearest" });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const isMessage = event.target instanceof HTMLElement && event.target.dataset["key"] !== undefined;
    const to = MOVES[event.key]?.(index, rows.length);
    if (!isMessage || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    moveTo(to);
  };

  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const message = event.target.closest<HTMLElement>("[data-key]");
    if (message?.dataset["key"]) setChosen(message.dataset["key"]);
  };

  return { active, mounted, handlers: { onKeyDown, onFocus } };
}

const MOVES: Record<string, (index: number, count: number) => number> = {
  ArrowUp: (index) => index - 1,
  ArrowDown: (index) => index + 1,
  Home: () => 0,
  End: (_index, count) => count - 1,
};
