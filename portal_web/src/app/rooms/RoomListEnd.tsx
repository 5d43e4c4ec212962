import type { Page } from "../live/inbox";
import { go } from "../routes";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { Spinner } from "../ui/Spinner";
import { useIsTeam } from "../viewer";
import { useWords } from "../words/words";
import type { Filter } from "./RoomFilters";

type Props = { filter: Filter; isEmpty: boolean; page: Page; retry: () => void };

/** What follows the last room: more on its way, a failure, or why there is nothing. */
export function RoomListEnd({ filter, isEmpty, page, retry }: Props) {
  const { rooms, shell } = useWords();
  if (page.failed)
    return (
      <Notice icon="warning" title={rooms.loadFailed} action={<Button onClick={retry}>{shell.retry}</Button>} />
    );
  if (page.loading) return <Spinner label={rooms.loadingMore} />;
  if (!isEmpty || page.more) return null;
  return <Nothing filter={filter} />;
}

function Nothing({ filter }: { filter: Filter }) {
  const { rooms, team } = useWords();
  const isTeam = useIsTeam();
  if (filter === "archived") return <Notice icon="archive" title={rooms.noneArchived} />;
  if (filter === "unread")
    return (
      <Notice icon="check" title={rooms.noneUnread}>
        {rooms.noneUnreadHint}
      </Notice>
    );
  const create = <Button look="primary" icon="plus" onClick={() => go({ name: "newRoom" })}>{team.newRoom}</Button>;
  return (
    <Notice icon="chat" title={rooms.none} action={isTeam && create}>
      {isTeam ? rooms.noneHintTeam : rooms.noneHint}
    </Notice>
  );
}
