import { expect, test } from "vitest";
import { type Inline, inline, parse } from "./parse";

const links = (text: string): string[] => inline(text).flatMap((part) => (part.kind === "link" ? [part.href] : []));
const shown = (parts: readonly Inline[]): string =>
  parts.map((part) => ("inner" in part ? shown(part.inner) : part.text)).join("");

test.each([
  ["See https://parlour.example/a?b=c#d.", ["https://parlour.example/a?b=c#d"]],
  ["(https://en.wikipedia.org/wiki/Chat_(room)), he said", ["https://en.wikipedia.org/wiki/Chat_(room)"]],
  ["www.larkspur.example!", ["https://www.larkspur.example"]],
  ["Write to marta@bakery.example, please.", ["mailto:marta@bakery.example"]],
  ["javascript:alert(1) data:text/html,x ftp://x", []],
  ["https:// and http://", []],
  ["*https://a.example* and _http://b.example_", ["https://a.example", "http://b.example"]],
])("%s has the links %j", (text, expected) => {
  const nested = inline(text).flatMap((part) => ("inner" in part ? part.inner : [part]));
  expect(nested.flatMap((part) => (part.kind === "link" ? [part.href] : []))).toEqual(expected);
});

test("bold, italic and code are marked as people type them", () => {
  expect(inline("a *b* **c** _d_ `e*f*`")).toEqual([
    { kind: "plain", text: "a " },
    { kind: "bold", inner: [{ kind: "plain", text: "b" }] },
    { kind: "plain", text: " " },
    { kind: "bold", inner: [{ kind: "plain", text: "c" }] },
    { kind: "plain", text: " " },
    { kind: "italic", inner: [{ kind: "plain", text: "d" }] },
    { kind: "plain", text: " " },
    { kind: "code", text: "e*f*" },
  ]);
});

test.each(["2 * 3 * 4", "snake_case_name", "a*b*c", "* not bold *", "<b>no</b>", "**", "5*"])("%s stays as it is", (text) => {
  expect(inline(text)).toEqual([{ kind: "plain", text }]);
});

test("lists, quotes and fences are blocks", () => {
  const blocks = parse("Hello\n- one\n- two\n\n3. three\n4. four\n> said\n```ts\nlet a = 1\n\n  b\n```\nBye");
  expect(blocks.map((block) => block.kind)).toEqual(["text", "list", "list", "quote", "code", "text"]);
  expect(blocks[2]).toMatchObject({ isNumbered: true, start: 3 });
  expect(blocks[4]).toEqual({ kind: "code", text: "let a = 1\n\n  b" });
});

test("an unclosed fence and blank lines inside a text are kept", () => {
  expect(parse("```\nabc")).toEqual([{ kind: "text", inner: [{ kind: "plain", text: "```\nabc" }] }]);
  expect(parse("a\n\nb")).toEqual([{ kind: "text", inner: [{ kind: "plain", text: "a\n\nb" }] }]);
});

test("no text is lost in inline marks", () => {
  expect(shown(inline("See https://a.example/x), *now*."))).toBe("See https://a.example/x), now.");
  expect(links("https://a.example https://b.example")).toHaveLength(2);
});

test.each(["*a ", "_a ", "`", "www.", "a@", "https://", "```\n", "> ", "(", "a."])("20,000 signs of %j are read at once", (piece) => {
  expect(parse(piece.repeat(20_000 / piece.length)).length).toBeLessThan(20_000);
});
