import { useId } from "react";
import { Icon, type IconName } from "../ui/Icon";
import { useTeamWords } from "../words/office";

export type RoomKind = "CONVERSATION" | "ANNOUNCEMENT";

/** Whether clients write in a room. Chosen once. */
export function KindChoice({ kind, onChange, isFixed }: { kind: RoomKind; onChange: (kind: RoomKind) => void; isFixed: boolean }) {
  const { create } = useTeamWords().team;
  const id = useId();
  const of = (value: RoomKind, icon: IconName, label: string, hint: string) => (
    <label className="kind">
      <input type="radio" name={id} checked={kind === value} onChange={() => onChange(value)} aria-describedby={`${id}-${value}`} />
      <Icon name={icon} />
      <span className="kind-words">
        <span className="kind-name">{label}</span>
        <span className="kind-hint" id={`${id}-${value}`}>
          {hint}
        </span>
      </span>
    </label>
  );
  return (
    <fieldset className="kinds" disabled={isFixed} aria-describedby={`${id}-hint`}>
      <legend>{create.kind}</legend>
      <div className="kinds-both">
        {of("CONVERSATION", "chat", create.conversation, create.conversationHint)}
        {of("ANNOUNCEMENT", "megaphone", create.announcement, create.announcementHint)}
      </div>
      <p className="field-hint" id={`${id}-hint`}>
        {create.kindHint}
      </p>
    </fieldset>
  );
}
