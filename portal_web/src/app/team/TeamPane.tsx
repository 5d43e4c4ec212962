import { PaneHeader } from "../PaneHeader";
import type { TeamSection } from "../routes";
import { Notice } from "../ui/Notice";
import { useViewer } from "../viewer";
import { useTeamWords } from "../words/office";
import { HeldPane } from "./held/HeldPane";
import { PeoplePane } from "./people/PeoplePane";
import { PortalsPane } from "./people/PortalsPane";
import { AllRoomsPane } from "./rooms/AllRoomsPane";
import { SettingsPane } from "./settings/SettingsPane";
import "./team.css";

/** The firm's affairs beside its conversations. */
export default function TeamPane({ section }: { section: TeamSection }) {
  const { team } = useTeamWords();
  const titles = { people: team.people, portals: team.portals, held: team.held, rooms: team.allRooms, settings: team.settings };
  return (
    <>
      <PaneHeader key={section} title={titles[section]} />
      <Section section={section} />
    </>
  );
}

function Section({ section }: { section: TeamSection }) {
  const { refusals } = useTeamWords();
  const { isAdministrator } = useViewer().person;
  switch (section) {
    case "people":
      return <PeoplePane />;
    case "portals":
      return <PortalsPane />;
    case "held":
      return <HeldPane />;
    default:
      if (!isAdministrator) return <Notice icon="lock" title={refusals.NOT_ALLOWED} />;
      return section === "rooms" ? <AllRoomsPane /> : <SettingsPane />;
  }
}
