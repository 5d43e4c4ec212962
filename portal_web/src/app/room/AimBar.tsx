import { Icon } from "../ui/Icon";
import { IconButton } from "../ui/IconButton";
import { useWords } from "../words/words";
import type { Aim } from "./useActs";

/** What is being answered or edited, and the way out of it. */
export function AimBar({ aim, onClose }: { aim: Aim; onClose: () => void }) {
  const { room, shell } = useWords();
  const { editing, repliesTo } = aim;
  if (!editing && !repliesTo) return null;
  return (
    <div className="aim">
      <Icon name={editing ? "edit" : "reply"} size={18} />
      <div className="aim-words">
        <p className="aim-title" dir="auto">
          {editing ? room.editing : room.replyingTo(repliesTo?.authorName ?? "")}
        </p>
        <p className="aim-text" dir="auto">
          {editing?.body ?? repliesTo?.body}
        </p>
      </div>
      <IconButton icon="close" size={18} label={shell.cancel} onClick={onClose} />
    </div>
  );
}
