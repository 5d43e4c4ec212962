import { useEffect } from "react";
import { watchBeyond } from "./live/beyond";
import { useInbox } from "./live/InboxContext";
import { notify, showUnread } from "./live/unread";
import { previewOf } from "./rooms/preview";
import { useViewer } from "./viewer";
import { useWords } from "./words/words";

/** Shows what is unread outside the page, for as long as the page stands. */
export function useUnread(): void {
  const inbox = useInbox();
  const { author } = useViewer();
  const words = useWords();
  useEffect(() => {
    const { beyond, stop } = watchBeyond(inbox);
    const hide = showUnread(inbox, beyond);
    return () => {
      hide();
      stop();
    };
  }, [inbox]);
  useEffect(
    () =>
      notify(inbox, author.id, ({ room, message }) => ({
        title: room.name,
        body: previewOf(message, author.id, words),
      })),
    [inbox, author.id, words],
  );
}
