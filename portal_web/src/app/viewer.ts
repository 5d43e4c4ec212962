/** Who looks at the page, for every component; asked once when the page opens. */
import { createContext, useContext } from "react";
import { graphql, type ResultOf } from "./graphql/graphql";

export const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      person { id role isAdministrator name email }
      author { id name role }
      workspace { id name slug }
      locale
      timeZone
      emailMutedAt
    }
  }
`);

export type Viewer = NonNullable<ResultOf<typeof ViewerQuery>["viewer"]>;

export const ViewerContext = createContext<Viewer | null>(null);

export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error("Nobody looks outside a ViewerContext.");
  return viewer;
}

export function useIsTeam(): boolean {
  return useViewer().person.role === "TEAM";
}
