/** What is unread in rooms that the list does not hold: few people have so many rooms, so it is asked for. */
import { ask } from "../graphql/client";
import { graphql } from "../graphql/graphql";
import { createStore, type Store } from "../store";
import type { Inbox } from "./inbox";
import { unreadTotal } from "./unread";

const QUIET = 2_000; // milliseconds without a change before it is asked for again

const UnreadQuery = graphql(`query Unread { viewer { unreadCount } }`);

type Watched = Pick<Inbox, "entries" | "pages">;

/** The messages unread beyond the list, and how to stop counting them. `total` asks how many there are in all rooms. */
export function watchBeyond(inbox: Watched, total: () => Promise<number | null> = askTotal) {
  const beyond: Store<number> = createStore(0);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const count = async () => {
    const all = await total().catch(() => null); // asked again with the next change
    if (all !== null && inbox.pages.get().open.more) beyond.set(Math.max(0, all - unreadTotal(inbox.entries.get())));
  };
  const changed = () => {
    clearTimeout(timer);
    const { more } = inbox.pages.get().open;
    if (!more) beyond.set(0);
    else timer = setTimeout(() => void count(), QUIET);
  };
  const stops = [inbox.entries.watch(changed), inbox.pages.watch(changed), () => clearTimeout(timer)];
  changed();
  return { beyond, stop: () => stops.forEach((stop) => stop()) };
}

async function askTotal(): Promise<number | null> {
  return (await ask(UnreadQuery, {})).viewer?.unreadCount ?? null;
}
