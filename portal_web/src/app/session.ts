/** The end of a session: leaving for the sign-in page, with a word why and the way back. */

/** Why somebody leaves: the session ended elsewhere, or nobody was signed in to begin with. */
export type Reason = "ended" | "needed";

const forgetters = new Set<() => void | Promise<void>>();
let leaving = false;
let firm = "";

/** Note whose page this is, so that whoever leaves comes to the door of the same firm. */
export function standIn(slug: string): void {
  firm = slug;
}

/** Register what forgets everything kept in this browser for the person; called before they leave by signing out. */
export function onSignOut(forget: () => void | Promise<void>): void {
  forgetters.add(forget);
}

/** Go to the sign-in page, at once and only once. */
export function leave(reason: Reason): void {
  if (leaving) return;
  leaving = true;
  location.replace(signInPath(reason, location.pathname + location.search + location.hash));
}

/** The address of the sign-in page that leads back to `next`. */
export function signInPath(reason: Reason, next: string): string {
  const asked = new URLSearchParams({ next });
  if (firm) asked.set("workspace", firm);
  if (reason === "ended") asked.set("done", "ended");
  return `/sign-in?${asked}`;
}

/**
 * End the session and forget what was kept here for the person: all that is kept names its owner in its key. The form
 * is the one that the pages without script use.
 */
export async function signOut(personId: string): Promise<void> {
  leaving = true;
  await Promise.allSettled([...forgetters].map(async (forget) => forget()));
  for (const key of Object.keys(localStorage)) if (key.includes(personId)) localStorage.removeItem(key);
  const form = Object.assign(document.createElement("form"), { method: "post", action: "/sign-out" });
  document.body.append(form);
  form.submit();
}
