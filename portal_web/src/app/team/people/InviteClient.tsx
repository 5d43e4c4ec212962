import { type FormEvent, useState } from "react";
import { Refusal } from "../../graphql/refusals";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { toast } from "../../ui/toasts";
import { useTeamWords } from "../../words/office";
import { inviteToRooms } from "./inviteToRooms";
import { ManagedRooms, type Managed } from "./ManagedRooms";
import { type Newcomer, NewcomerFields } from "./NewcomerFields";
import { PortalChoice } from "./PortalChoice";
import { Refused } from "../../asking/Refused";
import { useAct } from "../../asking/useAct";
import { acts, type Member } from "./documents";

type Props = {
  /** Who is let into more portals; somebody new without it. */
  member?: Member;
  onClose: () => void;
  onDone: () => void;
};

/** Invites a client's person into portals, and into rooms to join on activation. */
export function InviteClient({ member, onClose, onDone }: Props) {
  const { firm, shell } = useTeamWords();
  const acting = useAct();
  const [newcomer, setNewcomer] = useState<Newcomer>({ name: member?.name ?? "", email: member?.email ?? "" });
  const [portalIds, setPortalIds] = useState<readonly string[]>([]);
  const [rooms, setRooms] = useState<readonly Managed[]>([]);
  const [isEmpty, setEmpty] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setEmpty(!portalIds.length);
    if (!portalIds.length) return;
    let missed = false;
    const done = await acting.run(async () => {
      const { person } = await acts.inviteClient(newcomer, portalIds);
      if (!person || !rooms.length) return;
      missed = await inviteToRooms(person, rooms).then(
        () => false,
        (problem: unknown) => {
          if (problem instanceof Refusal) return true;
          throw problem;
        },
      );
    });
    if (!done) return;
    toast(missed ? { text: firm.roomsFailed, look: "bad" } : { text: firm.invited(newcomer.name) });
    onDone();
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={member ? firm.morePortals : firm.inviteClient}
      hint={member ? undefined : firm.inviteHint}
      actions={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button type="submit" form="invite-client" look="primary" busy={acting.isBusy}>
            {firm.invite}
          </Button>
        </>
      }
    >
      <form id="invite-client" className="form" onSubmit={(event) => void submit(event)} noValidate>
        {!member && <NewcomerFields {...newcomer} acting={acting} onChange={setNewcomer} />}
        <PortalChoice
          chosen={portalIds}
          had={new Set((member?.portals ?? []).map(({ id }) => id))}
          error={isEmpty ? firm.portalsNeeded : acting.at("portalIds")}
          onChange={(ids) => {
            setPortalIds(ids);
            setEmpty(false);
          }}
        />
        {member?.status !== "ACTIVE" && <ManagedRooms chosen={rooms} onChange={setRooms} />}
        <Refused says={acting.besides("portalIds", ...(member ? [] : ["name", "email"]))} />
      </form>
    </Dialog>
  );
}
