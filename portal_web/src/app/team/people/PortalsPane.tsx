import { type FormEvent, useState } from "react";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { toast } from "../../ui/toasts";
import { useTeamWords } from "../../words/office";
import { Answered } from "../../asking/Answered";
import { usePortals } from "../portals";
import { Refused } from "../../asking/Refused";
import { useAct } from "../../asking/useAct";
import { acts } from "./documents";
import { PortalRow } from "./PortalRow";

/** The portals of the firm's clients, and who is in each. */
export function PortalsPane() {
  const { firm, team } = useTeamWords();
  const portals = usePortals();
  const [isCreating, setCreating] = useState(false);
  return (
    <div className="pane-body">
      <div className="sheet sheet-wide">
        <p className="sheet-hint">{firm.portalsHint}</p>
        <div className="sheet-bar">
          <Button look="primary" icon="plus" onClick={() => setCreating(true)}>
            {firm.createPortal}
          </Button>
        </div>
        <Answered asked={portals}>
          {(found) =>
            found.length ? (
              <ul className="people-list people-table" aria-label={team.portals}>
                {found.map((portal) => (
                  <PortalRow key={portal.id} portal={portal} />
                ))}
              </ul>
            ) : (
              <Notice icon="portal" title={firm.noPortals}>
                {firm.noPortalsHint}
              </Notice>
            )
          }
        </Answered>
      </div>
      {isCreating && <Creating onClose={() => setCreating(false)} reload={portals.reload} />}
    </div>
  );
}

function Creating({ onClose, reload }: { onClose: () => void; reload: () => void }) {
  const { firm, shell } = useTeamWords();
  const acting = useAct();
  const [name, setName] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await acting.run(() => acts.createPortal(name)))) return;
    toast({ text: firm.created(name) });
    reload();
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={firm.createPortal}
      actions={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button type="submit" form="create-portal" look="primary" busy={acting.isBusy}>
            {firm.create}
          </Button>
        </>
      }
    >
      <form id="create-portal" className="form" onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={firm.portalName}
          error={acting.at("name")}
          value={name}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <Refused says={acting.besides("name")} />
      </form>
    </Dialog>
  );
}
