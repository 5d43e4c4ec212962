// Prints what a browser fetches before the page stands, and what each part adds later, in gzipped bytes.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const made = JSON.parse(readFileSync("static/manifest.json", "utf8"));
const PAGE = "app/index.html";
const LANGUAGE = "app/words/en/index.ts";

/** The files that an entry needs, without those that `have` has. */
function filesOf(name, have = new Set()) {
  const { file, css = [], assets = [], imports = [] } = made[name];
  const found = new Set([file, ...css, ...assets, ...imports.flatMap((each) => [...filesOf(each)])]);
  return new Set([...found].filter((each) => !have.has(each)));
}

const bytes = (file) => gzipSync(readFileSync(`static/${file}`), { level: 9 }).length;
const sum = (files) => [...files].reduce((total, file) => total + bytes(file), 0);
const line = (size, name) => console.log(`${size.toLocaleString("en").padStart(9)}  ${name}`);

const first = new Set([PAGE, ...filesOf(PAGE), ...filesOf(LANGUAGE)]);
console.log("First load:");
for (const file of first) line(bytes(file), file);
line(sum(first), "together");

const parts = Object.keys(made)
  .filter((name) => name.startsWith("app/") && made[name].isDynamicEntry)
  .map((name) => ({ name, size: sum(filesOf(name, first)) }))
  .filter(({ size }) => size > 0)
  .sort((one, other) => other.size - one.size);
console.log("Later, each when it is asked for:");
for (const { name, size } of parts) line(size, name);
