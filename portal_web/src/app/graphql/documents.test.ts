import { type FragmentDefinitionNode, buildSchema, parse, validate, visit } from "graphql";
import { expect, test } from "vitest";
import contract from "../../../../schema.graphql?raw";

const sources = import.meta.glob<string>("../**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
const WRITTEN = /\bgraphql\(\s*`([^`]*)`/g;
const TADA = ["_unmask"]; // directives for types alone, taken out before a document is sent

const definitions = Object.entries(sources)
  .filter(([path]) => !path.includes(".test."))
  .flatMap(([path, source]) => [...source.matchAll(WRITTEN)].map(([, text = ""]) => ({ path, text })))
  .flatMap(({ path, text }) => parse(text).definitions.map((definition) => ({ path, definition })));

const stripped = visit(
  { kind: "Document", definitions: definitions.map(({ definition }) => definition) } as ReturnType<typeof parse>,
  { Directive: (node) => (TADA.includes(node.name.value) ? null : undefined) },
);

test("every document holds against the contract, as the server will look at it", () => {
  const schema = buildSchema(contract);
  const fragments = stripped.definitions.filter(
    (definition): definition is FragmentDefinitionNode => definition.kind === "FragmentDefinition",
  );
  const names = fragments.map(({ name }) => name.value);
  expect(names.length).toBe(new Set(names).size);
  const told = validate(schema, stripped).map(({ message }) => message);
  expect(told.filter((message) => !/is never used/.test(message))).toEqual([]);
});
