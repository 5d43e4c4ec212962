/** Who looks at the page, for every component; asked when the page opens, and again when something of it changed. */
import { createContext, useContext } from "react";
import { ask } from "./graphql/client";
import { graphql, type ResultOf } from "./graphql/graphql";

const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      person { id role isAdministrator name email avatarUrl }
      author { id name role avatarUrl }
      workspace { id name slug accentColor logoUrl }
      locale
      timeZone
      emailMutedAt
    }
  }
`);

export type Viewer = NonNullable<ResultOf<typeof ViewerQuery>["viewer"]>;

/** Whoever is signed in now; null for nobody. Throws Refusal. */
export async function askViewer(): Promise<Viewer | null> {
  return (await ask(ViewerQuery, {})).viewer;
}

type Looking = { viewer: Viewer; refresh: () => Promise<void> };
export const ViewerContext = createContext<Looking | null>(null);

function useLooking(): Looking {
  const looking = useContext(ViewerContext);
  if (!looking) throw new Error("Nobody looks outside a ViewerContext.");
  return looking;
}

export function useViewer(): Viewer {
  return useLooking().viewer;
}

/** Ask anew who looks: after the name, picture, language or the firm's appearance was changed. */
export function useRefreshViewer(): () => Promise<void> {
  return useLooking().refresh;
}

export function useIsTeam(): boolean {
  return useViewer().person.role === "TEAM";
}
