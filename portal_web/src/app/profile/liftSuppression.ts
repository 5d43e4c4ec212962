/** Mail to somebody whose address was given up begins again: one's own for everybody, anybody's for the team. */
import { act } from "../graphql/client";
import { graphql } from "../graphql/graphql";

const LiftSuppression = graphql(`
  mutation LiftSuppression($input: LiftSuppressionInput!) {
    liftSuppression(input: $input) { userErrors { code message field } }
  }
`);

/** Throws Refusal. */
export const liftSuppression = (personId: string) => act(LiftSuppression, { input: { personId } });
