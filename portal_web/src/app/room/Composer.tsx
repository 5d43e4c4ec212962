import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react";
import { useStore } from "../store";
import { IconButton } from "../ui/IconButton";
import { useViewer } from "../viewer";
import { useFormats, useWords } from "../words/words";
import { AimBar } from "./AimBar";
import type { Attachments } from "./attachments";
import { AttachButton } from "./AttachButton";
import { useComposing } from "./composing";
import { mayEdit, mayWrite } from "./may";
import { ReadOnlyNotice } from "./ReadOnlyNotice";
import { useRoom } from "./RoomContext";
import { useTypingSignal } from "./useTypingSignal";
import "./composer.css";

/** Where to write, or why one cannot. */
export function Composer({ attachments }: { attachments: Attachments | null }) {
  const { facts } = useRoom();
  return mayWrite(facts) ? <Writing attachments={attachments} /> : <ReadOnlyNotice />;
}

function Writing({ attachments }: { attachments: Attachments | null }) {
  const { room, attachments: files } = useWords();
  const formats = useFormats();
  const { facts } = useRoom();
  const { aim, body, setBody, send, canSend, isWaiting, isStuck, tooMany, stopEditing } = useComposing(attachments);
  const field = useRef<HTMLTextAreaElement>(null);
  const signal = useTypingSignal();
  const editLast = useEditLast();

  useEffect(() => {
    const area = field.current;
    if (!area || (aim.editing === null && aim.repliesTo === null && aim.rewritten === null)) return;
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }, [aim]);

  useLayoutEffect(() => {
    if (field.current && !SIZES_ITSELF) fit(field.current);
  }, [body]);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey && !matchMedia("(pointer: coarse)").matches) {
      event.preventDefault();
      void send();
    } else if (event.key === "Escape" && (aim.editing || aim.repliesTo)) {
      event.stopPropagation();
      stopEditing();
    } else if (event.key === "ArrowUp" && !body && !aim.editing && editLast()) event.preventDefault();
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
        field.current?.focus();
      }}
    >
      <AimBar aim={aim} onClose={stopEditing} />
      {!aim.editing && attachments?.chips}
      {attachments && (
        <p className="composer-wait" role="status">
          {isWaiting ? files.whenThere : isStuck ? files.stuck : null}
        </p>
      )}
      <div className="composer-line">
        {attachments && !aim.editing && <AttachButton onFiles={(files) => attachments.addFiles(files)} />}
        <textarea
          ref={field}
          className="composer-field"
          aria-label={room.writeLabel(facts.name)}
          aria-describedby={tooMany > 0 ? "composer-long" : undefined}
          aria-invalid={tooMany > 0 || undefined}
          placeholder={room.write}
          dir="auto"
          rows={1}
          value={body}
          enterKeyHint={matchMedia("(pointer: coarse)").matches ? "enter" : "send"}
          onChange={(event) => {
            setBody(event.target.value);
            if (event.target.value.trim() && !aim.editing) signal();
          }}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            const pasted = [...event.clipboardData.files];
            if (!attachments || !pasted.length || aim.editing || isText(event.clipboardData)) return;
            event.preventDefault();
            attachments.addFiles(pasted);
          }}
        />
        <IconButton
          type="submit"
          className="composer-send"
          icon={aim.editing ? "check" : isWaiting ? "clock" : "send"}
          label={aim.editing ? room.save : isWaiting ? files.waitNot : room.send}
          aria-disabled={!canSend}
        />
      </div>
      {tooMany > 0 && (
        <p id="composer-long" className="composer-long" role="alert">
          {room.tooLong(formats.number(tooMany))}
        </p>
      )}
    </form>
  );
}

/** Office programs paste a picture of the text beside the text. */
function isText(data: DataTransfer): boolean {
  return data.types.includes("text/html") && data.getData("text/plain") !== "";
}

const SIZES_ITSELF = CSS.supports("field-sizing", "content");

/** Browsers that cannot do it by themselves are told how high the field is. */
function fit(field: HTMLTextAreaElement): void {
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight}px`;
}

/** Edits the newest own message in memory; answers whether there is one. */
function useEditLast(): () => boolean {
  const { live, facts, acts } = useRoom();
  const self = useViewer().author.id;
  const { window } = useStore(live.state);
  return () => {
    const last = window.messages.findLast((message) => message.author.id === self && !message.deletedAt);
    if (!last || !mayEdit(last, self, facts)) return false;
    acts.edit(last);
    return true;
  };
}
