// Documents of a page, typed from the contract alone; what TypeScript must refuse is marked, and unmarked it is an error.
import type { Client } from "@urql/core";
import { initGraphQLTada, type ResultOf, type VariablesOf } from "gql.tada";
import type { introspection } from "./contract.d.ts";

const graphql = initGraphQLTada<{ introspection: introspection; scalars: { DateTime: string; UUID: string } }>();

const line = graphql(`fragment Line on Message @_unmask { position body author { name } }`);
const room = graphql(
  `query Room($id: ID!) {
    room(id: $id) { name lastMessage { ...Line } participants { nodes { person { name } } } }
  }`,
  [line],
);
const events = graphql(
  `subscription Events($roomId: ID!, $after: String) {
    roomEvents(roomId: $roomId, after: $after) { __typename ... on MessageSent { cursor message { ...Line } } }
  }`,
  [line],
);

export async function names(client: Client, id: string): Promise<string[] | null> {
  const { data } = await client.query(room, { id }).toPromise();
  const people = data?.room?.participants;
  // @ts-expect-error null is "not for you", and must be looked at first
  people.nodes;
  // @ts-expect-error there is no such field
  data?.room?.nickname;
  // @ts-expect-error whose room?
  client.query(room, {});
  const position: number | undefined = data?.room?.lastMessage?.position;
  return people && position ? people.nodes.map(({ person }) => person.name) : null;
}

export function heard(event: ResultOf<typeof events>["roomEvents"]): string | null {
  switch (event.__typename) {
    case "MessageSent":
      return event.message.body;
    // @ts-expect-error there is no such event
    case "MessageLost":
      return null;
    default:
      return null;
  }
}

export const fromNow: VariablesOf<typeof events> = { roomId: "a room's id" };
