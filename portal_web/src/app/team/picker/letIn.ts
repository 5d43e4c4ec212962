/** Opening a room to people: those who are active take part at once, the others are expected. */
import { act } from "../../graphql/client";
import { graphql } from "../../graphql/graphql";
import type { Candidate } from "./candidates";

const AddParticipants = graphql(`
  mutation AddParticipants($input: AddParticipantsInput!) {
    addParticipants(input: $input) { userErrors { code message field } }
  }
`);

const InviteToRoom = graphql(`
  mutation InviteToRoom($input: InviteToRoomInput!) {
    inviteToRoom(input: $input) { userErrors { code message field } }
  }
`);

/** Throws Refusal, MIXED_PORTALS for clients who share no portal unless that is allowed. */
export async function letIn(roomId: string, people: readonly Pick<Candidate, "id" | "status">[], allowMixedPortals: boolean): Promise<void> {
  const ids = (status: Candidate["status"]) => people.filter((person) => person.status === status).map(({ id }) => id);
  const [active, invited] = [ids("ACTIVE"), ids("INVITED")];
  if (active.length) await act(AddParticipants, { input: { roomId, personIds: active, allowMixedPortals } });
  if (invited.length) await act(InviteToRoom, { input: { roomId, personIds: invited, allowMixedPortals } });
}
