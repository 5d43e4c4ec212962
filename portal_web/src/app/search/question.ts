/** What the address says is searched for, as the contract takes it. */
import type { VariablesOf } from "../graphql/graphql";
import type { SearchRoute } from "../routes";
import type { SearchQuery } from "./documents";

export type Question = Omit<VariablesOf<typeof SearchQuery>, "after">;

/** The question of an address; null while there is too little to ask for. Days are those of `timeZone`. */
export function questionOf(route: SearchRoute, timeZone: string): Question | null {
  const { roomId, authorId, since, until, has, announcements } = route;
  const query = route.query.trim();
  if (!query && !authorId && !has) return null;
  return {
    query,
    withRooms: query !== "" && !isFiltered(route), // the filter does not apply to them
    filter: {
      roomId: roomId ?? null,
      authorId: authorId ?? null,
      kind: announcements ? "ANNOUNCEMENT" : null,
      since: since ? new Date(beginOf(since, timeZone)).toISOString() : null,
      until: until ? new Date(beginOf(dayAfter(until), timeZone) - 1).toISOString() : null,
      hasFile: has === "file",
      hasImage: has === "image",
    },
  };
}

/** Whether anything but words narrows a search. */
export function isFiltered({ roomId, authorId, since, until, has, announcements }: SearchRoute): boolean {
  return Boolean(roomId || authorId || since || until || has || announcements);
}

/** The instant, in milliseconds, at which a day begins in a time zone. */
function beginOf(day: string, timeZone: string): number {
  const guess = Date.parse(`${day}T00:00Z`);
  const near = guess - ahead(guess, timeZone);
  return guess - ahead(near, timeZone); // the clock may have been changed in between
}

/** How far the clocks of a time zone are ahead of UTC at an instant, in milliseconds. */
function ahead(instant: number, timeZone: string): number {
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return Date.parse(`${clock.format(instant).replace(" ", "T")}Z`) - instant;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T12:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
