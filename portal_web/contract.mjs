// Writes the contract as a TypeScript type: `node contract.mjs [schema.graphql] [contract.d.ts]`.
import { readFileSync, writeFileSync } from "node:fs";
import { buildSchema, introspectionFromSchema } from "graphql";

const beside = (name) => new URL(name, import.meta.url);
const [contract = beside("../schema.graphql"), output = beside("contract.d.ts")] = process.argv.slice(2);
const found = introspectionFromSchema(buildSchema(readFileSync(contract, "utf8")), { descriptions: false });
writeFileSync(output, `export type introspection = ${JSON.stringify(found)};\n`);
