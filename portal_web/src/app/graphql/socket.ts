/** The one socket that every subscription shares: opened when needed, watched, and opened again when it is lost. */
import { type AnyVariables, type TypedDocumentNode, stringifyDocument } from "@urql/core";
import { type FormattedExecutionResult, createClient } from "graphql-ws";
import { leave } from "../session";
import { delay, pause } from "./backoff";
import { setConnection } from "./connection";
import { type Refusal, refusalIn } from "./refusals";

const LOOK = 12_000; // milliseconds between two looks whether the other side is still there
const PATIENCE = 5_000;
const OVER = [4401, 4403]; // the session ended: asking again with the same cookie would not help

const url = Object.assign(new URL("/graphql", location.href), {
  protocol: location.protocol === "https:" ? "wss:" : "ws:",
  hash: "",
}).href;

let doubt: ReturnType<typeof setTimeout> | undefined;

const socket = createClient({
  url,
  lazyCloseTimeout: 3_000,
  keepAlive: LOOK,
  connectionAckWaitTimeout: PATIENCE,
  retryAttempts: Number.POSITIVE_INFINITY,
  retryWait: (tries) => pause(delay(tries)),
  shouldRetry: (problem) => !isOver(problem),
  on: {
    connected: () => setConnection("live"),
    error: () => setConnection("lost"),
    closed: (event) => {
      clearTimeout(doubt);
      if (isOver(event)) leave("ended");
      else if ((event as CloseEvent).code !== 1000) setConnection("lost");
    },
    ping: (received) => {
      if (!received) doubt = setTimeout(() => socket.terminate(), PATIENCE);
    },
    pong: (received) => received && clearTimeout(doubt),
  },
});

addEventListener("offline", () => socket.terminate());

function isOver(problem: unknown): boolean {
  return problem instanceof CloseEvent && OVER.includes(problem.code);
}

export type Listener<Data> = {
  /** An event, each once and in order. */
  next(data: Data): void;
  /** It ended for good: RESYNC_REQUIRED means to query anew and subscribe again, NOT_FOUND that it is no longer ours. */
  refused(refusal: Refusal): void;
};

/**
 * Listen until the answered function is called. `variables` is asked at every connection, so that a lost one is
 * resumed from the newest cursor.
 */
export function subscribe<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: () => Variables,
  listener: Listener<Data>,
): () => void {
  let stopped = false;
  let tries = 0;
  let stop = () => {};
  const query = stringifyDocument(document);

  const again = () => void pause(delay(tries++)).then(() => stopped || listen());
  const settle = (refusal: Refusal) => (refusal.passes ? again() : listener.refused(refusal));
  const listen = () => {
    stop = socket.subscribe<Data>(
      {
        query,
        get variables() {
          return variables() as Record<string, unknown>;
        },
      },
      {
        next: ({ data, errors }: FormattedExecutionResult<Data>) => {
          tries = 0;
          if (stopped) return;
          if (data) listener.next(data);
          else if (errors) settle(refusalIn(errors));
        },
        error: (problem) => {
          if (stopped || isOver(problem)) return;
          if (Array.isArray(problem)) settle(refusalIn(problem));
          else again();
        },
        complete: () => stopped || again(),
      },
    );
  };

  listen();
  return () => {
    stopped = true;
    stop();
  };
}
