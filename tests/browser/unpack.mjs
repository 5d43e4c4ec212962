// Unpacks the Chromium of the npm package, with the libraries and fonts that a bare machine lacks, into a folder.
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [, , folder] = process.argv;
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
process.env.TMPDIR = folder; // where the package unpacks to
const { inflate } = await import("@sparticuz/chromium");
const archives = fileURLToPath(new URL("../bin/", import.meta.resolve("@sparticuz/chromium")));
await Promise.all(readdirSync(archives).map((name) => inflate(archives + name)));
