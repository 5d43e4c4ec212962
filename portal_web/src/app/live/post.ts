/** The outbox of whoever is signed in: letters go out by the contract, from any page, as soon as they can. */
import { delay, pause } from "../graphql/backoff";
import { act } from "../graphql/client";
import { connection, onConnection } from "../graphql/connection";
import { Refusal } from "../graphql/refusals";
import { type Message, sendMessage } from "../room/documents";
import { onSignOut } from "../session";
import { forgetDrafts } from "./drafts";
import type { Letter } from "./letters";
import { Outbox } from "./outbox";

let opened: { personId: string; outbox: Outbox<Message> } | null = null;

/** The outbox of a person, which begins to send what an earlier visit left in it. */
export function outboxOf(personId: string): Outbox<Message> {
  if (opened?.personId === personId) return opened.outbox;
  const outbox = new Outbox<Message>(`parlour.outbox.${personId}.`, localStorage, { send, rest, now: () => new Date() });
  opened = { personId, outbox };
  addEventListener("storage", ({ key, newValue }) => newValue === null && outbox.gone(key));
  onSignOut(() => {
    outbox.clear();
    forgetDrafts(personId);
  });
  outbox.wake();
  return outbox;
}

async function send({ roomId, clientMessageId, body, repliesTo, files }: Letter): Promise<Message> {
  const uploadIds = files.map((file) => file.uploadId);
  const input = { roomId, clientMessageId, body, repliesToId: repliesTo?.messageId ?? null, uploadIds };
  const { message } = await act(sendMessage, { input });
  if (!message) throw new Refusal("INTERNAL", "");
  return message;
}

/** Wait a little longer with each try, or until there is a connection again. */
async function rest(tries: number): Promise<void> {
  let stop = () => {};
  const live = new Promise<void>((resolve) => {
    stop = onConnection(() => connection() === "live" && resolve());
  });
  await Promise.race([pause(delay(tries)), live]);
  stop();
}
