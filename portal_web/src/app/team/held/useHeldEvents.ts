/** Tells when held mails of some rooms may have changed. The seam for the event of main: until then, a look now and then. */
import { useEffect, useRef } from "react";

const LOOK = 20_000; // milliseconds

export function useHeldEvents(_roomIds: readonly string[], look: () => void): void {
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && latest.current(), LOOK);
    return () => clearInterval(timer);
  }, []);
}
