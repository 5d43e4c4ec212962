import { useEffect, useMemo, useState } from "react";
import { ask } from "./graphql/client";
import { type Inbox, openInbox } from "./live/inbox";
import { InboxContext } from "./live/InboxContext";
import { leave } from "./session";
import { Shell } from "./Shell";
import { Toasts } from "./ui/Toasts";
import { type Viewer, ViewerContext, ViewerQuery } from "./viewer";
import { formats } from "./words/formats";
import { load, type Language, SpeechContext } from "./words/words";
import { OpeningFailed } from "./OpeningFailed";

type Opened = { viewer: Viewer; language: Language; inbox: Inbox };

/** Asks who looks, in which language, and opens the inbox; then the page stands. */
export function App() {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [failed, setFailed] = useState(false);

  const open = () => {
    setFailed(false);
    opening().then(setOpened, () => setFailed(true));
  };
  useEffect(open, []);

  if (failed) return <OpeningFailed retry={open} />;
  return opened && <Opened {...opened} />;
}

function Opened({ viewer, language, inbox }: Opened) {
  const { locale, timeZone } = viewer;
  const speech = useMemo(() => ({ ...language, formats: formats(locale, timeZone) }), [language, locale, timeZone]);
  return (
    <ViewerContext value={viewer}>
      <SpeechContext value={speech}>
        <InboxContext value={inbox}>
          <Shell />
          <Toasts />
        </InboxContext>
      </SpeechContext>
    </ViewerContext>
  );
}

async function opening(): Promise<Opened> {
  const { viewer } = await ask(ViewerQuery, {});
  if (!viewer) {
    leave("needed");
    return new Promise(() => {}); // the page is being left
  }
  const language = await load([viewer.locale]);
  document.documentElement.lang = language.code;
  document.documentElement.dir = language.dir;
  return { viewer, language, inbox: openInbox(viewer.author.id) };
}
