import { useWords } from "../words/words";
import type { Hits } from "./useHits";

/** How much was found, for screen readers to hear it change. */
export function Found({ hits, isAsked }: { hits: Hits; isAsked: boolean }) {
  const { search } = useWords();
  const { answer, isLoading } = hits;
  return (
    <p className="hidden-visually" role="status">
      {isAsked && answer && !isLoading && search.found(answer.rooms.length, answer.messages.length, answer.hasMore)}
    </p>
  );
}
