import { useState } from "react";
import { useStore } from "../store";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { useWords } from "../words/words";
import { useRoom } from "./RoomContext";

/** Asks before a message is taken back for everybody. */
export function DeleteDialog() {
  const { room, shell } = useWords();
  const { acts } = useRoom();
  const message = useStore(acts.deleting);
  const [isBusy, setBusy] = useState(false);
  const close = () => acts.deleting.set(null);
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
      {message?.body && (
        <blockquote className="delete-quote" dir="auto">
          {message.body.slice(0, 200)}
        </blockquote>
      )}
    </Dialog>
  );
}
