/** What is typed, written into the address once it stands still, and read from there when that changes by itself. */
import { useEffect, useRef, useState } from "react";
import { go, type SearchRoute } from "../routes";

const STILL = 200; // milliseconds without a letter

export function useAsking(route: SearchRoute) {
  const [text, setText] = useState(route.query);
  const written = useRef(route.query);

  const change = (next: SearchRoute) => {
    written.current = next.query;
    go(next, { replace: true });
  };
  useEffect(() => {
    if (text.trim() === written.current.trim()) return;
    const timer = setTimeout(() => change({ ...route, query: text.trim() }), STILL);
    return () => clearTimeout(timer);
  }, [text, route]);
  useEffect(() => {
    if (route.query === written.current) return;
    written.current = route.query;
    setText(route.query);
  }, [route.query]);

  return { text, setText, change };
}
