import { useState } from "react";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { IconButton } from "../ui/IconButton";
import { Notice } from "../ui/Notice";
import { useViewer } from "../viewer";
import { useWords } from "../words/words";
import { forgetSearch, recentSearches } from "./recentSearches";

/** What was searched for lately, to search for again; without any, how to search. `onEmpty` takes the focus. */
export function Recent({ onChoose, onEmpty }: { onChoose: (query: string) => void; onEmpty: () => void }) {
  const { search } = useWords();
  const { id } = useViewer().person;
  const [searches, setSearches] = useState(() => recentSearches(id));
  const forget = (query: string | null) => {
    forgetSearch(id, query);
    setSearches(recentSearches(id));
    onEmpty();
  };
  if (!searches.length)
    return (
      <Notice icon="search" title={search.begin}>
        {search.hint}
      </Notice>
    );
  return (
    <section className="recent" aria-labelledby="recent">
      <div className="recent-head">
        <h2 id="recent">{search.recent}</h2>
        <Button look="plain" onClick={() => forget(null)}>
          {search.forgetAll}
        </Button>
      </div>
      <ul>
        {searches.map((query) => (
          <li key={query} className="recent-line">
            <button type="button" className="recent-search" data-hit onClick={() => onChoose(query)}>
              <Icon name="clock" size={18} />
              <span dir="auto">{query}</span>
            </button>
            <IconButton icon="close" size={16} label={search.forget(query)} onClick={() => forget(query)} />
          </li>
        ))}
      </ul>
      <p className="recent-hint">{search.hint}</p>
    </section>
  );
}
