import { PaneHeader } from "../PaneHeader";
import { useWords } from "../words/words";

export default function NewRoomPane() {
  return <PaneHeader title={useWords().team.newRoom} />;
}
