/** Documents typed by the contract alone. Make each with `graphql(…)`, fragments above the component that reads them. */
import { initGraphQLTada } from "gql.tada";
import type { introspection } from "../../../contract.d.ts";

export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; UUID: string };
}>();

export { type FragmentOf, type ResultOf, type VariablesOf, readFragment } from "gql.tada";
export type ErrorCode = ReturnType<typeof graphql.scalar<"ErrorCode">>;
export type RoomAction = ReturnType<typeof graphql.scalar<"RoomAction">>;
