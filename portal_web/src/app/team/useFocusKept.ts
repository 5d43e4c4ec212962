import { type RefObject, useEffect } from "react";

/** When what had the focus is gone with what was done, `place` has it: it is never lost. */
export function useFocusKept(place: RefObject<HTMLElement | null>, data: unknown): void {
  useEffect(() => {
    if (data === null) return;
    const timer = setTimeout(() => {
      if (document.activeElement === null || document.activeElement === document.body) place.current?.focus({ preventScroll: true });
    }, 50); // after a window that closes has tried to give it back
    return () => clearTimeout(timer);
  }, [place, data]);
}
