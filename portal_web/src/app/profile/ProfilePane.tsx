import { PaneHeader } from "../PaneHeader";
import { useWords } from "../words/words";

export default function ProfilePane() {
  return <PaneHeader title={useWords().profile.title} />;
}
