import { useState } from "react";
import { Refusal } from "../../graphql/refusals";
import { Button } from "../../ui/Button";
import { CheckField } from "../../ui/CheckField";
import { Dialog } from "../../ui/Dialog";
import { SelectField } from "../../ui/SelectField";
import { toast } from "../../ui/toasts";
import { useTeamWords } from "../../words/office";
import { Answered } from "../../asking/Answered";
import { MixedWarning } from "../picker/MixedWarning";
import { type Portal, usePortals } from "../portals";
import { Refused } from "../../asking/Refused";
import { useAct } from "../../asking/useAct";
import { type Affairs, acts } from "./documents";

type Props = { room: Affairs; reload: () => void };

/** The portal that the room belongs to, and whether its new people join. */
export function PortalLink({ room, reload }: Props) {
  const { details } = useTeamWords().team;
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="details-part">
      <div className="details-title">
        <h3>{details.portal}</h3>
        {room.viewerMay.includes("LINK_PORTAL") && (
          <Button look="plain" onClick={() => setOpen(true)}>
            {details.link}
          </Button>
        )}
      </div>
      <p dir="auto">{room.portal ? details.linked(room.portal.name) : details.notLinked}</p>
      {room.portal && <p className="details-hint">{room.autoJoin ? details.joins : details.joinsNot}</p>}
      {isOpen && <Linking room={room} reload={reload} onClose={() => setOpen(false)} />}
    </section>
  );
}

function Linking({ room, reload, onClose }: Props & { onClose: () => void }) {
  const { team, shell } = useTeamWords();
  const portals = usePortals();
  const acting = useAct();
  const [portalId, setPortalId] = useState(room.portal?.id ?? "");
  const [autoJoin, setAutoJoin] = useState(room.autoJoin === true);
  const [isAllowed, allow] = useState(false);
  const isMixed = acting.problem instanceof Refusal && acting.problem.code === "MIXED_PORTALS";
  const save = async () => {
    const done = await acting.run(() => acts.link(room.id, portalId || null, autoJoin && portalId !== "", isAllowed));
    if (!done) return;
    reload();
    toast({ text: team.saved });
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={team.details.linkTitle}
      actions={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button look="primary" busy={acting.isBusy} onClick={() => void save()}>
            {team.save}
          </Button>
        </>
      }
    >
      <Answered asked={portals}>
        {(found) => (
          <SelectField
            label={team.details.portal}
            value={portalId}
            options={[{ value: "", label: team.details.portalNone }, ...found.map(optionOf)]}
            onChange={(event) => setPortalId(event.target.value)}
          />
        )}
      </Answered>
      <CheckField
        look="switch"
        label={team.details.autoJoin}
        hint={team.details.autoJoinHint}
        checked={autoJoin && portalId !== ""}
        disabled={portalId === ""}
        onChange={(event) => setAutoJoin(event.target.checked)}
      />
      {(isMixed || isAllowed) && <MixedWarning isAllowed={isAllowed} onChange={allow} isMissing={isMixed && !isAllowed} />}
      <Refused says={isMixed ? null : acting.besides()} />
    </Dialog>
  );
}

function optionOf({ id, name }: Portal) {
  return { value: id, label: name };
}
