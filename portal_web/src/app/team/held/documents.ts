/** Answers by mail that wait for the team. */
import { act, ask } from "../../graphql/client";
import { graphql, type ResultOf } from "../../graphql/graphql";

const HeldMailFields = graphql(`
  fragment HeldMailFields on HeldMail @_unmask {
    id
    roomId
    roomName
    reason
    fromAddress
    fromName
    subject
    body
    wholeText
    fileNames
    originalUrl
    receivedAt
    person { id name email avatarUrl }
  }
`);

const HeldMailsQuery = graphql(
  `query HeldMails($first: Int!) {
    heldMails(first: $first) { nodes { ...HeldMailFields } pageInfo { hasNextPage } }
  }`,
  [HeldMailFields],
);

const AcceptHeldMail = graphql(`
  mutation AcceptHeldMail($input: AcceptHeldMailInput!) {
    acceptHeldMail(input: $input) { userErrors { code message field } }
  }
`);

const RejectHeldMail = graphql(`
  mutation RejectHeldMail($input: RejectHeldMailInput!) {
    rejectHeldMail(input: $input) { userErrors { code message field } }
  }
`);

export type HeldMail = ResultOf<typeof HeldMailFields>;
export type Tray = { mails: readonly HeldMail[]; hasMore: boolean };

/** The oldest held mails. Throws Refusal. */
export async function fetchTray(first: number): Promise<Tray> {
  const { heldMails } = await ask(HeldMailsQuery, { first });
  return { mails: heldMails?.nodes ?? [], hasMore: heldMails?.pageInfo.hasNextPage ?? false };
}

/** Each throws Refusal. */
export const decide = {
  accept: (mailId: string) => act(AcceptHeldMail, { input: { mailId } }),
  reject: (mailId: string) => act(RejectHeldMail, { input: { mailId } }),
};
