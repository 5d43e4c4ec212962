import { useEffect } from "react";
import { go, here } from "../routes";

/** Ctrl or Cmd with K. */
export function isSearchKey({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === "k" && (ctrlKey || metaKey) && !shiftKey && !altKey;
}

const SOON = 2_000; // milliseconds after which the page has done what it was opened for

/** The keys search from anywhere; what they open is fetched before, so that no letter typed after them is lost. */
export function useSearchKey(): void {
  useEffect(() => {
    const fetch = () => navigator.onLine && void import("./SearchPane").catch(() => {}); // else when it is asked for
    const timer = setTimeout(fetch, SOON);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isSearchKey(event)) return;
      event.preventDefault();
      if (here().name !== "search") go({ name: "search", query: "" });
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
