/** What is typed, written into the address once it stands still, and read from there when that changes by itself. */
import { useEffect, useRef, useState } from "react";
import { go, type SearchRoute } from "../routes";
import { useSlowly } from "../team/useSlowly";

export function useAsking(route: SearchRoute) {
  const [text, setText] = useState(route.query);
  const slow = useSlowly(text);
  const written = useRef(route.query);

  const change = (next: SearchRoute) => {
    written.current = next.query;
    go(next, { replace: true });
  };
  useEffect(() => {
    if (slow.trim() !== written.current.trim()) change({ ...route, query: slow.trim() });
    // biome-ignore lint: only what was typed changes the address here
  }, [slow]);
  useEffect(() => {
    if (route.query === written.current) return;
    written.current = route.query;
    setText(route.query);
  }, [route.query]);

  return { text, setText, change };
}
