// A person of the portal through the public clients: @urql/core over HTTP, graphql-ws for subscriptions that resume.
import { setTimeout as pause } from "node:timers/promises";

const SIGN_IN = `
  mutation SignIn($input: SignInInput!) { signIn(input: $input) { token viewer { person { name role } } userErrors { code } } }
`;

export async function library(packages) {
  const { Client, cacheExchange, fetchExchange, subscriptionExchange } = await import(
    `${packages}/@urql/core/dist/urql-core.mjs`
  );
  const { createClient } = await import(`${packages}/graphql-ws/dist/client.js`);
  return { Client, cacheExchange, createClient, fetchExchange, subscriptionExchange };
}

/** Somebody signed in, with a socket that reconnects once `mayRetry()` resolves. */
export async function person({ Client, cacheExchange, createClient, fetchExchange, subscriptionExchange }, url, input, mayRetry) {
  let token;
  const reconnected = { count: 0 };
  const socket = createClient({
    url: url.replace("http", "ws"),
    connectionParams: () => ({ Authorization: `Bearer ${token}` }),
    retryAttempts: 1000,
    retryWait: async () => { await mayRetry(); await pause(50); },
    shouldRetry: () => true,
    on: { connected: (_socket, _payload, wasRetry) => { if (wasRetry) reconnected.count += 1; } },
  });
  const client = new Client({
    url,
    preferGetMethod: false, // Parlour takes no GET, which any foreign page could make a browser send
    requestPolicy: "network-only",
    fetchOptions: () => ({ headers: token ? { Authorization: `Bearer ${token}` } : {} }),
    exchanges: [cacheExchange, fetchExchange, subscriptionExchange({ forwardSubscription: resuming(socket) })],
  });
  const signedIn = await client.mutation(SIGN_IN, { input }).toPromise();
  token = signedIn.data?.signIn.token;
  return { client, socket, reconnected, signedIn: signedIn.data?.signIn };
}

// graphql-ws sends the same payload again after each reconnect, so `after` is asked for only when it is sent.
function resuming(socket) {
  return ({ query, variables }) => {
    let cursor = variables?.after;
    const payload = { query, variables: { ...variables, get after() { return cursor; } } };
    return {
      subscribe(sink) {
        const next = (result) => {
          for (const event of Object.values(result.data ?? {})) cursor = event.cursor;
          sink.next(result);
        };
        return { unsubscribe: socket.subscribe(payload, { ...sink, next, error: sink.error, complete: sink.complete }) };
      },
    };
  };
}

export async function until(happened) {
  while (!(await happened())) await pause(10);
}
