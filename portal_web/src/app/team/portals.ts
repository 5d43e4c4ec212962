/** The firm's portals. */
import { ask } from "../graphql/client";
import { graphql } from "../graphql/graphql";
import { type Asked, useAsked } from "../asking/useAsked";

const PortalsQuery = graphql(`query Portals { portals { id name } }`);

export type Portal = { id: string; name: string };

export function usePortals(): Asked<readonly Portal[]> {
  return useAsked<readonly Portal[]>(async () => (await ask(PortalsQuery, {})).portals ?? [], "portals");
}
