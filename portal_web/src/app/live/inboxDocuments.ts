/** What the list of rooms asks for. The live document holds nothing about one viewer, so that all listeners share its answers. */
import { graphql, type ResultOf } from "../graphql/graphql";

const Preview = graphql(`
  fragment Preview on Message @_unmask {
    id
    position
    body
    sentAt
    deletedAt
    author { id name }
    attachments { id kind fileName }
  }
`);

const RoomFacts = graphql(`
  fragment RoomFacts on Room @_unmask {
    id
    name
    kind
    createdAt
    archivedAt
    lastPosition
  }
`);

const Entry = graphql(
  `
    fragment Entry on Room @_unmask {
      ...RoomFacts
      readPosition
      mutedAt
      lastMessage { ...Preview }
    }
  `,
  [RoomFacts, Preview],
);

export const RoomsQuery = graphql(
  `
    query Rooms($first: Int!, $after: String, $archived: Boolean!) {
      rooms(first: $first, after: $after, archived: $archived) {
        inboxCursor
        nodes { ...Entry }
        pageInfo { hasNextPage endCursor }
      }
    }
  `,
  [Entry],
);

export const RoomEntryQuery = graphql(`query RoomEntry($id: ID!) { room(id: $id) { ...Entry } }`, [Entry]);

export const InboxEvents = graphql(
  `
    subscription InboxEvents($after: String) {
      inboxEvents(after: $after) {
        __typename
        ... on Event { cursor }
        ... on EventInRoom { room { ...RoomFacts } }
        ... on EventOfMessage { message { ...Preview } }
        ... on OwnEvent { ownRoom: room { id readPosition mutedAt lastPosition } }
        ... on RoomLeft { roomId }
      }
    }
  `,
  [RoomFacts, Preview],
);

export type Entry = ResultOf<typeof Entry>;
export type Preview = ResultOf<typeof Preview>;
export type InboxEvent = ResultOf<typeof InboxEvents>["inboxEvents"];
