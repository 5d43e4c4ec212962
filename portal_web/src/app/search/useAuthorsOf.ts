import { useEffect, useState } from "react";
import type { Answer } from "./useHits";

/** The names of all whose messages were found since the search was opened, by their ids: nobody else is named. */
export function useAuthorsOf(answer: Answer | null): ReadonlyMap<string, string> {
  const [authors, setAuthors] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    const found = (answer?.messages ?? []).map(({ message }) => message.author);
    setAuthors((known) => {
      const fresh = found.filter(({ id }) => !known.has(id));
      return fresh.length ? new Map([...known, ...fresh.map(({ id, name }) => [id, name] as const)]) : known;
    });
  }, [answer]);
  return authors;
}
