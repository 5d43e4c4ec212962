/** Pages of a room as one of its clients is answered. Each look is kept in the audit log. */
import { ask } from "../../graphql/client";
import { graphql } from "../../graphql/graphql";
import { Refusal } from "../../graphql/refusals";
import type { Found } from "../../live/pages";
import { messageFields, roomFields } from "../../room/documents";

const RoomPageAsSeenBy = graphql(
  `query RoomPageAsSeenBy($roomId: ID!, $personId: ID!, $around: Int, $first: Int) {
    roomAsSeenBy(roomId: $roomId, personId: $personId) {
      ...RoomFields
      messages(first: $first, around: $around) { nodes { viewerCanDelete ...MessageFields } }
    }
  }`,
  [roomFields, messageFields],
);

export interface Seen extends Found {
  /** Whether the client may write. */
  readonly writes: boolean;
  /** The client's id as an author, where a message tells it. */
  readonly self: string | null;
}

/** As `fetchPage`, with a client's eyes and nobody's hands: nothing may be done in what is answered. Throws Refusal. */
export async function fetchPageAs(personId: string, roomId: string, start: number | null, size: number): Promise<Seen> {
  const around = start === null ? null : start + Math.floor(size / 2);
  const first = around === null ? null : size;
  const { roomAsSeenBy } = await ask(RoomPageAsSeenBy, { roomId, personId, around, first });
  if (!roomAsSeenBy) throw new Refusal("NOT_FOUND", "");
  const { messages, ...facts } = roomAsSeenBy;
  const own = messages.nodes.find((message) => message.viewerCanDelete);
  return {
    facts: { ...facts, viewerMay: [] },
    messages: messages.nodes,
    writes: facts.viewerMay.includes(facts.kind === "ANNOUNCEMENT" ? "ANNOUNCE" : "POST"),
    self: own?.author.id ?? null,
  };
}
