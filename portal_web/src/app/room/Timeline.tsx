import { useMemo, useRef, useState } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import type { ReadMarks } from "../live/marks";
import { useStore } from "../store";
import { Spinner } from "../ui/Spinner";
import { useViewer } from "../viewer";
import { useFormats, useWords } from "../words/words";
import { Announcer } from "./Announcer";
import { Beginning } from "./Beginning";
import { MessageRow } from "./MessageRow";
import { ToNewest } from "./ToNewest";
import { useRoom } from "./RoomContext";
import { Rows } from "./rows";
import { useLetters } from "./useLetters";
import { useRoving } from "./useRoving";
import { START, useScrolling } from "./useScrolling";
import "./timeline.css";

const BUFFER = 600; // pixels drawn beyond what is seen
const LIKELY = 64; // pixels of a message that was not drawn yet

/** The messages in memory, of which only those near what is seen are drawn. Keyed by the part of the room it shows. */
export function Timeline({ marks }: { marks: ReadMarks }) {
  const { room: words, shell } = useWords();
  const { live, facts } = useRoom();
  const { author } = useViewer();
  const { dayKey } = useFormats();
  const { window, readBefore } = useStore(live.state);
  const letters = useLetters(live, window);
  const [maker] = useState(() => new Rows());
  const { messages } = window;
  const rows = useMemo(
    () => maker.of({ messages, letters, self: author.id, readBefore, dayKey }),
    [maker, messages, letters, author.id, readBefore, dayKey],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const scrolling = useScrolling({ scroller, list, live, rows, window, marks });
  const roving = useRoving({ list, scroller, rows });
  const hasBeginning = window.first === 1;

  return (
    <div className="timeline-place">
      <div
        ref={scroller}
        className="timeline"
        role="log"
        aria-live="off" // what is scrolled past is no news: the announcer below says what is
        aria-label={words.log(facts.name)}
        tabIndex={-1}
        {...roving.handlers}
        {...scrolling.handlers}
      >
        <div className="timeline-space" />
        {hasBeginning ? <Beginning isEmpty={!rows.length} /> : <Spinner label={shell.loading} />}
        <Virtualizer
          ref={list}
          data={rows}
          scrollRef={scroller}
          shift={scrolling.shift}
          bufferSize={BUFFER}
          itemSize={LIKELY}
          startMargin={START}
          {...(roving.mounted && { keepMounted: roving.mounted })}
          onScroll={scrolling.onScroll}
          onResize={scrolling.onResize}
        >
          {(row) => (
            <MessageRow
              key={row.key}
              row={row}
              isActive={roving.active === row.key}
              isMarked={scrolling.marked !== null && scrolling.marked === row.message?.position}
            />
          )}
        </Virtualizer>
      </div>
      <ToNewest isAway={scrolling.isAway} marks={marks} newest={window.newest} onPress={scrolling.toNewest} />
      <Announcer messages={messages} newest={window.newest} />
    </div>
  );
}
