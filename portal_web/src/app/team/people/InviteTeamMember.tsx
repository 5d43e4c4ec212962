import { type FormEvent, useState } from "react";
import { Button } from "../../ui/Button";
import { CheckField } from "../../ui/CheckField";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { toast } from "../../ui/toasts";
import { useTeamWords } from "../../words/office";
import { Refused } from "../../asking/Refused";
import { useAct } from "../../asking/useAct";
import { acts } from "./documents";

/** Invites somebody into the team. For administrators. */
export function InviteTeamMember({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { firm, shell } = useTeamWords();
  const acting = useAct();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [isAdministrator, setAdministrator] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await acting.run(() => acts.inviteTeamMember(name, email, isAdministrator)))) return;
    toast({ text: firm.invited(name) });
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
        <Field
          label={firm.name}
          error={acting.at("name")}
          value={name}
          autoComplete="off"
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          type="email"
          label={firm.email}
          error={acting.at("email")}
          value={email}
          autoComplete="off"
          onChange={(event) => setEmail(event.target.value)}
        />
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
