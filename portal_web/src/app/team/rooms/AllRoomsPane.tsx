import { useState } from "react";
import { ask } from "../../graphql/client";
import { graphql, type ResultOf } from "../../graphql/graphql";
import { useInbox } from "../../live/InboxContext";
import { go, Link } from "../../routes";
import { useStore } from "../../store";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { useViewer } from "../../viewer";
import { useTeamWords } from "../../words/office";
import { useFormats } from "../../words/words";
import { Answered } from "../../asking/Answered";
import { Confirm } from "../Confirm";
import { letIn } from "../picker/letIn";
import { useAsked } from "../../asking/useAsked";

const WorkspaceRoomsQuery = graphql(`
  query WorkspaceRooms($after: String) {
    workspaceRooms(first: 100, after: $after) {
      nodes { id name kind createdAt archivedAt manager { id name } portal { id name } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

type Overview = ResultOf<typeof WorkspaceRoomsQuery>["workspaceRooms"]["nodes"][number];
type Page = { rooms: readonly Overview[]; hasMore: boolean };

async function fetchRooms(pages: number): Promise<Page> {
  const rooms: Overview[] = [];
  let after: string | null = null;
  for (let page = 0; ; page += 1) {
    const answer: ResultOf<typeof WorkspaceRoomsQuery> = await ask(WorkspaceRoomsQuery, { after });
    rooms.push(...answer.workspaceRooms.nodes);
    const { hasNextPage, endCursor } = answer.workspaceRooms.pageInfo;
    if (!hasNextPage || page + 1 >= pages) return { rooms, hasMore: hasNextPage };
    after = endCursor;
  }
}

/** Every room of the firm, for administrators: none is orphaned. */
export function AllRoomsPane() {
  const { firm, team } = useTeamWords();
  const [pages, setPages] = useState(1);
  const asked = useAsked(() => fetchRooms(pages), String(pages));
  const [joining, join] = useState<Overview | null>(null);
  const { person } = useViewer();
  return (
    <div className="pane-body">
      <div className="sheet sheet-wide">
        <p className="sheet-hint">{firm.roomsHint}</p>
        <Answered asked={asked}>
          {({ rooms, hasMore }: Page) => (
            <>
              <ul className="people-list people-table" aria-label={firm.roomsList}>
                {rooms.map((room) => (
                  <Room key={room.id} room={room} onJoin={() => join(room)} />
                ))}
              </ul>
              {hasMore && <Button onClick={() => setPages(pages + 1)}>{team.more}</Button>}
            </>
          )}
        </Answered>
      </div>
      {joining && (
        <Confirm
          title={firm.joinTitle(joining.name)}
          hint={firm.joinHint}
          label={firm.joinYes}
          act={() => letIn(joining.id, [{ id: person.id, status: "ACTIVE" }], false)}
          onDone={() => go({ name: "room", roomId: joining.id })}
          onClose={() => join(null)}
        />
      )}
    </div>
  );
}

function Room({ room, onJoin }: { room: Overview; onJoin: () => void }) {
  const { firm, rooms, team } = useTeamWords();
  const formats = useFormats();
  const isIn = useStore(useInbox().entries).has(room.id);
  const marks = [room.kind === "ANNOUNCEMENT" && team.create.announcement, room.archivedAt && rooms.archivedMark];
  const facts = [room.portal?.name, ...marks, formats.day(room.createdAt)].filter(Boolean).join(" · ");
  return (
    <li className="person">
      <Avatar name={room.name} />
      <span className="person-words">
        <span className="person-name" dir="auto">
          {room.name}
        </span>
        <span className="person-line" dir="auto">
          {room.manager && firm.managedBy(room.manager.name)}
        </span>
        <span className="person-line" dir="auto">
          {facts}
        </span>
      </span>
      {isIn ? (
        <Link className="button button-quiet" to={{ name: "room", roomId: room.id }} aria-label={`${firm.open}: ${room.name}`}>
          {firm.open}
        </Link>
      ) : (
        !room.archivedAt && (
          <Button onClick={onJoin} aria-label={`${firm.join}: ${room.name}`}>
            {firm.join}
          </Button>
        )
      )}
    </li>
  );
}
