import { useEffect, useState } from "react";
import { ReadMarks } from "../live/marks";
import { useStore } from "../store";
import { Composer } from "./Composer";
import { DeleteDialog } from "./DeleteDialog";
import { useRoom } from "./RoomContext";
import { Timeline } from "./Timeline";
import { TypingLine } from "./TypingLine";

/** The messages of an open room, who is typing, and where to write. */
export function Conversation() {
  const { live, facts } = useRoom();
  const { generation } = useStore(live.state);
  const [marks] = useState(() => new ReadMarks(facts.id));
  const [readAtFirst] = useState(facts.readPosition);
  useEffect(() => {
    marks.start(readAtFirst);
    return () => marks.stop();
  }, [marks, readAtFirst]);
  return (
    <>
      <Timeline key={generation} marks={marks} />
      <TypingLine />
      <Composer attachments={null} />
      <DeleteDialog />
    </>
  );
}
