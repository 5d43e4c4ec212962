import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./page.css";

import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";

import { fetcher } from "./fetcher";

const WELCOME = `# Parlour's contract, live.
#
# Signed in on this site, you are
# that person here too. Or put the
# token of the signIn mutation into
# the Headers below, as
#   {"Authorization": "Bearer …"}
# Subscriptions use the same token.

query Start {
  viewer {
    person {
      name
      role
    }
  }
  rooms(first: 10) {
    nodes {
      id
      name
      unreadCount
      lastMessage {
        body
        author {
          name
        }
      }
    }
  }
}
`;

const place = document.getElementById("graphiql");
if (!place) throw new Error("The page has no #graphiql element.");
createRoot(place).render(<GraphiQL fetcher={fetcher} defaultQuery={WELCOME} defaultEditorToolsVisibility="headers" />);
