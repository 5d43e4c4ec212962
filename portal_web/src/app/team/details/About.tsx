import { type FormEvent, useState } from "react";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { IconButton } from "../../ui/IconButton";
import { toast } from "../../ui/toasts";
import { useTeamWords } from "../../words/office";
import { useFormats } from "../../words/words";
import { Refused } from "../../asking/Refused";
import { useAct } from "../../asking/useAct";
import { type Affairs, acts } from "./documents";

/** The room's name, kind and age. */
export function About({ room, reload }: { room: Affairs; reload: () => void }) {
  const { details, create } = useTeamWords().team;
  const formats = useFormats();
  const [isRenaming, setRenaming] = useState(false);
  const isAnnouncement = room.kind === "ANNOUNCEMENT";
  return (
    <section className="details-part about">
      <div className="about-name">
        <h3 dir="auto">{room.name}</h3>
        {room.viewerMay.includes("RENAME") && (
          <IconButton icon="edit" size={18} label={details.rename} onClick={() => setRenaming(true)} />
        )}
      </div>
      <p className="about-line">
        <Icon name={isAnnouncement ? "megaphone" : "chat"} size={16} />
        {isAnnouncement ? create.announcement : create.conversation} · {details.since(formats.day(room.createdAt))}
      </p>
      {room.mixedPortals && (
        <p className="about-line about-mixed">
          <Icon name="warning" size={16} />
          {details.mixed}
        </p>
      )}
      {isRenaming && <Renaming room={room} reload={reload} onClose={() => setRenaming(false)} />}
    </section>
  );
}

function Renaming({ room, reload, onClose }: { room: Affairs; reload: () => void; onClose: () => void }) {
  const { team, shell } = useTeamWords();
  const acting = useAct();
  const [name, setName] = useState(room.name);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await acting.run(() => acts.rename(room.id, name)))) return;
    reload();
    toast({ text: team.details.renamed });
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={team.details.rename}
      actions={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button type="submit" form="renaming" look="primary" busy={acting.isBusy}>
            {team.save}
          </Button>
        </>
      }
    >
      <form id="renaming" onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={team.create.name}
          hint={team.create.nameHint}
          error={acting.at("name")}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
        />
        <Refused says={acting.besides("name")} />
      </form>
    </Dialog>
  );
}
