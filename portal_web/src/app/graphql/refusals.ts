/** What the server refuses, as one error: by a mutation's `userErrors`, or by top-level errors with a code. */
import type { ErrorCode } from "./graphql";

export class Refusal extends Error {
  constructor(
    readonly code: ErrorCode | "UNREACHABLE",
    message: string,
    readonly field: readonly string[] = [],
  ) {
    super(message);
    this.name = "Refusal";
  }

  /** Whether the same request may simply be sent again. */
  get passes(): boolean {
    return this.code === "UNREACHABLE" || this.code === "UNAVAILABLE";
  }
}

type Told = { message: string; extensions?: Record<string, unknown> };

/** The refusal in a list of GraphQL errors; what has no code is a fault of ours. */
export function refusalIn(errors: readonly Told[]): Refusal {
  const told = errors.find((error) => typeof error.extensions?.["code"] === "string") ?? errors[0];
  return new Refusal((told?.extensions?.["code"] as ErrorCode | undefined) ?? "INTERNAL", told?.message ?? "");
}
