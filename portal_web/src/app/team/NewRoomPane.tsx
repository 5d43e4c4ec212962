import { type FormEvent, useState } from "react";
import { act } from "../graphql/client";
import { graphql } from "../graphql/graphql";
import { PaneHeader } from "../PaneHeader";
import { go } from "../routes";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { useViewer } from "../viewer";
import { useTeamWords } from "../words/office";
import { KindChoice, type RoomKind } from "./KindChoice";
import { letIn } from "./picker/letIn";
import { LettingIn } from "./picker/LettingIn";
import { useLettingIn } from "./picker/useLettingIn";
import "./team.css";

const CreateRoom = graphql(`
  mutation CreateRoom($input: CreateRoomInput!) {
    createRoom(input: $input) { room { id } userErrors { code message field } }
  }
`);

/** Opens a room: its name, its kind for good, and who takes part. */
export default function NewRoomPane() {
  const { create, picker, newRoom } = useTeamWords().team;
  const { shell } = useTeamWords();
  const { person } = useViewer();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<RoomKind>("CONVERSATION");
  const [made, setMade] = useState<string | null>(null); // the room, when letting people in was refused after it
  const letting = useLettingIn();
  const { acting } = letting;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void letting.send(async (people, allowMixed) => {
      const roomId = made ?? (await opened(name, kind));
      setMade(roomId);
      await letIn(roomId, people, allowMixed);
      go({ name: "room", roomId }, { replace: true });
    });
  };
  const taken = new Map([[person.id, picker.inRoom]]);
  return (
    <>
      <PaneHeader title={newRoom} />
      <div className="pane-body">
        <form className="sheet" onSubmit={submit} noValidate>
          <Field
            label={create.name}
            hint={create.nameHint}
            error={acting.at("name")}
            value={name}
            maxLength={200}
            required
            disabled={made !== null}
            onChange={(event) => setName(event.target.value)}
          />
          <KindChoice kind={kind} onChange={setKind} isFixed={made !== null} />
          <LettingIn letting={letting} hint={create.whoHint} taken={taken} fields={["name"]} />
          {made && <p role="status">{create.made}</p>}
          <div className="sheet-actions">
            {made ? (
              <Button onClick={() => go({ name: "room", roomId: made }, { replace: true })}>{create.skip}</Button>
            ) : (
              <Button onClick={() => go({ name: "home" })}>{shell.cancel}</Button>
            )}
            <Button type="submit" look="primary" busy={acting.isBusy}>
              {create.begin}
            </Button>
          </div>
        </form>
      </div>
    </>
  );
}

async function opened(name: string, kind: RoomKind): Promise<string> {
  const { room } = await act(CreateRoom, { input: { name, kind } });
  if (!room) throw new Error("A room was created that is not told.");
  return room.id;
}
