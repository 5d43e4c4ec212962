/** What a search asks for. */
import { graphql, type ResultOf } from "../graphql/graphql";

const RoomFound = graphql(`
  fragment RoomFound on RoomHit @_unmask {
    room { id name kind archivedAt }
    name { text isMatch }
  }
`);

const MessageFound = graphql(`
  fragment MessageFound on MessageHit @_unmask {
    message {
      id
      position
      sentAt
      author { id name avatarUrl }
      room { id name kind archivedAt }
      attachments { id kind fileName width height thumbnail: url(rendition: THUMBNAIL) }
    }
    snippet { text isMatch }
    files { attachmentId name { text isMatch } }
  }
`);

export const SearchQuery = graphql(
  `
    query Search($query: String!, $filter: SearchFilter!, $after: String, $withRooms: Boolean!) {
      search(query: $query, filter: $filter) {
        rooms(first: 8) @include(if: $withRooms) { ...RoomFound }
        messages(first: 20, after: $after) {
          nodes { ...MessageFound }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  `,
  [RoomFound, MessageFound],
);

export type RoomFound = ResultOf<typeof RoomFound>;
export type MessageFound = ResultOf<typeof MessageFound>;
export type TextRun = RoomFound["name"][number];
