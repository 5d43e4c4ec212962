/** The viewer's own profile: asked for once, changed by whatever a change answers, and by other tabs. */
import { useCallback, useEffect } from "react";
import { ask } from "../graphql/client";
import { Refusal } from "../graphql/refusals";
import { useInbox } from "../live/InboxContext";
import { type Asked, useAsked } from "../asking/useAsked";
import { toast } from "../ui/toasts";
import { useRefreshViewer } from "../viewer";
import { useWords } from "../words/words";
import { type Profile, profileQuery } from "./documents";

export type Known = {
  readonly profile: Profile;
  /** Take what a change answered, tell that it is done, and have the whole page know. */
  readonly changed: (answer: { viewer: Profile | null }, says?: string) => Promise<void>;
  readonly reload: () => void;
};

export function useProfile(): { asked: Asked<Profile>; changed: Known["changed"] } {
  const asked = useAsked(askProfile, "");
  const { reload, amend } = asked;
  const inbox = useInbox();
  const refresh = useRefreshViewer();
  const { profile: words } = useWords();
  useEffect(
    () => inbox.onEvent(({ __typename }) => void (__typename.startsWith("Email") && reload())),
    [inbox, reload],
  );
  const changed: Known["changed"] = useCallback(
    async ({ viewer }, says) => {
      if (viewer) amend(() => viewer);
      toast({ text: says ?? words.saved });
      await refresh();
    },
    [amend, refresh, words],
  );
  return { asked, changed };
}

async function askProfile(): Promise<Profile> {
  const { viewer } = await ask(profileQuery, {});
  if (!viewer) throw new Refusal("UNAUTHENTICATED", "");
  return viewer;
}
