import { type FormEvent, useState } from "react";
import { Button } from "../../ui/Button";
import { CheckField } from "../../ui/CheckField";
import { Dialog } from "../../ui/Dialog";
import { toast } from "../../ui/toasts";
import { useTeamWords } from "../../words/office";
import { Refused } from "../../asking/Refused";
import { useAct } from "../../asking/useAct";
import { acts } from "./documents";
import { type Newcomer, NewcomerFields } from "./NewcomerFields";

/** Invites somebody into the team. For administrators. */
export function InviteTeamMember({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { firm, shell } = useTeamWords();
  const acting = useAct();
  const [newcomer, setNewcomer] = useState<Newcomer>({ name: "", email: "" });
  const [isAdministrator, setAdministrator] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await acting.run(() => acts.inviteTeamMember(newcomer, isAdministrator)))) return;
    toast({ text: firm.invited(newcomer.name) });
    onDone();
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={firm.inviteTeam}
      hint={firm.inviteHint}
      actions={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button type="submit" form="invite-team" look="primary" busy={acting.isBusy}>
            {firm.invite}
          </Button>
        </>
      }
    >
      <form id="invite-team" className="form" onSubmit={(event) => void submit(event)} noValidate>
        <NewcomerFields {...newcomer} acting={acting} onChange={setNewcomer} />
        <CheckField
          label={firm.asAdministrator}
          hint={firm.asAdministratorHint}
          checked={isAdministrator}
          onChange={(event) => setAdministrator(event.target.checked)}
        />
        <Refused says={acting.besides("name", "email")} />
      </form>
    </Dialog>
  );
}
