/** What somebody searched for lately, kept in this browser under their id until they sign out. */

const MOST = 8;

const keyOf = (personId: string) => `parlour.searches.${personId}`;

/** The latest first. */
export function recentSearches(personId: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(personId)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string").slice(0, MOST) : [];
  } catch {
    return []; // what was kept is not ours, or nothing may be kept
  }
}

/** Keep a search that led somewhere. */
export function rememberSearch(personId: string, query: string): void {
  const text = query.trim();
  if (text) keep(personId, [text, ...recentSearches(personId).filter((each) => each !== text)]);
}

/** Forget one search, or all of them. */
export function forgetSearch(personId: string, query: string | null): void {
  keep(personId, query === null ? [] : recentSearches(personId).filter((each) => each !== query));
}

function keep(personId: string, searches: readonly string[]): void {
  try {
    localStorage.setItem(keyOf(personId), JSON.stringify(searches.slice(0, MOST)));
  } catch {
    // nothing may be kept in this browser: then it is not
  }
}
