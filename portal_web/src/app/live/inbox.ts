/** The list of rooms, kept live: a snapshot, then every event after its cursor; what events cannot tell is asked. */
import { delay, pause } from "../graphql/backoff";
import { ask } from "../graphql/client";
import { subscribe } from "../graphql/socket";
import { createStore, type Store } from "../store";
import { type Entries, stepped, withEntries } from "./entries";
import { type Entry, InboxEvents, type InboxEvent, RoomEntryQuery, RoomsQuery } from "./inboxDocuments";

const FIRST_PAGE = 30;
const PAGE = 100;
const AHEAD = 500; // rooms fetched without being scrolled to, so that the unread count is whole

export type Shelf = "open" | "archived";
export type Page = { next: string | null; more: boolean; loading: boolean; failed: boolean };
const UNASKED: Page = { next: null, more: true, loading: false, failed: false };

export type Inbox = {
  entries: Store<Entries>;
  pages: Store<Record<Shelf, Page>>;
  /** Fetch the next page of a shelf, unless it is on its way or there is none. */
  loadMore(shelf: Shelf): Promise<void>;
  /** Be told of every event after it has been applied. */
  onEvent(hear: (event: InboxEvent) => void): () => void;
  stop(): void;
};

/** Begin. `self` is the viewer's id as an author. */
export function openInbox(self: string): Inbox {
  const entries = createStore<Entries>(new Map());
  const pages = createStore<Record<Shelf, Page>>({ open: UNASKED, archived: UNASKED });
  const hearers = new Set<(event: InboxEvent) => void>();
  const gone = new Set<string>(); // left since the snapshot: an older page must not bring them back
  const fetching = new Map<string, boolean>(); // rooms on their way, and whether they changed meanwhile
  let cursor: string | null = null;
  let unsubscribe = () => {};
  let stale = false; // the entries are of an earlier snapshot, and stand only until the new one is here
  let resyncs = 0; // since the last event
  let era = 0; // counts snapshots; answers of an earlier one are not used

  const setPage = (shelf: Shelf, page: Partial<Page>) =>
    pages.set((now) => ({ ...now, [shelf]: { ...now[shelf], ...page } }));

  async function loadMore(shelf: Shelf): Promise<void> {
    const page = pages.get()[shelf];
    if (page.loading || !page.more) return;
    setPage(shelf, { loading: true, failed: false });
    const asked = era;
    try {
      const first = page.next ? PAGE : FIRST_PAGE;
      const { rooms } = await ask(RoomsQuery, { first, after: page.next, archived: shelf === "archived" });
      if (asked !== era) return;
      const known = stale ? new Map<string, Entry>() : entries.get();
      stale = false;
      const fresh = rooms.nodes.filter(({ id }) => !gone.has(id) && !known.has(id) && !fetching.has(id));
      entries.set(withEntries(known, fresh));
      setPage(shelf, { loading: false, next: rooms.pageInfo.endCursor, more: rooms.pageInfo.hasNextPage });
      if (cursor === null && shelf === "open") listen(rooms.inboxCursor);
    } catch {
      if (asked === era) setPage(shelf, { loading: false, failed: true });
      return;
    }
    if (shelf === "open" && pages.get().open.more && entries.get().size < AHEAD) await loadMore(shelf);
  }

  function listen(after: string | null): void {
    cursor = after;
    const asked = era;
    unsubscribe = subscribe(InboxEvents, () => ({ after: cursor }), {
      next: ({ inboxEvents }) => hear(inboxEvents),
      refused: (refusal) => {
        // Whatever it was, only a new snapshot helps; where even that does not, it is not asked in a hurry.
        const hurry = refusal.code === "RESYNC_REQUIRED" && resyncs === 0;
        void pause(hurry ? 0 : delay(resyncs)).then(() => asked === era && resync());
        resyncs += 1;
      },
    });
  }

  function hear(event: InboxEvent): void {
    cursor = event.cursor;
    resyncs = 0;
    if (event.__typename === "RoomJoined" && event.ownRoom) gone.delete(event.ownRoom.id);
    const step = stepped(entries.get(), event, self);
    entries.set(step.entries);
    if (step.left) gone.add(step.left);
    if (step.unknown && !gone.has(step.unknown)) void fetchEntry(step.unknown);
    for (const hearer of [...hearers]) hearer(event);
  }

  async function fetchEntry(id: string): Promise<void> {
    if (fetching.has(id)) {
      fetching.set(id, true);
      return;
    }
    fetching.set(id, false);
    const asked = era;
    const found: Entry | null = await ask(RoomEntryQuery, { id }).then(({ room }) => room, () => null);
    const again = fetching.get(id) === true;
    fetching.delete(id);
    if (asked !== era) return;
    if (found && !gone.has(id)) entries.set((now) => withEntries(now, [found]));
    if (again) await fetchEntry(id);
  }

  /** What the cursor cannot give is asked anew; the old list stays on screen until the new one is here. */
  function resync(): void {
    era += 1;
    unsubscribe();
    cursor = null;
    gone.clear();
    pages.set({ open: UNASKED, archived: UNASKED });
    stale = true;
    void loadMore("open");
  }

  /** What failed is asked again as soon as there is a network, without anybody pressing a button. */
  const online = () => {
    for (const shelf of ["open", "archived"] as const) if (pages.get()[shelf].failed) void loadMore(shelf);
  };
  addEventListener("online", online);

  void loadMore("open");
  return {
    entries,
    pages,
    loadMore,
    onEvent: (hear) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    stop: () => {
      era += 1;
      unsubscribe();
      removeEventListener("online", online);
    },
  };
}
