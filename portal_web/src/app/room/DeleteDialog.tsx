import { useState } from "react";
import { ask } from "../graphql/client";
import { useStore } from "../store";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { useWords } from "../words/words";
import { type Message, messageMailed } from "./documents";
import { focusSoon, isFree, messageAt } from "./focusing";
import { useRoom } from "./RoomContext";
import { useAnswer } from "./useAnswer";

/** Asks before a message is taken back for everybody. */
export function DeleteDialog() {
  const { room, shell } = useWords();
  const { acts } = useRoom();
  const message = useStore(acts.deleting);
  const [isBusy, setBusy] = useState(false);
  const close = () => {
    acts.deleting.set(null);
    if (message) focusSoon(() => messageAt(message.position), isFree); // its buttons may be gone
  };
  const remove = async () => {
    if (!message) return;
    setBusy(true);
    await acts.remove(message);
    setBusy(false);
    close();
  };
  return (
    <Dialog
      open={message !== null}
      onClose={close}
      title={room.deleteTitle}
      hint={room.deleteHint}
      actions={
        <>
          <Button onClick={close}>{shell.cancel}</Button>
          <Button look="danger" icon="trash" busy={isBusy} onClick={() => void remove()}>
            {room.remove}
          </Button>
        </>
      }
    >
      {message && <Deleted message={message} />}
    </Dialog>
  );
}

/** What is deleted, and for the team how many clients keep it in their mail. */
function Deleted({ message }: { message: Message }) {
  const { room } = useWords();
  const { data: mailed } = useAnswer(() => mailedCount(message.id), message.id);
  return (
    <>
      {message.body && (
        <blockquote className="delete-quote" dir="auto">
          {message.body.slice(0, 200)}
        </blockquote>
      )}
      <p className="delete-mailed" role="status">
        {mailed ? room.deleteMailed(mailed) : null}
      </p>
    </>
  );
}

async function mailedCount(messageId: string): Promise<number | null> {
  const { node } = await ask(messageMailed, { messageId });
  return node && "mailedCount" in node ? node.mailedCount : null;
}
