import { Link } from "../routes";
import { Icon } from "../ui/Icon";
import { useWords } from "../words/words";
import "./opener.css";

const KEYS = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘K" : "Ctrl K";

/** What looks like a field above the list of rooms, and opens the search. */
export function SearchOpener() {
  const { search } = useWords();
  return (
    <div role="search" aria-label={search.title} className="search-place">
      <Link to={{ name: "search", query: "" }} className="search-opener" aria-keyshortcuts="Control+K Meta+K">
        <Icon name="search" size={18} />
        <span>{search.title}</span>
        <kbd aria-hidden="true">{KEYS}</kbd>
      </Link>
    </div>
  );
}
