/** Whom a room can be opened to. */
import { ask } from "../../graphql/client";
import { graphql, type ResultOf } from "../../graphql/graphql";

const CandidateFields = graphql(`
  fragment CandidateFields on Person @_unmask {
    id
    role
    status
    name
    email
    avatarUrl
    portals { id name }
  }
`);

const CandidatesQuery = graphql(
  `query Candidates($name: String, $after: String) {
    people(first: 40, name: $name, after: $after) {
      nodes { ...CandidateFields }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  [CandidateFields],
);

export type Candidate = ResultOf<typeof CandidateFields>;
export type Found = { people: readonly Candidate[] };

const MOST_PAGES = 5; // of people who were deactivated, before giving up on finding one who was not

/** Those who can be chosen, a page of them. Throws Refusal. */
export async function findCandidates(name: string): Promise<Found> {
  const found: Candidate[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: ResultOf<typeof CandidatesQuery> = await ask(CandidatesQuery, { name: name.trim() || null, after });
    if (!answer.people) break;
    found.push(...answer.people.nodes.filter((person) => person.status !== "DEACTIVATED"));
    after = answer.people.pageInfo.hasNextPage ? answer.people.pageInfo.endCursor : null;
    if (!after || found.length >= 20) break;
  }
  return { people: found };
}

/** Whether clients among these share no portal, so that they would read the messages of another company's people. */
export function isMixed(people: readonly Pick<Candidate, "role" | "portals">[]): boolean {
  const clients = people.filter((person) => person.role === "CLIENT");
  const [first, ...others] = clients.map((client) => new Set((client.portals ?? []).map(({ id }) => id)));
  if (!first) return false;
  return ![...first].some((portal) => others.every((portals) => portals.has(portal)));
}
