import { type RefObject, useLayoutEffect } from "react";

const LATER = 50; // milliseconds after which a window that closes has tried to give it back

/** When what had the focus is gone with what was done, `place` has it: it is never lost. */
export function useFocusKept(place: RefObject<HTMLElement | null>, data: unknown): void {
  useLayoutEffect(() => {
    if (data === null) return;
    const keep = () => {
      const { activeElement } = document;
      if (activeElement === null || activeElement === document.body) place.current?.focus({ preventScroll: true });
    };
    keep();
    const timer = setTimeout(keep, LATER);
    return () => clearTimeout(timer);
  }, [place, data]);
}
