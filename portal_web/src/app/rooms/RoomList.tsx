import { useEffect, useMemo, useRef, useState } from "react";
import { type VirtualizerHandle, Virtualizer } from "virtua";
import { ordered, unreadIn } from "../live/entries";
import { useInbox } from "../live/InboxContext";
import type { Entry } from "../live/inboxDocuments";
import { useRoute } from "../routes";
import { useStore } from "../store";
import { useWords } from "../words/words";
import { type Filter, RoomFilters } from "./RoomFilters";
import { RoomListEnd } from "./RoomListEnd";
import { RoomRow } from "./RoomRow";
import { useArrowKeys } from "./useArrowKeys";
import { useDay } from "./useDay";
import "./rooms.css";

const NEAR = 600; // pixels before the end at which more is fetched

/** The viewer's rooms, the most lately active first. */
export function RoomList() {
  const { rooms } = useWords();
  const [filter, setFilter] = useState<Filter>("all");
  const inbox = useInbox();
  const entries = useStore(inbox.entries);
  const pages = useStore(inbox.pages);
  const route = useRoute();
  const openId = route.name === "room" ? route.roomId : null;
  const day = useDay();
  const shelf = filter === "archived" ? "archived" : "open";
  const page = pages[shelf];

  const shown = useMemo(() => ordered(entries, kept(filter, openId)), [entries, filter, openId]);
  const list = useRef<VirtualizerHandle>(null);
  const nav = useRef<HTMLDivElement>(null);
  const keys = useArrowKeys(nav, list, shown, openId);
  useReturn(nav, openId, route.name === "home");

  const more = () => {
    const place = nav.current;
    if (place && place.scrollHeight - place.scrollTop - place.clientHeight < NEAR) void inbox.loadMore(shelf);
  };
  // Filtering may leave too little on screen to ever be scrolled.
  useEffect(() => {
    if (!page.failed) more();
  }, [shown.length, page, shelf]);

  return (
    <nav className="rooms" aria-label={rooms.title}>
      <RoomFilters filter={filter} onChange={setFilter} />
      <div className="rooms-scroll" ref={nav} onScroll={more} onKeyDown={keys.press}>
        <Virtualizer ref={list} as="ul" item="li" scrollRef={nav} keepMounted={[keys.current]}>
          {shown.map((entry, index) => (
            <RoomRow
              key={entry.id}
              entry={entry}
              isOpen={entry.id === openId}
              isStop={index === keys.current}
              day={day}
            />
          ))}
        </Virtualizer>
        <RoomListEnd filter={filter} isEmpty={shown.length === 0} page={page} retry={() => void inbox.loadMore(shelf)} />
      </div>
    </nav>
  );
}

/** What a filter keeps: an unread room stays while it is open, though opening reads it. */
function kept(filter: Filter, openId: string | null): (entry: Entry) => boolean {
  switch (filter) {
    case "archived":
      return (entry) => entry.archivedAt !== null;
    case "unread":
      return (entry) => entry.archivedAt === null && (unreadIn(entry) > 0 || entry.id === openId);
    default:
      return (entry) => entry.archivedAt === null;
  }
}

/** Coming back from a room on a phone, the focus is on the room that was left. */
function useReturn(nav: React.RefObject<HTMLElement | null>, openId: string | null, isHome: boolean): void {
  const left = useRef<string | null>(null);
  useEffect(() => {
    if (openId) left.current = openId;
    else if (isHome && left.current) {
      nav.current?.querySelector<HTMLElement>(`[data-room="${CSS.escape(left.current)}"]`)?.focus();
      left.current = null;
    }
  }, [nav, openId, isHome]);
}
