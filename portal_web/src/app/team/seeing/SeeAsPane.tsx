import { useMemo, useState } from "react";
import { ask } from "../../graphql/client";
import { graphql } from "../../graphql/graphql";
import { Refusal } from "../../graphql/refusals";
import { ReadMarks } from "../../live/marks";
import { PaneHeader } from "../../PaneHeader";
import { ReadOnlyNotice } from "../../room/ReadOnlyNotice";
import { RoomContext } from "../../room/RoomContext";
import { Timeline } from "../../room/Timeline";
import { useActs } from "../../room/useActs";
import { goBack } from "../../routes";
import { useStore } from "../../store";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { Notice } from "../../ui/Notice";
import { Spinner } from "../../ui/Spinner";
import { useRefreshViewer, useViewer, ViewerContext } from "../../viewer";
import { useTeamWords } from "../../words/office";
import { Answered } from "../../asking/Answered";
import { useAsked } from "../../asking/useAsked";
import { type StillRoom, useStillRoom } from "./useStillRoom";
import "../../room/room.css";
import "../team.css";
import "./seeing.css";

const SeenPerson = graphql(`
  query SeenPerson($personId: ID!) {
    node(id: $personId) { ... on Person { id role isAdministrator name email avatarUrl } }
  }
`);

type Props = { roomId: string; personId: string };

/** A room with the eyes of one of its clients: to look at, not to touch. */
export default function SeeAsPane({ roomId, personId }: Props) {
  const asked = useAsked(() => personOf(personId), personId);
  return <Answered asked={asked}>{(person) => <Seeing roomId={roomId} person={person} />}</Answered>;
}

type Person = Awaited<ReturnType<typeof personOf>>;

async function personOf(personId: string) {
  const { node } = await ask(SeenPerson, { personId });
  if (!node || !("email" in node)) throw new Refusal("NOT_FOUND", "");
  return node;
}

function Seeing({ roomId, person }: { roomId: string; person: Person }) {
  const { team, room: words } = useTeamWords();
  const [look, setLook] = useState(0);
  const still = useStillRoom(roomId, person.id, look);
  const back = () => goBack({ name: "room", roomId, details: true });
  return (
    <>
      <div className="see-as" role="status">
        <Icon name="person" />
        <div className="see-as-words">
          <p className="see-as-title">{team.seeAs.banner(person.name)}</p>
          <p>{team.seeAs.hint}</p>
        </div>
        <div className="see-as-actions">
          <Button icon="retry" onClick={() => setLook((now) => now + 1)}>
            {team.seeAs.refresh}
          </Button>
          <Button look="primary" onClick={back}>
            {team.seeAs.end}
          </Button>
        </div>
      </div>
      {still ? <Seen key={look} still={still} person={person} /> : <Spinner label={words.loading} />}
    </>
  );
}

/** Everything below believes that the client looks. */
function Seen({ still: { live, seen }, person }: { still: StillRoom; person: Person }) {
  const words = useTeamWords();
  const viewer = useViewer();
  const refresh = useRefreshViewer();
  const { status, facts, generation } = useStore(live.state);
  const acts = useActs(live);
  const [marks] = useState(() => new ReadMarks(live.roomId)); // never started: looking reads nothing
  const room = useMemo(() => facts && { live, facts, acts }, [live, facts, acts]);
  const self = seen?.self ?? "";
  const looking = useMemo(() => {
    const author = { id: self, name: person.name, role: person.role, avatarUrl: person.avatarUrl };
    return { viewer: { ...viewer, person, author }, refresh };
  }, [viewer, person, self, refresh]);
  if (status === "gone") return <Notice icon="lock" title={words.refusals.NOT_FOUND} />;
  if (!room || !facts) return <Spinner label={words.room.loading} />;
  return (
    <ViewerContext value={looking}>
      <RoomContext value={room}>
        <PaneHeader title={facts.name} />
        <Timeline key={generation} marks={marks} />
        {seen?.writes ? <p className="read-only">{words.team.seeAs.writes(person.name)}</p> : <ReadOnlyNotice />}
      </RoomContext>
    </ViewerContext>
  );
}
