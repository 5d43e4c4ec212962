import { useEffect, useState } from "react";
import { useFormats } from "../words/words";

const LOOK = 60_000; // milliseconds

/** The calendar day in the viewer's zone: what is said relative to it is said anew when it changes. */
export function useDay(): string {
  const { dayKey } = useFormats();
  const [day, setDay] = useState(() => dayKey(new Date()));
  useEffect(() => {
    const timer = setInterval(() => setDay(dayKey(new Date())), LOOK);
    return () => clearInterval(timer);
  }, [dayKey]);
  return day;
}
