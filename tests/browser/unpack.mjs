// Unpacks the Chromium of the npm package, with the libraries and fonts that a bare machine lacks, into a folder.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [, , folder] = process.argv;
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
process.env.TMPDIR = folder; // where the package unpacks to
const { inflate } = await import("@sparticuz/chromium");
const archives = fileURLToPath(new URL("../bin/", import.meta.resolve("@sparticuz/chromium")));
await Promise.all(readdirSync(archives).map((name) => inflate(archives + name)));
// Its own configuration looks for fonts where a cloud service unpacks them.
writeFileSync(
  `${folder}/fonts/fonts.conf`,
  `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><dir>/usr/share/fonts</dir><cachedir prefix="relative">cache</cachedir></fontconfig>
`,
);
