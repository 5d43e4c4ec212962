import { useState } from "react";
import { Button } from "../../ui/Button";
import { toast } from "../../ui/toasts";
import { refused } from "../../words/refused";
import { useTeamSpeech } from "../../words/office";
import { useFormats } from "../../words/words";
import { Confirm } from "../Confirm";
import { type Affairs, acts } from "./documents";

/** Makes the room read-only, and opens it again. */
export function Archiving({ room, reload }: { room: Affairs; reload: () => void }) {
  const speech = useTeamSpeech();
  const formats = useFormats();
  const { details } = speech.words.team;
  const [isAsked, ask] = useState(false);
  const may = room.viewerMay.includes("ARCHIVE");
  const reopen = async () => {
    try {
      await acts.unarchive(room.id);
      toast({ text: details.unarchived });
    } catch (problem) {
      toast({ text: refused(speech, problem), look: "bad" });
    }
    reload();
  };
  const done = () => {
    toast({ text: details.archived });
    reload();
  };
  if (!may && !room.archivedAt) return null;
  return (
    <section className="details-part details-end">
      {room.archivedAt && <p>{details.archivedAt(formats.day(room.archivedAt))}</p>}
      {may &&
        (room.archivedAt ? (
          <Button icon="archive" onClick={() => void reopen()}>
            {details.unarchive}
          </Button>
        ) : (
          <Button icon="archive" onClick={() => ask(true)}>
            {details.archive}
          </Button>
        ))}
      {isAsked && (
        <Confirm
          title={details.archiveTitle}
          hint={details.archiveHint}
          label={details.archive}
          act={() => acts.archive(room.id)}
          onDone={done}
          onClose={() => ask(false)}
        />
      )}
    </section>
  );
}
