/** What a search found so far: asked anew when the question changes, given up when it changes before the answer. */
import { useCallback, useEffect, useRef, useState } from "react";
import { ask } from "../graphql/client";
import { Refusal } from "../graphql/refusals";
import { type MessageFound, type RoomFound, SearchQuery } from "./documents";
import type { Question } from "./question";

export interface Answer {
  readonly rooms: readonly RoomFound[];
  readonly messages: readonly MessageFound[];
  readonly next: string | null;
  /** Whether a further page may have more, however few there are on this one. */
  readonly hasMore: boolean;
}

interface State {
  /** What was found last; it stays while something else is looked for. */
  readonly answer: Answer | null;
  readonly problem: Refusal | null;
  readonly isLoading: boolean;
}

export interface Hits extends State {
  readonly more: () => void;
  readonly retry: () => void;
}

const NOTHING: State = { answer: null, problem: null, isLoading: false };

export function useHits(question: Question | null): Hits {
  const [state, setState] = useState<State>(NOTHING);
  const asking = useRef<AbortController | null>(null);
  const key = JSON.stringify(question);

  const look = useCallback(
    (before: Answer | null) => {
      asking.current?.abort();
      const asked = JSON.parse(key) as Question | null;
      if (!asked) return setState(NOTHING);
      asking.current = new AbortController();
      setState((now) => ({ ...now, problem: null, isLoading: true }));
      answered(asked, before, asking.current.signal).then(
        (answer) => setState({ answer, problem: null, isLoading: false }),
        (problem: unknown) => {
          if (!(problem instanceof Refusal)) throw problem;
          setState({ answer: before, problem, isLoading: false });
        },
      );
    },
    [key],
  );
  useEffect(() => {
    look(null);
    return () => asking.current?.abort();
  }, [look]);

  return { ...state, more: () => look(state.answer), retry: () => look(state.answer) };
}

/** The next page after what was found before, with all of that. */
async function answered(question: Question, before: Answer | null, signal: AbortSignal): Promise<Answer> {
  const variables = { ...question, after: before?.next ?? null, withRooms: question.withRooms && !before };
  const { search } = await ask(SearchQuery, variables, signal);
  const { nodes, pageInfo } = search.messages;
  return {
    rooms: before?.rooms ?? search.rooms ?? [],
    messages: [...(before?.messages ?? []), ...nodes],
    next: pageInfo.endCursor ?? before?.next ?? null,
    hasMore: pageInfo.hasNextPage,
  };
}
