/** Puts the focus on a message as soon as it can have it: it may have to be drawn and measured first. */

const TRIES = 40; // frames

/** `find` looks for the message; `mayTake` says whether the focus is still wanted there. */
export function focusSoon(find: () => HTMLElement | null, mayTake: () => boolean, tries = TRIES): void {
  const message = mayTake() ? find() : null;
  message?.focus({ preventScroll: true });
  if (message && document.activeElement === message) return;
  if (tries) requestAnimationFrame(() => focusSoon(find, mayTake, tries - 1));
}

export function messageAt(position: number): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-position="${position}"]`);
}

/** Whether nothing else has the focus. */
export function isFree(): boolean {
  return document.activeElement === document.body;
}
