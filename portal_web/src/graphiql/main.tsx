import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./page.css";

import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";

import { fetcher } from "./fetcher";

const WELCOME = `# Parlour's contract, live.
# Signed in on this site, you are that person here too. Otherwise use a token
# of the signIn mutation in the Headers tab below:  {"Authorization": "Bearer …"}
# Subscriptions run over graphql-transport-ws with the same token.

query Start {
  __typename
}
`;

const place = document.getElementById("graphiql");
if (!place) throw new Error("The page has no #graphiql element.");
createRoot(place).render(<GraphiQL fetcher={fetcher} defaultQuery={WELCOME} defaultEditorToolsVisibility="headers" />);
