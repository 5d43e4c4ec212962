import { go } from "../routes";
import { IconButton } from "../ui/IconButton";
import { useWords } from "../words/words";

/** Searches within one room, from its header. */
export function RoomSearchButton({ roomId }: { roomId: string }) {
  const { search } = useWords();
  return <IconButton icon="search" label={search.here} onClick={() => go({ name: "search", query: "", roomId })} />;
}
