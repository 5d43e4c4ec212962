import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { Entry } from "../live/inboxDocuments";

const FRAMES = 20; // to wait at most for a row to be drawn

/** The list is one stop of the Tab key, and the arrow keys move within it. */
export function useArrowKeys(
  nav: RefObject<HTMLElement | null>,
  list: RefObject<VirtualizerHandle | null>,
  shown: readonly Entry[],
  openId: string | null,
) {
  const [stop, setStop] = useState<string | null>(null);
  const at = (id: string | null) => shown.findIndex((entry) => entry.id === id);
  const current = Math.max(0, at(stop) >= 0 ? at(stop) : at(openId));

  const moved = useRef(false);
  useEffect(() => {
    if (moved.current && nav.current && stop) focusRow(nav.current, stop, FRAMES);
    moved.current = false;
  }, [nav, stop]);

  const press = (event: KeyboardEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-room]");
    const from = row ? at(row.dataset["room"] ?? null) : -1;
    const to = from < 0 ? -1 : target(event.key, from, shown.length);
    const entry = shown[to];
    if (!entry || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    moved.current = entry.id !== stop;
    setStop(entry.id);
    list.current?.scrollToIndex(to, { align: "nearest" });
  };
  return { current, press };
}

/** Rows far off screen are not kept, and not shown before they are measured: only then do they take the focus. */
function focusRow(nav: HTMLElement, id: string, frames: number): void {
  const row = nav.querySelector<HTMLElement>(`[data-room="${CSS.escape(id)}"]`);
  row?.focus({ preventScroll: true });
  if (frames > 0 && (!row || document.activeElement !== row)) requestAnimationFrame(() => focusRow(nav, id, frames - 1));
}

function target(key: string, from: number, count: number): number {
  switch (key) {
    case "ArrowDown":
      return Math.min(count - 1, from + 1);
    case "ArrowUp":
      return Math.max(0, from - 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return -1;
  }
}
