import { useEffect, useState } from "react";

/** The time, looked at every few seconds, for what is said relative to it. */
export function useNow(milliseconds = 10_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
  return now;
}
