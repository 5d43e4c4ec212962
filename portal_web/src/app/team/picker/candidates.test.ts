import { expect, test } from "vitest";

const { isMixed } = await (async () => {
  Object.assign(globalThis, { location: new URL("https://parlour.test/") }); // the client knows its address
  return import("./candidates");
})();

const client = (...portals: string[]) => ({ role: "CLIENT" as const, portals: portals.map((id) => ({ id, name: id })) });
const colleague = { role: "TEAM" as const, portals: [] };

test("clients who share a portal are not mixed, whoever of the team is among them", () => {
  expect(isMixed([])).toBe(false);
  expect(isMixed([colleague])).toBe(false);
  expect(isMixed([client("acorn"), colleague, client("birch", "acorn")])).toBe(false);
});

test("clients who share none are mixed, also where each two of them share one", () => {
  expect(isMixed([client("acorn"), client("birch")])).toBe(true);
  expect(isMixed([client("a", "b"), client("b", "c"), client("c", "a")])).toBe(true);
});
