/** What is unread, told where the page is not looked at: in its title, on its icon, and by the desktop. */
import { go } from "../routes";
import { createStore, type Store } from "../store";
import { type Entries, unreadIn } from "./entries";
import type { Inbox } from "./inbox";
import type { InboxEvent } from "./inboxDocuments";

const MANY = 99;
const WANTED = "parlour.notifications"; // of this browser, whoever sits at it

/** Messages unread in all open rooms together. */
export function unreadTotal(entries: Entries): number {
  let total = 0;
  for (const entry of entries.values()) if (!entry.archivedAt) total += unreadIn(entry);
  return total;
}

/** What the page is about, without the count: set by whatever pane is shown. */
export const pageTitle = createStore("");

/** `3`, or `99+` where more would only be wide. */
export function countText(count: number): string {
  return count > MANY ? `${MANY}+` : String(count);
}

/** Keep the title and icon true to the inbox, and to what is unread `beyond` it; answers how to stop. */
export function showUnread(inbox: Inbox, beyond: Store<number>): () => void {
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  const plain = icon?.href ?? "";
  const show = () => {
    const total = unreadTotal(inbox.entries.get()) + beyond.get();
    document.title = total ? `(${countText(total)}) ${pageTitle.get()}` : pageTitle.get();
    const wanted = total ? badged(countText(total)) : plain;
    if (icon && icon.href !== wanted) icon.href = wanted;
  };
  show();
  const stops = [inbox.entries.watch(show), beyond.watch(show), pageTitle.watch(show)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** The icon with a count on it. */
function badged(count: string): string {
  const picture =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#1d4f91" d="M7 4h14a5 5 0 0 1 5 5v9a5 5 0 0 1-5 5h-7l-5.400 4.400A1 1 0 0 1 7 26.600V23a5 5 0 0 1-5-5V9a5 5 0 0 1 5-5Z"/>' +
    `<rect x="${count.length > 1 ? 8 : 14}" y="13" width="${count.length > 1 ? 24 : 18}" height="18" rx="9" fill="#c42b1c"/>` +
    `<text x="${count.length > 1 ? 20 : 23}" y="27" font-family="sans-serif" font-size="14" font-weight="700" fill="#fff" text-anchor="middle">${count}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(picture)}`;
}

export type Permission = "on" | "off" | "denied" | "impossible";

/** Whether the desktop is told of messages. */
export function notifications(): Permission {
  if (!("Notification" in window)) return "impossible";
  if (Notification.permission === "denied") return "denied";
  return Notification.permission === "granted" && localStorage.getItem(WANTED) === "on" ? "on" : "off";
}

/** Ask the browser, because a button was pressed. */
export async function turnNotifications(on: boolean): Promise<Permission> {
  if (on && "Notification" in window) await Notification.requestPermission();
  localStorage.setItem(WANTED, on ? "on" : "off");
  return notifications();
}

type Told = { title: string; body: string };

/**
 * Tell the desktop of messages of others that arrive while nobody looks at the page, except in muted rooms; answers
 * how to stop. `words` makes of an event what is shown.
 */
export function notify(inbox: Inbox, self: string, words: (event: Sent) => Told): () => void {
  return inbox.onEvent((event) => {
    if (event.__typename !== "MessageSent" || event.message.author.id === self) return;
    if (document.visibilityState === "visible" && document.hasFocus()) return;
    if (notifications() !== "on" || inbox.entries.get().get(event.room.id)?.mutedAt) return;
    const { title, body } = words(event);
    const shown = new Notification(title, { body, tag: event.room.id });
    shown.onclick = () => {
      window.focus();
      go({ name: "room", roomId: event.room.id });
      shown.close();
    };
  });
}

export type Sent = Extract<InboxEvent, { __typename: "MessageSent" }>;
