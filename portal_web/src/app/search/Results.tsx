import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { Spinner } from "../ui/Spinner";
import { refused } from "../words/refused";
import { useSpeech } from "../words/words";
import { MessageHit } from "./MessageHit";
import { RoomHit } from "./RoomHit";
import type { Answer, Hits } from "./useHits";

type Props = {
  hits: Hits;
  inRoom: boolean;
  place: RefObject<HTMLDivElement | null>;
  onKeyDown: (event: KeyboardEvent) => void;
  onOpen: () => void;
};

/** What was found, in its sections; or that nothing was, or why it is not known. */
export function Results({ hits, inRoom, place, onKeyDown, onOpen }: Props) {
  const speech = useSpeech();
  const { shell, search } = speech.words;
  const { answer, problem, isLoading } = hits;
  const seek = useFurther(hits, place);
  return (
    <div className="hits" ref={place} onKeyDown={onKeyDown} data-stale={(isLoading && answer !== null) || undefined}>
      {answer && answer.rooms.length > 0 && (
        <section aria-labelledby="hits-rooms">
          <h2 id="hits-rooms">{search.rooms}</h2>
          <ul>
            {answer.rooms.map((hit) => (
              <li key={hit.room.id}>
                <RoomHit hit={hit} onOpen={onOpen} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {answer && answer.messages.length > 0 && (
        <section aria-labelledby="hits-messages">
          <h2 id="hits-messages">{search.messages}</h2>
          <ul>
            {answer.messages.map((hit) => (
              <li key={hit.message.id}>
                <MessageHit hit={hit} inRoom={inRoom} onOpen={onOpen} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {problem ? (
        <Notice icon="warning" title={search.failed} action={<Button onClick={hits.retry}>{shell.retry}</Button>}>
          {refused(speech, problem)}
        </Notice>
      ) : (
        answer && <End answer={answer} isLoading={isLoading} onMore={seek} />
      )}
      {!answer && isLoading && <Spinner label={search.looking} />}
    </div>
  );
}

/** What follows the last one: more, or nothing at all. */
function End({ answer, isLoading, onMore }: { answer: Answer; isLoading: boolean; onMore: () => void }) {
  const { search } = useSpeech().words;
  const isEmpty = !answer.rooms.length && !answer.messages.length;
  const more = (
    <Button onClick={onMore} busy={isLoading}>
      {answer.messages.length ? search.more : search.further}
    </Button>
  );
  if (isEmpty && !answer.hasMore) return <Notice icon="search" title={search.none}>{search.noneHint}</Notice>;
  if (isEmpty) return <Notice icon="search" title={search.noneYet} action={more}>{search.noneYetHint}</Notice>;
  return answer.hasMore ? <div className="hits-more">{more}</div> : null;
}

/** Asks for the next page; then the focus is on the first that came with it. */
function useFurther(hits: Hits, place: RefObject<HTMLElement | null>): () => void {
  const after = useRef<number | null>(null);
  const count = hits.answer?.messages.length ?? 0;
  useEffect(() => {
    if (after.current === null || hits.isLoading) return;
    const last = place.current?.querySelectorAll<HTMLElement>("[aria-labelledby=hits-messages] [data-hit]");
    last?.[after.current]?.focus({ preventScroll: true });
    after.current = null;
  }, [hits.isLoading, count, place]);
  return () => {
    after.current = count;
    hits.more();
  };
}
