/** The firm's people as the team finds and invites them. */
import { act, ask } from "../../graphql/client";
import { graphql, type ResultOf } from "../../graphql/graphql";
import { liftSuppression } from "../../profile/liftSuppression";
import type { Newcomer } from "./NewcomerFields";

const MemberFields = graphql(`
  fragment MemberFields on Person @_unmask {
    id
    role
    status
    isAdministrator
    name
    email
    avatarUrl
    portals { id name }
    mail { reason suppression { address kind since } }
  }
`);

const PeopleQuery = graphql(
  `query People($name: String, $role: Role, $status: PersonStatus, $portalId: ID, $after: String) {
    people(first: 50, name: $name, role: $role, status: $status, portalId: $portalId, after: $after) {
      nodes { ...MemberFields }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  [MemberFields],
);

const InviteClient = graphql(`
  mutation InviteClient($input: InviteClientInput!) {
    inviteClient(input: $input) { person { id status } userErrors { code message field } }
  }
`);
const InviteTeamMember = graphql(`
  mutation InviteTeamMember($input: InviteTeamMemberInput!) {
    inviteTeamMember(input: $input) { userErrors { code message field } }
  }
`);
const ResendInvitation = graphql(`
  mutation ResendInvitation($input: ResendInvitationInput!) {
    resendInvitation(input: $input) { userErrors { code message field } }
  }
`);
const DeactivatePerson = graphql(`
  mutation DeactivatePerson($input: DeactivatePersonInput!) {
    deactivatePerson(input: $input) { userErrors { code message field } }
  }
`);
const CreatePortal = graphql(`
  mutation CreatePortal($input: CreatePortalInput!) {
    createPortal(input: $input) { userErrors { code message field } }
  }
`);

export type Member = ResultOf<typeof MemberFields>;
export interface Sought {
  readonly name: string;
  readonly role: Member["role"] | null;
  readonly status: Member["status"] | null;
  readonly portalId: string | null;
}
export type Members = { people: readonly Member[]; hasMore: boolean };

/** `pages` of fifty people. Throws Refusal. */
export async function fetchPeople({ name, ...filter }: Sought, pages: number): Promise<Members> {
  const people: Member[] = [];
  let after: string | null = null;
  for (let page = 0; ; page += 1) {
    const answer: ResultOf<typeof PeopleQuery> = await ask(PeopleQuery, { ...filter, name: name.trim() || null, after });
    people.push(...(answer.people?.nodes ?? []));
    after = answer.people?.pageInfo.hasNextPage ? answer.people.pageInfo.endCursor : null;
    if (!after || page + 1 >= pages) return { people, hasMore: after !== null };
  }
}

/** Each throws Refusal. */
export const acts = {
  inviteClient: (newcomer: Newcomer, portalIds: readonly string[]) =>
    act(InviteClient, { input: { ...newcomer, portalIds: [...portalIds] } }),
  inviteTeamMember: (newcomer: Newcomer, isAdministrator: boolean) =>
    act(InviteTeamMember, { input: { ...newcomer, isAdministrator } }),
  resend: (personId: string) => act(ResendInvitation, { input: { personId } }),
  deactivate: (personId: string) => act(DeactivatePerson, { input: { personId } }),
  lift: liftSuppression,
  createPortal: (name: string) => act(CreatePortal, { input: { name } }),
};
