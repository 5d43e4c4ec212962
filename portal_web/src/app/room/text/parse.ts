/** Light formatting of plain text: links, *bold*, _italic_, `code`, fenced code, lists and quoted lines. Makes data, never markup. */

export type Inline =
  | { readonly kind: "plain" | "code"; readonly text: string }
  | { readonly kind: "bold" | "italic"; readonly inner: readonly Inline[] }
  | { readonly kind: "link"; readonly text: string; readonly href: string };

export type Block =
  | { readonly kind: "text" | "quote"; readonly inner: readonly Inline[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "list"; readonly isNumbered: boolean; readonly start: number; readonly items: readonly (readonly Inline[])[] };

const FENCE = /^```[\w-]{0,20}[ \t]*\n([\s\S]*?)\n?^```[ \t]*$\n?/gmu;
const BULLET = /^[ \t]*[-*•][ \t]+(.+)$/u;
const NUMBER = /^[ \t]*(\d{1,4})[.)][ \t]+(.+)$/u;
const QUOTED = /^>[ \t]?(.*)$/u;

const MARKED = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "(?<url>\\b(?:https?:\\/\\/|www\\.(?=[\\p{L}\\p{N}]))[^\\s<>\"`]+)",
    "(?<![\\p{L}\\p{N}._%+-])(?:mailto:)?(?<mail>[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,8})",
    "(?<![\\p{L}\\p{N}*])(?<stars>\\*{1,2})(?=[^\\s*])(?<bold>[^*\\n]*[^*\\s])\\k<stars>(?![\\p{L}\\p{N}*])",
    "(?<![\\p{L}\\p{N}_])_(?=[^\\s_])(?<italic>[^_\\n]*[^_\\s])_(?![\\p{L}\\p{N}_])",
  ].join("|"),
  "gu",
);

/** A text as blocks in its order. */
export function parse(body: string): Block[] {
  const blocks: Block[] = [];
  let end = 0;
  for (const fence of body.matchAll(FENCE)) {
    blocks.push(...lined(body.slice(end, fence.index)));
    blocks.push({ kind: "code", text: fence[1] ?? "" });
    end = fence.index + fence[0].length;
  }
  return [...blocks, ...lined(body.slice(end))];
}

type Line = { kind: "text" | "quote" | "bullet" | "number"; text: string; number: number };

function lineOf(text: string): Line {
  const [number, bullet, quoted] = [NUMBER.exec(text), BULLET.exec(text), QUOTED.exec(text)];
  if (number) return { kind: "number", text: number[2] ?? "", number: Number(number[1]) };
  if (bullet) return { kind: "bullet", text: bullet[1] ?? "", number: 0 };
  if (quoted) return { kind: "quote", text: quoted[1] ?? "", number: 0 };
  return { kind: "text", text, number: 0 };
}

/** Text without fences: neighbouring lines of one kind are one block. */
function lined(text: string): Block[] {
  const trimmed = text.replace(/^\n+|\n+$/gu, "");
  if (!trimmed) return [];
  const groups: [Line, ...Line[]][] = [];
  for (const line of trimmed.split("\n").map(lineOf)) {
    const group = groups.at(-1);
    if (group?.[0].kind === line.kind) group.push(line);
    else groups.push([line]);
  }
  return groups.flatMap(blockOf);
}

function blockOf(lines: [Line, ...Line[]]): Block[] {
  const [{ kind, number }] = lines;
  if (kind === "bullet" || kind === "number") {
    const items = lines.map((line) => inline(line.text));
    return [{ kind: "list", isNumbered: kind === "number", start: number, items }];
  }
  const text = lines.map((line) => line.text).join("\n");
  return text.trim() ? [{ kind, inner: inline(kind === "text" ? text.replace(/^\n+|\n+$/gu, "") : text) }] : [];
}

/** A text without block structure. */
export function inline(text: string): Inline[] {
  const found: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKED)) {
    const [shown, rest] = read(match);
    if (match.index > end) found.push({ kind: "plain", text: text.slice(end, match.index) });
    found.push(shown);
    if (rest) found.push({ kind: "plain", text: rest });
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push({ kind: "plain", text: text.slice(end) });
  return found;
}

/** What a match is, and what of it belongs to the text after it. */
function read(match: RegExpExecArray): [Inline, string] {
  const { code, url, mail, bold, italic } = match.groups ?? {};
  if (code !== undefined) return [{ kind: "code", text: code }, ""];
  if (bold !== undefined) return [{ kind: "bold", inner: inline(bold) }, ""];
  if (italic !== undefined) return [{ kind: "italic", inner: inline(italic) }, ""];
  if (mail !== undefined) return [{ kind: "link", text: match[0], href: `mailto:${mail}` }, ""];
  const text = withoutTail(url ?? "");
  const href = hrefOf(text);
  return [href ? { kind: "link", text, href } : { kind: "plain", text }, (url ?? "").slice(text.length)];
}

/** Only what a browser opens as a page may be followed. */
function hrefOf(text: string): string | null {
  const address = text.startsWith("www.") ? `https://${text}` : text;
  const url = URL.canParse(address) ? new URL(address) : null;
  return url && (url.protocol === "https:" || url.protocol === "http:") ? address : null;
}

/** An address without the punctuation of the sentence around it. */
function withoutTail(address: string): string {
  let end = address.length;
  while (end > 0) {
    const last = address[end - 1] ?? "";
    const isUnopened = last === ")" && count(address, end, ")") > count(address, end, "(");
    if (!/[.,;:!?'"*_\]}…»”’]/u.test(last) && !isUnopened) break;
    end -= 1;
  }
  return address.slice(0, end);
}

function count(text: string, end: number, sign: string): number {
  return text.slice(0, end).split(sign).length - 1;
}
