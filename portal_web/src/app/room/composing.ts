/** What the composer holds: a new message with its draft, or an own message that is being edited. */
import { useEffect, useRef, useState } from "react";
import { draftOf, keepDraft } from "../live/drafts";
import { outboxOf } from "../live/post";
import { useStore } from "../store";
import { useViewer } from "../viewer";
import type { Attachments } from "./attachments";
import { useRoom } from "./RoomContext";
import { NO_AIM } from "./useActs";

export const LONGEST = 20_000; // signs of a message, as the server counts them

export function useComposing(attachments: Attachments | null) {
  const { person } = useViewer();
  const { live, facts, acts } = useRoom();
  const aim = useStore(acts.aim);
  const [body, setBody] = useState("");
  const { editing, repliesTo, rewritten } = aim;
  const latest = useRef({ body, repliesTo });

  useEffect(() => {
    const draft = draftOf(person.id, facts.id);
    setBody(draft.body);
    if (draft.repliesTo) acts.aim.set({ ...NO_AIM, repliesTo: draft.repliesTo });
  }, [person.id, facts.id, acts]);

  useEffect(() => {
    if (editing) setBody(editing.body);
    else if (rewritten !== null) setBody(rewritten);
  }, [editing, rewritten]);

  useEffect(() => {
    if (editing) return;
    latest.current = { body, repliesTo };
    const timer = setTimeout(() => keepDraft(person.id, facts.id, { body, repliesTo }), 250);
    return () => clearTimeout(timer);
  }, [person.id, facts.id, body, repliesTo, editing]);

  useEffect(() => {
    const keep = () => keepDraft(person.id, facts.id, latest.current);
    addEventListener("pagehide", keep);
    return () => {
      removeEventListener("pagehide", keep);
      keep();
    };
  }, [person.id, facts.id]);

  const stopEditing = () => {
    acts.aim.set(NO_AIM);
    setBody(latest.current.body);
  };

  const files = attachments?.sent ?? [];
  const tooMany = [...body].length - LONGEST;
  const isBusy = !editing && (attachments?.isBusy ?? false);
  const isStuck = !editing && (attachments?.isStuck ?? false);
  const isWritten = Boolean(editing || body.trim() || files.length || isBusy) && tooMany <= 0;
  const canSend = isWritten && !isStuck;
  const [isWaiting, setWaiting] = useState(false); // for files, to be sent with them

  const send = async () => {
    if (!canSend) return;
    if (isBusy) return setWaiting(!isWaiting);
    setWaiting(false);
    if (editing) {
      if (body.trim() === editing.body || (await acts.save(editing, body.trim()))) stopEditing();
      return;
    }
    const letter = outboxOf(person.id).write({ roomId: facts.id, body: body.trim(), repliesTo, files });
    acts.aim.set(NO_AIM);
    setBody("");
    attachments?.clear(letter.clientMessageId);
    latest.current = { body: "", repliesTo: null };
    keepDraft(person.id, facts.id, latest.current);
    live.jumpToNewest();
  };

  useEffect(() => {
    if (!isWaiting || isBusy) return;
    if (canSend && !editing) void send();
    else setWaiting(false);
  });

  return { aim, body, setBody, send, canSend, isWaiting, isStuck, tooMany, stopEditing };
}
