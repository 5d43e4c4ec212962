import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { toast } from "../../ui/toasts";
import { useTeamWords } from "../../words/office";
import { letIn } from "../picker/letIn";
import { LettingIn } from "../picker/LettingIn";
import { useLettingIn } from "../picker/useLettingIn";
import type { Details } from "./documents";

type Props = { details: Details; reload: () => void; onClose: () => void };

/** Opens the room to more people. */
export function AddPeople({ details, reload, onClose }: Props) {
  const { team, shell } = useTeamWords();
  const { room, participants } = details;
  const invitations = room.invitations ?? [];
  const present = [...participants, ...invitations].map(({ person }) => person);
  const letting = useLettingIn(present, room.mixedPortals === true);
  const taken = new Map([
    ...invitations.map(({ person }) => [person.id, team.picker.invited] as const),
    ...participants.map(({ person }) => [person.id, team.picker.inRoom] as const),
  ]);
  const add = async () => {
    const done = await letting.send((people, allowMixed) => letIn(room.id, people, allowMixed));
    reload(); // some may have been let in before others were refused
    if (!done) return;
    toast({ text: team.details.added });
    onClose();
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={team.details.adding(room.name)}
      hint={team.details.addHint}
      actions={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button look="primary" busy={letting.acting.isBusy} disabled={!letting.chosen.length} onClick={() => void add()}>
            {team.details.add}
          </Button>
        </>
      }
    >
      <LettingIn letting={letting} taken={taken} />
    </Dialog>
  );
}
