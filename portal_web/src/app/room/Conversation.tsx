import { useEffect, useState } from "react";
import { ReadMarks } from "../live/marks";
import { useStore } from "../store";
import type { Attachments } from "./attachments";
import { Composer } from "./Composer";
import { DeleteDialog } from "./DeleteDialog";
import { DropZone } from "./DropZone";
import { mayWrite } from "./may";
import { useRoom } from "./RoomContext";
import { Timeline } from "./Timeline";
import { TypingLine } from "./TypingLine";

/** The messages of an open room, who is typing, and where to write; `attachments` brings files to the server. */
export function Conversation({ attachments = null }: { attachments?: Attachments | null }) {
  const { live, facts } = useRoom();
  const { generation } = useStore(live.state);
  const [marks] = useState(() => new ReadMarks(facts.id));
  const [readAtFirst] = useState(facts.readPosition);
  useEffect(() => {
    marks.start(readAtFirst);
    return () => marks.stop();
  }, [marks, readAtFirst]);
  return (
    <DropZone onFiles={attachments && mayWrite(facts) ? attachments.addFiles : null}>
      <Timeline key={generation} marks={marks} />
      <TypingLine />
      <Composer attachments={attachments} />
      <DeleteDialog />
    </DropZone>
  );
}
