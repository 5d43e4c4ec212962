// Writes the contract as a TypeScript type: `node types.mjs schema.graphql contract.d.ts`.
import { readFileSync, writeFileSync } from "node:fs";
import { buildSchema, introspectionFromSchema } from "graphql";

const [contract, output] = process.argv.slice(2);
const found = introspectionFromSchema(buildSchema(readFileSync(contract, "utf8")), { descriptions: false });
writeFileSync(output, `export type introspection = ${JSON.stringify(found)};\n`);
