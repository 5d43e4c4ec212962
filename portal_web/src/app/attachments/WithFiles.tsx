import { Conversation } from "../room/Conversation";
import { mayWrite } from "../room/may";
import { useRoom } from "../room/RoomContext";
import { LightboxGate } from "./LightboxGate";
import { useAttachments } from "./useAttachments";
import { useStrayFiles } from "./useStrayFiles";

/** An open room whose messages may carry files. */
export function WithFiles() {
  const { facts } = useRoom();
  const attachments = useAttachments(facts.id);
  useStrayFiles(mayWrite(facts) ? attachments.addFiles : null);
  return (
    <>
      <Conversation attachments={attachments} />
      <LightboxGate />
    </>
  );
}
