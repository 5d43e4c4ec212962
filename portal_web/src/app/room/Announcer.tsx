import { useEffect, useRef, useState } from "react";
import { useViewer } from "../viewer";
import { useWords } from "../words/words";
import type { Message } from "./documents";

const LONGEST = 300; // signs that are read out unasked

/** Tells screen readers what others have just said, and nothing of what was merely scrolled to. */
export function Announcer({ messages, newest }: { messages: readonly Message[]; newest: number }) {
  const { room } = useWords();
  const { author } = useViewer();
  const heard = useRef(newest);
  const [said, say] = useState<readonly Message[]>([]);
  useEffect(() => {
    const last = messages.at(-1);
    if (!last || last.position <= heard.current) return;
    const fresh = messages.slice(-5).filter(({ position }) => position > heard.current);
    heard.current = last.position;
    const others = fresh.filter((message) => message.author.id !== author.id);
    if (others.length) say(others);
  }, [messages, author.id]);
  return (
    <div className="hidden-visually" aria-live="polite">
      {said.map((message) => (
        <p key={message.id}>{room.arrived(message.author.name, spoken(message, room.fileCount))}</p>
      ))}
    </div>
  );
}

/** What is read out of a message. */
export function spoken({ body, attachments }: Pick<Message, "body" | "attachments">, files: (count: number) => string): string {
  const parts = [body.slice(0, LONGEST), attachments.length ? files(attachments.length) : ""];
  return parts.filter(Boolean).join(" · ");
}
