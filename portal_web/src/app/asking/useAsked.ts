/** What a question is answered now: asked when `key` changes and whenever wanted; the last answer stays meanwhile. */
import { useCallback, useEffect, useRef, useState } from "react";
import { Refusal } from "../graphql/refusals";

export interface Asked<Data> {
  readonly data: Data | null;
  readonly problem: Refusal | null;
  readonly isLoading: boolean;
  readonly reload: () => void;
  /** Change what was answered, until it is asked again. */
  readonly amend: (change: (data: Data) => Data) => void;
}

type State<Data> = { data: Data | null; problem: Refusal | null; isLoading: boolean };

export function useAsked<Data>(question: () => Promise<Data>, key: string): Asked<Data> {
  const [state, setState] = useState<State<Data>>({ data: null, problem: null, isLoading: true });
  const latest = useRef(question);
  latest.current = question;
  const asked = useRef(0);

  const reload = useCallback(() => {
    asked.current += 1;
    const turn = asked.current;
    setState((now) => ({ ...now, isLoading: true }));
    latest.current().then(
      (data) => turn === asked.current && setState({ data, problem: null, isLoading: false }),
      (problem: unknown) => {
        if (!(problem instanceof Refusal)) throw problem;
        if (turn === asked.current) setState((now) => ({ ...now, problem, isLoading: false }));
      },
    );
  }, []);
  useEffect(() => {
    reload();
    return () => {
      asked.current += 1; // an answer that is still on its way is for nobody
    };
  }, [key, reload]);

  const amend = useCallback((change: (data: Data) => Data) => {
    setState((now) => (now.data === null ? now : { ...now, data: change(now.data) }));
  }, []);
  return { ...state, reload, amend };
}
