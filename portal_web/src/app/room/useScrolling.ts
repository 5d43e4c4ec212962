/** Where the timeline stands: held in place when pages come, at the end when it was there, and moved where somebody goes. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { ReadMarks } from "../live/marks";
import type { LiveRoom } from "../live/room";
import type { Target } from "../live/roomState";
import type { Window } from "../live/timeline";
import { useStore } from "../store";
import type { Message } from "./documents";
import { focusSoon, isFree, messageAt } from "./focusing";
import type { Row } from "./rows";

const NEAR = 2_500; // pixels from an end at which the next page is asked for
const PINNED = 64; // pixels from the end that still count as the end
const AWAY = 480;
const ABOVE = 72; // pixels of context above the first unread message
const MARKED = 2_400; // milliseconds

type Props = {
  scroller: RefObject<HTMLElement | null>;
  list: RefObject<VirtualizerHandle | null>;
  live: LiveRoom;
  rows: readonly Row[];
  window: Window<Message>;
  marks: ReadMarks;
};

export function useScrolling({ scroller, list, live, rows, window, marks }: Props) {
  const { target } = useStore(live.state);
  const held = useRef({ first: window.first, rows: 0, offset: 0, isPinned: false, target: null as Target | null });
  const [isAway, setAway] = useState(false);
  const [marked, setMarked] = useState<number | null>(null);
  const hasEnd = window.last >= window.newest;
  const shift = held.current.first !== window.first && held.current.rows > 0;

  const toEnd = () => {
    held.current.isPinned = true;
    // Not by the list, which would go there again for a while, against whoever goes up meanwhile.
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight, behavior: "instant" });
  };

  const look = () => {
    const handle = list.current;
    if (!handle || !rows.length) return;
    const { scrollOffset, scrollSize, viewportSize } = handle;
    if (!viewportSize) return;
    const rest = scrollSize - viewportSize - scrollOffset;
    // Who is at the end stays there until they go up, whatever comes, and while what comes has to be asked for.
    if (rest < PINNED) held.current.isPinned ||= hasEnd;
    else if (scrollOffset < held.current.offset - 1) held.current.isPinned = false;
    held.current.offset = scrollOffset;
    setAway(!held.current.isPinned && (!hasEnd || rest > AWAY));
    if (scrollOffset < NEAR) live.loadOlder();
    if (rest < NEAR) live.loadNewer();
    const positionAt = (offset: number) => {
      const index = Math.min(rows.length - 1, handle.findItemIndex(offset));
      return rows[index]?.message?.position ?? window.last;
    };
    live.readAt(positionAt(scrollOffset + viewportSize / 2));
    marks.see(positionAt(scrollOffset + viewportSize - 24));
  };

  const arrive = (to: Target) => {
    held.current.target = to;
    if (to.block === "end") return toEnd();
    held.current.isPinned = false;
    const index = Math.min(rows.length - 1, Math.max(0, to.position - window.first));
    list.current?.scrollToIndex(index, { align: to.block, ...(to.block === "start" && { offset: -ABOVE }) });
    if (to.isMarked) setMarked(to.position);
  };

  useLayoutEffect(() => {
    const isMoved = held.current.first !== window.first; // by what came or went above, which is nobody going up
    Object.assign(held.current, { first: window.first, rows: rows.length, ...(isMoved && { offset: 0 }) });
    if (!rows.length) return;
    if (target && target !== held.current.target) arrive(target);
    else if (held.current.isPinned) toEnd();
    // biome-ignore lint: acts after every change of what is shown
  }, [rows, target, window]);

  useEffect(() => {
    const frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [rows, window]);

  useEffect(() => {
    if (marked === null) return;
    const timer = setTimeout(() => setMarked(null), MARKED);
    focusSoon(
      () => messageAt(marked),
      () => isFree() || document.activeElement?.closest(".timeline, .pane-heading") !== null,
    );
    return () => clearTimeout(timer);
  }, [marked]);

  return {
    shift,
    isAway,
    marked,
    onScroll: look,
    onResize: () => {
      if (held.current.isPinned) toEnd();
      look(); // a short room is never scrolled: what is in view is known once it is measured
    },
    toNewest: () => live.jumpToNewest(),
  };
}
