import { expect, test } from "vitest";
import { isForTeam, type Place, pathOf, type Route, routeOf, TEAM_SECTIONS } from "./routes";

const at = (address: string): Place => new URL(address, "https://parlour.test");

const ROUTES: [string, Route][] = [
  ["/", { name: "home" }],
  ["/r/Um9vbTqA_-", { name: "room", roomId: "Um9vbTqA_-" }],
  ["/r/Um9vbTqA?at=12", { name: "room", roomId: "Um9vbTqA", at: 12 }],
  ["/r/Um9vbTqA?at=7&file=QXR0", { name: "room", roomId: "Um9vbTqA", at: 7, file: "QXR0" }],
  ["/r/Um9vbTqA?details=", { name: "room", roomId: "Um9vbTqA", details: true }],
  ["/r/Um9vbTqA?as=UGVy", { name: "room", roomId: "Um9vbTqA", as: "UGVy" }],
  ["/search", { name: "search", query: "" }],
  ["/search?q=till+reports+%26+more", { name: "search", query: "till reports & more" }],
  ["/search?q=a&in=Um9v", { name: "search", query: "a", roomId: "Um9v" }],
  [
    "/search?by=QXV0&since=2026-01-31&until=2026-02-01&has=image&announcements=",
    {
      name: "search",
      query: "",
      authorId: "QXV0",
      since: "2026-01-31",
      until: "2026-02-01",
      has: "image",
      announcements: true,
    },
  ],
  ["/profile", { name: "profile" }],
  ["/new-room", { name: "newRoom" }],
  ["/team/held", { name: "team", section: "held" }],
];

test("an address and its route say the same, both ways", () => {
  for (const [address, route] of ROUTES) {
    expect(routeOf(at(address)), address).toEqual(route);
    expect(pathOf(route)).toBe(address);
  }
});

test("the team's page begins with the people", () => {
  expect(routeOf(at("/team"))).toEqual({ name: "team", section: "people" });
});

test("what is no address of the page is unknown, and nothing breaks", () => {
  for (const address of ["/r", "/r/", "/r/a/b", "/team/x", "/profile/x", "/nothing", "/%E0%A4%A"])
    expect(routeOf(at(address)), address).toEqual({ name: "unknown" });
});

test("a position after the hash, as mail has it, leads there too", () => {
  expect(routeOf(at("/r/a#12"))).toEqual({ name: "room", roomId: "a", at: 12 });
  expect(routeOf(at("/r/a?at=3#12"))).toEqual({ name: "room", roomId: "a", at: 3 });
});

test("what no search can mean is left out of it", () => {
  expect(routeOf(at("/search?q=a&since=yesterday&until=2026-1-1&has=soul"))).toEqual({ name: "search", query: "a" });
});

test("a hash that is no position leads to the room all the same", () => {
  for (const hash of ["#pane", "#-1", "#1e5", "#"])
    expect(routeOf(at(`/r/a${hash}`))).toEqual({ name: "room", roomId: "a" });
});

test("what is for the team is told apart, and only that", () => {
  const forTeam = ["/team", ...TEAM_SECTIONS.map((section) => `/team/${section}`), "/new-room", "/r/a?as=b", "/r/a?as=b#3"];
  for (const address of forTeam) expect(isForTeam(routeOf(at(address))), address).toBe(true);
  for (const address of ["/", "/r/a", "/r/a?details=", "/search", "/profile", "/nothing"])
    expect(isForTeam(routeOf(at(address))), address).toBe(false);
});
