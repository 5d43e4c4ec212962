import { type KeyboardEvent, type RefObject, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { Entry } from "../live/inboxDocuments";

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

  const press = (event: KeyboardEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-room]");
    const from = row ? at(row.dataset["room"] ?? null) : -1;
    const to = from < 0 ? -1 : target(event.key, from, shown.length);
    const entry = shown[to];
    if (!entry || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    setStop(entry.id);
    list.current?.scrollToIndex(to, { align: "nearest" });
    requestAnimationFrame(() =>
      nav.current?.querySelector<HTMLElement>(`[data-room="${CSS.escape(entry.id)}"]`)?.focus(),
    );
  };
  return { current, press };
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
