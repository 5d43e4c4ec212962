import { useMemo, useState } from "react";
import { ask } from "../../graphql/client";
import { graphql, type ResultOf } from "../../graphql/graphql";
import { CheckField } from "../../ui/CheckField";
import { Field } from "../../ui/Field";
import { useTeamWords } from "../../words/office";
import { Answered } from "../../asking/Answered";
import { useAsked } from "../../asking/useAsked";

const ManagedRoomsQuery = graphql(`
  query ManagedRooms($after: String) {
    rooms(first: 100, after: $after) { nodes { id name viewerMay } pageInfo { hasNextPage endCursor } }
  }
`);

export type Managed = { id: string; name: string };
type Props = { chosen: readonly Managed[]; onChange: (rooms: readonly Managed[]) => void };

const FEW = 8; // more are searched

/** Rooms that somebody is to join on activation: those that the viewer may invite to. */
export function ManagedRooms({ chosen, onChange }: Props) {
  const { firm } = useTeamWords();
  const asked = useAsked(fetchManaged, "managed");
  return (
    <fieldset className="choices">
      <legend>{firm.inRooms}</legend>
      <p className="field-hint">{firm.inRoomsHint}</p>
      <Answered asked={asked}>{(rooms) => <Choice rooms={rooms} chosen={chosen} onChange={onChange} />}</Answered>
    </fieldset>
  );
}

function Choice({ rooms, chosen, onChange }: Props & { rooms: readonly Managed[] }) {
  const { firm, team } = useTeamWords();
  const [name, setName] = useState("");
  const shown = useMemo(() => {
    const sought = name.trim().toLocaleLowerCase();
    return rooms.filter((room) => room.name.toLocaleLowerCase().includes(sought));
  }, [rooms, name]);
  const isOn = (room: Managed) => chosen.some(({ id }) => id === room.id);
  return (
    <>
      {rooms.length > FEW && (
        <Field type="search" label={firm.roomsSearch} value={name} onChange={(event) => setName(event.target.value)} />
      )}
      {shown.length === 0 && <p className="field-hint">{team.none}</p>}
      <div className="choices-list">
        {shown.map((room) => (
          <CheckField
            key={room.id}
            label={<bdi>{room.name}</bdi>}
            checked={isOn(room)}
            onChange={(event) => onChange(event.target.checked ? [...chosen, room] : chosen.filter(({ id }) => id !== room.id))}
          />
        ))}
      </div>
    </>
  );
}

const MOST_PAGES = 5;

async function fetchManaged(): Promise<readonly Managed[]> {
  const found: Managed[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { rooms }: ResultOf<typeof ManagedRoomsQuery> = await ask(ManagedRoomsQuery, { after });
    found.push(...rooms.nodes.filter(({ viewerMay }) => viewerMay.includes("INVITE")));
    if (!rooms.pageInfo.hasNextPage) break;
    after = rooms.pageInfo.endCursor;
  }
  return found;
}
