/** What a room's page asks for: pages of messages, events, and what may be done to a message. */
import { graphql, type ResultOf } from "../graphql/graphql";

export const messageFields = graphql(`
  fragment MessageFields on Message @_unmask {
    id
    position
    clientMessageId
    body
    sentAt
    editedAt
    deletedAt
    author { id name role avatarUrl person { id } }
    quote { messageId position body deletedAt author { id name } }
    attachments {
      id
      kind
      state
      scan
      refusal
      fileName
      size
      mediaType
      width
      height
      isAnimated
      placeholder
      url(rendition: ORIGINAL)
      screen: url(rendition: SCREEN)
      thumbnail: url(rendition: THUMBNAIL)
    }
  }
`);
export type Message = ResultOf<typeof messageFields>;
export type MessageAttachment = Message["attachments"][number];

export const roomFields = graphql(`
  fragment RoomFields on Room @_unmask {
    id
    name
    kind
    archivedAt
    lastPosition
    readPosition
    unreadCount
    mutedAt
    viewerMay
    eventCursor
    manager { id name }
    portal { id name }
  }
`);
export type RoomFacts = ResultOf<typeof roomFields>;

/** Without `around` the newest messages; positions are dense, so any page can be asked for by its middle. */
export const roomPage = graphql(
  `query RoomPage($roomId: ID!, $around: Int, $first: Int) {
    room(id: $roomId) {
      ...RoomFields
      messages(first: $first, around: $around) { nodes { ...MessageFields } }
    }
  }`,
  [roomFields, messageFields],
);

export const roomEvents = graphql(
  `subscription RoomEvents($roomId: ID!, $after: String) {
    roomEvents(roomId: $roomId, after: $after) {
      __typename
      ... on MessageSent { cursor message { ...MessageFields } }
      ... on MessageEdited { cursor message { ...MessageFields } }
      ... on MessageDeleted { cursor message { ...MessageFields } }
      ... on AttachmentProcessed { cursor message { ...MessageFields } }
      ... on RoomRenamed { cursor room { name } }
      ... on RoomArchived { cursor }
      ... on RoomUnarchived { cursor }
      ... on RoomTransferred { cursor }
      ... on PortalLinked { cursor }
      ... on ParticipantAdded { cursor person { id name role } }
      ... on ParticipantRemoved { cursor person { id } }
      ... on ParticipantInvited { cursor }
      ... on InvitationWithdrawn { cursor }
      ... on MessagesRead { cursor position person { id name } }
      ... on ClientTyping { cursor until person { id name } }
      ... on PresenceChanged { cursor }
      ... on HeldMailsChanged { cursor }
    }
  }`,
  [messageFields],
);
export type RoomEvent = ResultOf<typeof roomEvents>["roomEvents"];

export const readersPage = graphql(`
  query RoomReaders($roomId: ID!, $after: String) {
    room(id: $roomId) {
      participants(first: 100, after: $after) {
        nodes { readPosition person { id name role } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

export const messageReaders = graphql(`
  query MessageReaders($messageId: ID!, $after: String) {
    node(id: $messageId) {
      ... on Message {
        readBy(first: 100, after: $after) {
          nodes { readAt person { id name } }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
`);

export const messageMailed = graphql(`
  query MessageMailed($messageId: ID!) {
    node(id: $messageId) { ... on Message { mailedCount } }
  }
`);

export const messageEarlierTexts = graphql(`
  query MessageEarlierTexts($messageId: ID!) {
    node(id: $messageId) { ... on Message { earlierTexts { body replacedAt } } }
  }
`);

export const sendMessage = graphql(
  `mutation SendMessage($input: SendMessageInput!) {
    sendMessage(input: $input) { message { ...MessageFields } userErrors { code message field } }
  }`,
  [messageFields],
);

export const editMessage = graphql(
  `mutation EditMessage($input: EditMessageInput!) {
    editMessage(input: $input) { message { ...MessageFields } userErrors { code message field } }
  }`,
  [messageFields],
);

export const deleteMessage = graphql(
  `mutation DeleteMessage($input: DeleteMessageInput!) {
    deleteMessage(input: $input) { message { ...MessageFields } userErrors { code message field } }
  }`,
  [messageFields],
);

export const markRoomRead = graphql(`
  mutation MarkRoomRead($input: MarkRoomReadInput!) {
    markRoomRead(input: $input) { room { id readPosition unreadCount } userErrors { code message field } }
  }
`);

export const showTyping = graphql(`
  mutation ShowTyping($input: ShowTypingInput!) {
    showTyping(input: $input) { userErrors { code message field } }
  }
`);
