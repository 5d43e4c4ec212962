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
const ARRIVING = 1_000; // milliseconds in which a place is gone to again as rows turn out larger or smaller
export const START = 64; // pixels above the first message: its beginning, or a sign that more is coming
const END: Target = { position: 0, block: "end", isMarked: false };

type Props = {
  scroller: RefObject<HTMLElement | null>;
  list: RefObject<VirtualizerHandle | null>;
  live: LiveRoom;
  rows: readonly Row[];
  window: Window<Message>;
  marks: ReadMarks;
};

interface Held {
  first: number;
  rows: number;
  offset: number;
  /** Where the view was sent last. */
  target: Target | null;
  /** Where it is to be whatever changes: at the end until its reader goes up, elsewhere `until` a moment has passed. */
  goal: Target | null;
  until: number;
}

export function useScrolling({ scroller, list, live, rows, window, marks }: Props) {
  const { target } = useStore(live.state);
  const held = useRef<Held>({ first: window.first, rows: 0, offset: 0, target: null, goal: null, until: 0 });
  const [isAway, setAway] = useState(false);
  const [marked, setMarked] = useState<number | null>(null);
  const hasEnd = window.last >= window.newest;
  const shift = held.current.first !== window.first && held.current.rows > 0;

  const goalNow = () => {
    const { goal, until } = held.current;
    return goal?.block === "end" || performance.now() < until ? goal : null;
  };

  // Not by the list, which would go on as long as rows are measured, against whoever scrolls meanwhile.
  const settle = () => {
    const goal = goalNow();
    const [place, handle] = [scroller.current, list.current];
    if (!goal || !place || !handle) return;
    const top = goal.block === "end" ? place.scrollHeight : topOf(goal, handle, place.clientHeight);
    place.scrollTo({ top, behavior: "instant" });
  };

  const topOf = ({ position, block }: Target, handle: VirtualizerHandle, height: number) => {
    const index = Math.min(rows.length - 1, Math.max(0, position - window.first));
    const above = block === "start" ? ABOVE : (height - handle.getItemSize(index)) / 2;
    return START + handle.getItemOffset(index) - above;
  };

  const isPinned = () => held.current.goal?.block === "end";

  /** Whoever scrolls is not on their way any more; at the end, nobody is. */
  const letGo = () => {
    if (!isPinned()) held.current.goal = null;
  };

  const look = () => {
    const handle = list.current;
    if (!handle || !rows.length) return;
    const { scrollOffset, scrollSize, viewportSize } = handle;
    if (!viewportSize) return;
    const rest = scrollSize - viewportSize - scrollOffset;
    // Who is at the end stays there until they go up, whatever comes, and while what comes has to be asked for.
    if (rest < PINNED) held.current.goal = goalNow() ?? (hasEnd ? END : null);
    else if (isPinned() && scrollOffset < held.current.offset - 1) held.current.goal = null;
    held.current.offset = scrollOffset;
    setAway(!isPinned() && (!hasEnd || rest > AWAY));
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
    Object.assign(held.current, { target: to, goal: to, until: performance.now() + ARRIVING });
    settle();
    if (to.isMarked) setMarked(to.position);
  };

  useLayoutEffect(() => {
    const isMoved = held.current.first !== window.first; // by what came or went above, which is nobody going up
    Object.assign(held.current, { first: window.first, rows: rows.length, ...(isMoved && { offset: 0 }) });
    if (!rows.length) return;
    if (target && target !== held.current.target) arrive(target);
    else settle();
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
      settle();
      look(); // a short room is never scrolled: what is in view is known once it is measured
    },
    toNewest: () => live.jumpToNewest(),
    handlers: { onWheel: letGo, onTouchMove: letGo, onPointerDown: letGo },
  };
}
