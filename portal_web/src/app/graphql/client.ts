/** Queries and mutations over HTTP. What is kept live keeps itself in stores, so nothing is cached here. */
import type { AnyVariables, OperationResult, TypedDocumentNode } from "@urql/core";
import { Client, fetchExchange } from "@urql/core";
import { leave } from "../session";
import type { ErrorCode } from "./graphql";
import { Refusal, refusalIn } from "./refusals";

export const client = new Client({
  url: "/graphql",
  preferGetMethod: false,
  requestPolicy: "network-only",
  exchanges: [fetchExchange],
});

/**
 * What a query answers. Throws Refusal; whoever is no longer signed in leaves the page. After `signal` the request is
 * given up, and nothing is ever answered.
 */
export async function ask<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const source = client.query(document, variables);
  if (!signal) return settled(await source.toPromise());
  const answer = await new Promise<OperationResult<Data>>((answered) => {
    const { unsubscribe } = source.subscribe(answered);
    signal.addEventListener("abort", unsubscribe);
  });
  return settled(answer);
}

type Payload = { userErrors: readonly { code: ErrorCode; message: string; field: readonly string[] | null }[] };

/** The payload of a document with one mutation in it. Throws Refusal, also for the first of its `userErrors`. */
export async function act<Data extends Record<string, Payload | null>, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<NonNullable<Data[keyof Data]>> {
  const data = settled(await client.mutation(document, variables).toPromise());
  const payload = Object.values(data)[0] as Data[keyof Data];
  if (!payload) throw new Refusal("INTERNAL", "");
  const [refused] = payload.userErrors;
  if (refused) throw new Refusal(refused.code, refused.message, refused.field ?? []);
  return payload;
}

type Outcome<Data> = Awaited<ReturnType<ReturnType<typeof client.query<Data>>["toPromise"]>>;

function settled<Data>({ data, error }: Outcome<Data>): Data {
  if (error?.networkError && !error.graphQLErrors.length) throw new Refusal("UNREACHABLE", error.networkError.message);
  if (error) {
    const refusal = refusalIn(error.graphQLErrors);
    if (refusal.code === "UNAUTHENTICATED") leave("ended");
    throw refusal;
  }
  if (data == null) throw new Refusal("INTERNAL", "");
  return data;
}
