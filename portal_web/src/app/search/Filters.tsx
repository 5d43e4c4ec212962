import { useMemo } from "react";
import { useInbox } from "../live/InboxContext";
import type { SearchRoute } from "../routes";
import { useStore } from "../store";
import { Button } from "../ui/Button";
import { useViewer } from "../viewer";
import { useSpeech } from "../words/words";
import { Choice } from "./Choice";
import { DayChoice } from "./DayChoice";
import { isFiltered } from "./question";

type Props = {
  id: string;
  route: SearchRoute;
  /** Who may be asked for by name: those whose messages have been shown. */
  authors: ReadonlyMap<string, string>;
  isOpen: boolean;
  onChange: (route: SearchRoute) => void;
};

/** Where and what is looked for, beside the words. */
export function Filters({ id, route, authors, isOpen, onChange }: Props) {
  const { search } = useSpeech().words;
  const rooms = useRooms(route.roomId);
  const people = useAuthors(authors, route.authorId);
  const change = (changed: { [Key in keyof SearchRoute]?: SearchRoute[Key] | undefined }) => {
    const kept = Object.entries({ ...route, ...changed }).filter(([, value]) => value !== undefined);
    onChange(Object.fromEntries(kept) as SearchRoute);
  };
  return (
    <div className="search-filters" id={id} role="group" aria-label={search.filters} data-open={isOpen || undefined}>
      <Choice label={search.room} value={route.roomId} any={search.anyRoom} options={rooms} onChange={(roomId) => change({ roomId })} />
      <Choice label={search.author} value={route.authorId} any={search.anybody} options={people} onChange={(authorId) => change({ authorId })} />
      <Choice
        label={search.has}
        value={route.has}
        any={search.hasAny}
        options={[
          ["file", search.hasFile],
          ["image", search.hasImage],
        ]}
        onChange={(has) => change({ has: has as SearchRoute["has"] })}
      />
      <Choice
        label={search.kind}
        value={route.announcements && "announcements"}
        any={search.anyKind}
        options={[["announcements", search.announcements]]}
        onChange={(kind) => change({ announcements: kind ? true : undefined })}
      />
      <DayChoice label={search.since} value={route.since} most={route.until} onChange={(since) => change({ since })} />
      <DayChoice label={search.until} value={route.until} least={route.since} onChange={(until) => change({ until })} />
      {isFiltered(route) && (
        <Button look="plain" className="search-unfilter" onClick={() => onChange({ name: "search", query: route.query })}>
          {search.unfilter}
        </Button>
      )}
    </div>
  );
}

/** The viewer's rooms by name; what is chosen is among them in any case. */
function useRooms(chosen: string | undefined): [string, string][] {
  const { words, formats } = useSpeech();
  const entries = useStore(useInbox().entries);
  return useMemo(() => {
    const { compare } = new Intl.Collator(formats.locale, { numeric: true });
    const found = [...entries.values()].map(({ id, name }): [string, string] => [id, name]);
    if (chosen && !entries.has(chosen)) found.push([chosen, words.search.thisRoom]);
    return found.sort(([, one], [, other]) => compare(one, other));
  }, [entries, chosen, words, formats.locale]);
}

function useAuthors(authors: ReadonlyMap<string, string>, chosen: string | undefined): [string, string][] {
  const { words } = useSpeech();
  const self = useViewer().author.id;
  const others = [...authors].filter(([id]) => id !== self);
  if (chosen && chosen !== self && !authors.has(chosen)) others.push([chosen, words.search.somebody]);
  return [[self, words.rooms.you], ...others];
}
