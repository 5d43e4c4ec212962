import { useEffect, useRef, useState } from "react";
import { goBack, type SearchRoute } from "../routes";
import { useTitle } from "../title";
import { IconButton } from "../ui/IconButton";
import { useViewer } from "../viewer";
import { useWords } from "../words/words";
import { Filters } from "./Filters";
import { Found } from "./Found";
import { isFiltered, questionOf } from "./question";
import { Recent } from "./Recent";
import { rememberSearch } from "./recentSearches";
import { Results } from "./Results";
import { SearchField } from "./SearchField";
import { useAsking } from "./useAsking";
import { useAuthorsOf } from "./useAuthorsOf";
import { useHits } from "./useHits";
import { useOpening } from "./useOpening";
import { useResultKeys } from "./useResultKeys";
import "./search.css";

/** Rooms and messages by their words. The address holds what is asked for, so that going back shows it again. */
export default function SearchPane({ route }: { route: SearchRoute }) {
  const { search, shell } = useWords();
  const { person, timeZone } = useViewer();
  const { text, setText, change } = useAsking(route);
  const question = questionOf(route, timeZone);
  const hits = useHits(question);
  const authors = useAuthorsOf(hits.answer);
  const [isFiltering, setFiltering] = useState(isFiltered(route));
  const field = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLDivElement>(null);
  const leave = useOpening(field);
  const keys = useResultKeys({ field, results, onLeave: leave });
  useTitle(route.query ? search.titleOf(route.query) : search.title);
  useEffect(() => void results.current?.scrollTo({ top: 0 }), [JSON.stringify(question)]);

  const chosen = (query: string) => {
    setText(query);
    change({ ...route, query });
    field.current?.focus();
  };
  return (
    <>
      <h1 className="hidden-visually">{search.title}</h1>
      <form role="search" className="search-head" onSubmit={(event) => event.preventDefault()}>
        <div className="search-bar">
          <IconButton className="icon-button-back pane-back" icon="back" label={shell.back} onClick={() => goBack({ name: "home" })} />
          <SearchField
            field={field}
            text={text}
            placeholder={route.roomId ? search.fieldInRoom : search.field}
            onChange={setText}
            onKeyDown={keys.inField}
          />
          <IconButton
            className="search-more"
            icon="filter"
            label={search.filters}
            aria-expanded={isFiltering}
            aria-controls="search-filters"
            data-set={isFiltered(route) || undefined}
            onClick={() => setFiltering(!isFiltering)}
          />
        </div>
        <Filters id="search-filters" route={route} authors={authors} isOpen={isFiltering} onChange={change} />
        <Found hits={hits} isAsked={question !== null} />
      </form>
      {question ? (
        <Results
          hits={hits}
          inRoom={route.roomId !== undefined}
          place={results}
          onKeyDown={keys.inResults}
          onOpen={() => rememberSearch(person.id, text)}
        />
      ) : (
        <div className="hits" ref={results} onKeyDown={keys.inResults}>
          <Recent onChoose={chosen} onEmpty={() => field.current?.focus()} />
        </div>
      )}
    </>
  );
}
