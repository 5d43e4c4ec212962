import { useState } from "react";
import { IconButton } from "../ui/IconButton";
import { Menu, MenuItem } from "../ui/Menu";
import { toast } from "../ui/toasts";
import { useIsTeam, useViewer } from "../viewer";
import { useWords } from "../words/words";
import type { Message } from "./documents";
import { EarlierTexts } from "./EarlierTexts";
import { mayDelete, mayEdit, mayWrite } from "./may";
import { ReaderList } from "./ReaderList";
import { useRoom } from "./RoomContext";

/** Answer, delete by the small cross, and what is rarer in a menu. */
export function MessageActions({ message }: { message: Message }) {
  const { room } = useWords();
  const { facts, acts } = useRoom();
  const self = useViewer().author.id;
  const isTeam = useIsTeam();
  const [shown, show] = useState<"readers" | "earlier" | null>(null);
  const copy = () => void navigator.clipboard.writeText(message.body).then(() => toast({ text: room.copied }));
  return (
    <div className="message-actions">
      {mayWrite(facts) && <IconButton icon="reply" size={18} label={room.reply} onClick={() => acts.reply(message)} />}
      <Menu label={room.actions} trigger={<IconButton icon="more" size={18} label={room.actions} />}>
        {message.body && (
          <MenuItem icon="copy" onSelect={copy}>
            {room.copy}
          </MenuItem>
        )}
        {mayEdit(message, self, facts) && (
          <MenuItem icon="edit" onSelect={() => acts.edit(message)}>
            {room.edit}
          </MenuItem>
        )}
        {isTeam && (
          <MenuItem icon="checkDouble" onSelect={() => show("readers")}>
            {room.readByTitle}
          </MenuItem>
        )}
        {isTeam && message.editedAt && (
          <MenuItem icon="clock" onSelect={() => show("earlier")}>
            {room.earlier}
          </MenuItem>
        )}
      </Menu>
      {mayDelete(message, self, facts) && (
        <IconButton icon="close" size={18} label={room.remove} onClick={() => acts.askToDelete(message)} />
      )}
      {shown === "readers" && <ReaderList message={message} onClose={() => show(null)} />}
      {shown === "earlier" && <EarlierTexts message={message} onClose={() => show(null)} />}
    </div>
  );
}
