import { type RefObject, useEffect, useRef } from "react";

/** Calls `leave` at Escape within the place it answers, and where nothing has the focus. What is open above it comes first. */
export function useEscape(leave: () => void): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event;
      const isHere = target === document.body || (target instanceof Node && place.current?.contains(target));
      if (event.key === "Escape" && isHere && !event.defaultPrevented) leave();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });
  return place;
}
