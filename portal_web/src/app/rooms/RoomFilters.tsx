import { useWords } from "../words/words";

export type Filter = "all" | "unread" | "archived";
const FILTERS: readonly Filter[] = ["all", "unread", "archived"];

/** Which rooms the list shows. */
export function RoomFilters({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const { rooms } = useWords();
  return (
    <div className="room-filters" role="group" aria-label={rooms.filters}>
      {FILTERS.map((each) => (
        <button
          key={each}
          type="button"
          className="room-filter"
          aria-pressed={each === filter}
          onClick={() => onChange(each)}
        >
          {rooms[each]}
        </button>
      ))}
    </div>
  );
}
