import type { Fetcher, FetcherParams } from "@graphiql/toolkit";
import { getOperationAST, parse } from "graphql";
import { type Client, createClient } from "graphql-ws";

const HTTP_URL = new URL("/graphql", location.href);
const SOCKET_URL = Object.assign(new URL("/graphql", location.href), {
  protocol: location.protocol === "https:" ? "wss:" : "ws:",
}).href;

const FORBIDDEN = 4403; // asking again with the same credentials would not help

type Headers = Record<string, unknown>;
type Socket = { authorization: string; client: Client };

let socket: Socket | undefined;

/** Queries and mutations by POST, subscriptions over the socket; cookies go along by themselves. */
export const fetcher: Fetcher = (params, options) => {
  const headers: Headers = options?.headers ?? {};
  return isSubscription(params) ? (subscribe(params, headers) as ReturnType<Fetcher>) : post(params, headers);
};

function isSubscription(params: FetcherParams): boolean {
  return getOperationAST(parse(params.query), params.operationName)?.operation === "subscription";
}

async function post(params: FetcherParams, headers: Headers) {
  const response = await fetch(HTTP_URL, {
    method: "POST",
    headers: {
      accept: "application/graphql-response+json, application/json;q=0.9",
      "content-type": "application/json",
      ...(headers as Record<string, string>),
    },
    body: JSON.stringify(params),
  });
  return response.json();
}

function subscribe(params: FetcherParams, headers: Headers) {
  const { query, variables, operationName } = params;
  const events = clientFor(authorization(headers)).iterate({
    query,
    variables: variables as Record<string, unknown> | null,
    operationName: operationName ?? null,
  });
  const next = events.next.bind(events);
  return Object.assign(events, { next: () => next().catch(explain) });
}

/** A closed socket rejects with an event, which GraphiQL would show as an empty object. */
function explain(problem: unknown): never {
  if (problem instanceof CloseEvent) throw new Error(`Socket closed: ${problem.reason} (${problem.code})`);
  throw problem;
}

/** One socket per token: a person's questions share it, another token closes it. */
function clientFor(token: string): Client {
  if (socket?.authorization !== token) {
    void socket?.client.dispose();
    socket = { authorization: token, client: connected(token) };
  }
  return socket.client;
}

function connected(token: string): Client {
  return createClient({
    url: SOCKET_URL,
    shouldRetry: (problem) => !(problem instanceof CloseEvent && problem.code === FORBIDDEN),
    ...(token && { connectionParams: { authorization: token } }),
  });
}

function authorization(headers: Headers): string {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === "authorization");
  return found ? String(found[1]) : "";
}
