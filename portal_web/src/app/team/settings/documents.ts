/** How the firm appears. */
import { act, ask } from "../../graphql/client";
import { graphql, type ResultOf } from "../../graphql/graphql";
import { Refusal } from "../../graphql/refusals";

const FirmFields = graphql(`
  fragment FirmFields on Workspace @_unmask {
    id
    name
    accentColor
    logoUrl
    teamShownAsFirm
  }
`);

const FirmQuery = graphql(`query Firm { viewer { workspace { ...FirmFields } } }`, [FirmFields]);

const ChangeWorkspace = graphql(`
  mutation ChangeWorkspace($input: ChangeWorkspaceInput!) {
    changeWorkspace(input: $input) { userErrors { code message field } }
  }
`);

export const changeLogo = graphql(`
  mutation ChangeLogo($input: ChangeLogoInput!) { changeLogo(input: $input) { userErrors { code message field } } }
`);

export type Firm = ResultOf<typeof FirmFields>;

/** Throws Refusal. */
export async function fetchFirm(): Promise<Firm> {
  const { viewer } = await ask(FirmQuery, {});
  if (!viewer) throw new Refusal("UNAUTHENTICATED", "");
  return viewer.workspace;
}

export type Appearance = { name: string; accentColor: string; teamShownAsFirm: boolean };

/** An empty colour takes it away. Throws Refusal. */
export const changeFirm = (input: Appearance) => act(ChangeWorkspace, { input });
