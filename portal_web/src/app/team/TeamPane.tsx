import { PaneHeader } from "../PaneHeader";
import type { TeamSection } from "../routes";
import { useWords } from "../words/words";

export default function TeamPane({ section }: { section: TeamSection }) {
  const { team } = useWords();
  return <PaneHeader title={{ people: team.people, portals: team.portals, held: team.held, rooms: team.allRooms }[section]} />;
}
