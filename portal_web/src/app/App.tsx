import { useCallback, useEffect, useMemo, useState } from "react";
import { type Inbox, openInbox } from "./live/inbox";
import { InboxContext } from "./live/InboxContext";
import { outboxOf } from "./live/post";
import { OpeningFailed } from "./OpeningFailed";
import { leave, standIn } from "./session";
import { Shell } from "./Shell";
import { wear } from "./style/brand";
import { Toasts } from "./ui/Toasts";
import { askViewer, type Viewer, ViewerContext } from "./viewer";
import { formats, regional } from "./words/formats";
import { type Language, load, SpeechContext } from "./words/words";

type Looking = { viewer: Viewer; language: Language };

/** Asks who looks and in which language, and opens the inbox; then the page stands. */
export function App() {
  const [looking, setLooking] = useState<Looking | null>(null);
  const [inbox, setInbox] = useState<Inbox | null>(null);
  const [failed, setFailed] = useState(false);

  const refresh = useCallback(async () => {
    const { viewer, language } = await look();
    setLooking({ viewer, language });
    setInbox((now) => now ?? openInbox(viewer.author.id));
    outboxOf(viewer.person.id); // sends what an earlier visit could not, whichever page is opened
  }, []);
  const open = useCallback(() => {
    setFailed(false);
    refresh().catch(() => setFailed(true));
  }, [refresh]);
  useEffect(open, [open]);

  if (failed && !looking) return <OpeningFailed retry={open} />;
  if (!looking || !inbox) return null;
  return <Opened {...looking} inbox={inbox} refresh={refresh} />;
}

function Opened({ viewer, language, inbox, refresh }: Looking & { inbox: Inbox; refresh: () => Promise<void> }) {
  const { locale, timeZone } = viewer;
  const speech = useMemo(
    () => ({ ...language, formats: formats(regional(locale, navigator.languages), timeZone) }),
    [language, locale, timeZone],
  );
  const looking = useMemo(() => ({ viewer, refresh }), [viewer, refresh]);
  return (
    <ViewerContext value={looking}>
      <SpeechContext value={speech}>
        <InboxContext value={inbox}>
          <Shell />
          <Toasts />
        </InboxContext>
      </SpeechContext>
    </ViewerContext>
  );
}

/** Who looks, with the page dressed for them. Whoever is not signed in leaves. */
async function look(): Promise<Looking> {
  const viewer = await askViewer();
  if (!viewer) {
    leave("needed");
    return new Promise(() => {}); // the page is being left
  }
  standIn(viewer.workspace.slug);
  const language = await load([viewer.locale]);
  document.documentElement.lang = language.code;
  document.documentElement.dir = language.dir;
  wear(viewer.workspace.accentColor);
  return { viewer, language };
}
