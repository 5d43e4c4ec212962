/** What the team is told of a room beyond its messages, and what it may do to it. */
import { act, ask } from "../../graphql/client";
import { graphql, type ResultOf } from "../../graphql/graphql";
import { Refusal } from "../../graphql/refusals";

const ParticipantFields = graphql(`
  fragment ParticipantFields on Participant @_unmask {
    readPosition
    onlineUntil
    reachability { reason nextMailAt mailedAt lastState lastReason }
    person {
      id
      role
      status
      name
      email
      avatarUrl
      portals { id name }
      mail { suppression { address kind since } }
    }
  }
`);

const RoomAffairs = graphql(`
  fragment RoomAffairs on Room @_unmask {
    id
    name
    kind
    createdAt
    archivedAt
    lastPosition
    eventCursor
    viewerMay
    autoJoin
    mixedPortals
    manager { id name }
    portal { id name }
    invitations { invitedAt person { id role status name email avatarUrl portals { id name } } }
  }
`);

const DetailsQuery = graphql(
  `query RoomDetails($roomId: ID!, $after: String) {
    room(id: $roomId) {
      ...RoomAffairs
      participants(first: 100, after: $after) {
        nodes { ...ParticipantFields }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`,
  [RoomAffairs, ParticipantFields],
);

export const AffairEvents = graphql(`
  subscription RoomAffairEvents($roomId: ID!, $after: String) {
    roomEvents(roomId: $roomId, after: $after) {
      __typename
      ... on Event { cursor }
      ... on MessagesRead { position person { id } }
      ... on PresenceChanged { until person { id } }
    }
  }
`);

export type Participant = ResultOf<typeof ParticipantFields>;
export type Affairs = ResultOf<typeof RoomAffairs>;
export type AffairEvent = ResultOf<typeof AffairEvents>["roomEvents"];
export type Invitation = NonNullable<Affairs["invitations"]>[number];
export interface Details {
  readonly room: Affairs;
  readonly participants: readonly Participant[];
  /** Whether there are more than were asked for. */
  readonly hasMore: boolean;
}

/** `pages` of a hundred participants each. Throws Refusal. */
export async function fetchDetails(roomId: string, pages: number): Promise<Details> {
  const participants: Participant[] = [];
  let after: string | null = null;
  for (let page = 0; ; page += 1) {
    const answer: ResultOf<typeof DetailsQuery> = await ask(DetailsQuery, { roomId, after });
    if (!answer.room?.participants) throw new Refusal("NOT_FOUND", "");
    const { participants: found, ...room } = answer.room;
    participants.push(...found.nodes);
    after = found.pageInfo.hasNextPage ? found.pageInfo.endCursor : null;
    if (!after || page + 1 >= pages) return { room, participants, hasMore: after !== null };
  }
}

const RenameRoom = graphql(`
  mutation RenameRoom($input: RenameRoomInput!) { renameRoom(input: $input) { userErrors { code message field } } }
`);
const ArchiveRoom = graphql(`
  mutation ArchiveRoom($input: ArchiveRoomInput!) { archiveRoom(input: $input) { userErrors { code message field } } }
`);
const UnarchiveRoom = graphql(`
  mutation UnarchiveRoom($input: UnarchiveRoomInput!) {
    unarchiveRoom(input: $input) { userErrors { code message field } }
  }
`);
const TransferRoom = graphql(`
  mutation TransferRoom($input: TransferRoomInput!) {
    transferRoom(input: $input) { userErrors { code message field } }
  }
`);
const RemoveParticipants = graphql(`
  mutation RemoveParticipants($input: RemoveParticipantsInput!) {
    removeParticipants(input: $input) { userErrors { code message field } }
  }
`);
const WithdrawInvitations = graphql(`
  mutation WithdrawInvitations($input: WithdrawInvitationsInput!) {
    withdrawInvitations(input: $input) { userErrors { code message field } }
  }
`);
const LinkRoomToPortal = graphql(`
  mutation LinkRoomToPortal($input: LinkRoomToPortalInput!) {
    linkRoomToPortal(input: $input) { userErrors { code message field } }
  }
`);

/** Each throws Refusal. */
export const acts = {
  rename: (roomId: string, name: string) => act(RenameRoom, { input: { roomId, name } }),
  archive: (roomId: string) => act(ArchiveRoom, { input: { roomId } }),
  unarchive: (roomId: string) => act(UnarchiveRoom, { input: { roomId } }),
  transfer: (roomId: string, managerId: string) => act(TransferRoom, { input: { roomId, managerId } }),
  remove: (roomId: string, personId: string) => act(RemoveParticipants, { input: { roomId, personIds: [personId] } }),
  withdraw: (roomId: string, personId: string) => act(WithdrawInvitations, { input: { roomId, personIds: [personId] } }),
  link: (roomId: string, portalId: string | null, autoJoin: boolean, allowMixedPortals: boolean) =>
    act(LinkRoomToPortal, { input: { roomId, portalId, autoJoin, allowMixedPortals } }),
};
