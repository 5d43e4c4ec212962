import { PaneHeader } from "../PaneHeader";
import { useWords } from "../words/words";

export default function SearchPane(_asked: { query: string; roomId: string | null }) {
  return <PaneHeader title={useWords().search.title} />;
}
