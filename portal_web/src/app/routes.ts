/** The page's addresses: one union, read from and written to the address bar. */
import { type AnchorHTMLAttributes, createElement, useSyncExternalStore } from "react";

export type TeamSection = "people" | "portals" | "held" | "rooms" | "settings";
export const TEAM_SECTIONS: readonly TeamSection[] = ["people", "portals", "held", "rooms", "settings"];

export type Route =
  | { name: "home" }
  /** `at`: the position to jump to. `file`: the attachment shown large. For the team, `details` and `as` whom it is seen. */
  | { name: "room"; roomId: string; at?: number; file?: string; details?: true; as?: string }
  | SearchRoute
  | { name: "profile" }
  | { name: "newRoom" }
  | { name: "team"; section: TeamSection }
  | { name: "unknown" };

/** What is searched for and where: days as `2026-11-22`, both included. */
export type SearchRoute = {
  name: "search";
  query: string;
  roomId?: string;
  authorId?: string;
  since?: string;
  until?: string;
  has?: "file" | "image";
  announcements?: true;
};

export type Place = { pathname: string; search: string; hash: string };

/** What an address shows. */
export function routeOf({ pathname, search, hash }: Place): Route {
  const asked = new URLSearchParams(search);
  const [first = "", second = "", ...rest] = pathname.split("/").slice(1).map(decoded);
  if (rest.length) return { name: "unknown" };
  if (first === "r" && second) {
    const at = /^#?(\d{1,15})$/.exec(asked.get("at") ?? hash)?.[1];
    const file = asked.get("file");
    const as = asked.get("as");
    return {
      name: "room",
      roomId: second,
      ...(at && { at: Number(at) }),
      ...(file && { file }),
      ...(asked.has("details") && { details: true }),
      ...(as && { as }),
    };
  }
  if (first === "team") {
    const section = TEAM_SECTIONS.find((known) => known === (second || "people"));
    return section ? { name: "team", section } : { name: "unknown" };
  }
  if (second) return { name: "unknown" };
  if (first === "") return { name: "home" };
  if (first === "search") return searchOf(asked);
  if (first === "profile") return { name: "profile" };
  if (first === "new-room") return { name: "newRoom" };
  return { name: "unknown" };
}

/** The address of a route. */
export function pathOf(route: Route): string {
  switch (route.name) {
    case "room": {
      const asked = new URLSearchParams();
      // Not after a #, which browsers keep from the server: the way through signing in leads back to it.
      if (route.at) asked.set("at", String(route.at));
      if (route.file) asked.set("file", route.file);
      if (route.details) asked.set("details", "");
      if (route.as) asked.set("as", route.as);
      return `/r/${encodeURIComponent(route.roomId)}${asked.size ? `?${asked}` : ""}`;
    }
    case "search":
      return searchPath(route);
    case "team":
      return `/team/${route.section}`;
    case "profile":
      return "/profile";
    case "newRoom":
      return "/new-room";
    default:
      return "/";
  }
}

const DAY = /^\d{4}-\d\d-\d\d$/;

function searchOf(asked: URLSearchParams): SearchRoute {
  const [roomId, authorId] = [asked.get("in"), asked.get("by")];
  const [since, until] = [asked.get("since") ?? "", asked.get("until") ?? ""];
  const has = asked.get("has");
  return {
    name: "search",
    query: asked.get("q") ?? "",
    ...(roomId && { roomId }),
    ...(authorId && { authorId }),
    ...(DAY.test(since) && { since }),
    ...(DAY.test(until) && { until }),
    ...((has === "file" || has === "image") && { has }),
    ...(asked.has("announcements") && { announcements: true }),
  };
}

function searchPath({ query, roomId, authorId, since, until, has, announcements }: SearchRoute): string {
  const asked = new URLSearchParams();
  if (query) asked.set("q", query);
  if (roomId) asked.set("in", roomId);
  if (authorId) asked.set("by", authorId);
  if (since) asked.set("since", since);
  if (until) asked.set("until", until);
  if (has) asked.set("has", has);
  if (announcements) asked.set("announcements", "");
  return asked.size ? `/search?${asked}` : "/search";
}

/** Whether only the team has a page there; for clients it is as if there were none. */
export function isForTeam(route: Route): boolean {
  return route.name === "team" || route.name === "newRoom" || (route.name === "room" && route.as !== undefined);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const watchers = new Set<() => void>();
let current: Route | undefined;

function changed(): void {
  current = routeOf(location);
  for (const watch of [...watchers]) watch();
}

function watched(watch: () => void): () => void {
  if (!watchers.size) addEventListener("popstate", changed);
  watchers.add(watch);
  return () => {
    watchers.delete(watch);
    if (!watchers.size) removeEventListener("popstate", changed);
  };
}

/** Where the page is now. */
export function here(): Route {
  return (current ??= routeOf(location));
}

let isWhole = () => false;

/** Say when going somewhere loads the whole page anew. */
export function loadWholeWhen(is: () => boolean): void {
  isWhole = is;
}

/** Go somewhere; `replace` leaves no step back. */
export function go(route: Route, how?: { replace?: boolean }): void {
  if (isWhole() && !how?.replace) return location.assign(pathOf(route));
  if (how?.replace) history.replaceState(history.state, "", pathOf(route));
  else history.pushState({ within: true }, "", pathOf(route));
  changed();
}

/** One step back, or to `otherwise` where the page was opened here. */
export function goBack(otherwise: Route): void {
  if ((history.state as { within?: boolean } | null)?.within) history.back();
  else go(otherwise, { replace: true });
}

export function useRoute(): Route {
  return useSyncExternalStore(watched, here);
}

type LinkProps = { to: Route; replace?: boolean } & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href">;

/** A link within the page. */
export function Link({ to, replace = false, onClick, ...rest }: LinkProps) {
  return createElement("a", {
    ...rest,
    href: pathOf(to),
    onClick: (event: React.MouseEvent<HTMLAnchorElement>) => {
      onClick?.(event);
      if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      go(to, { replace });
    },
  });
}
