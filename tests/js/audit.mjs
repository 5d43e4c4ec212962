// Runs the official GraphQL-over-HTTP audits against the URL given and prints their results as JSON.
import { pathToFileURL } from "node:url";

const [packages, url] = process.argv.slice(2);
const { auditServer } = await import(pathToFileURL(`${packages}/graphql-http/lib/index.mjs`).href);

const results = await auditServer({ url });
console.log(JSON.stringify(results.map(({ id, name, status, reason }) => ({ id, name, status, reason }))));
