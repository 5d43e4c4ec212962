/** A message in a few words. */
import type { Preview } from "../live/inboxDocuments";
import type { Words } from "../words/words";

const LONGEST = 160;

/** `self` is the viewer's id as an author; null stands for no message at all. */
export function previewOf(message: Preview | null, self: string, { rooms }: Pick<Words, "rooms">): string {
  if (!message) return rooms.noMessages;
  if (message.deletedAt) return rooms.deleted;
  const author = message.author.id === self ? rooms.you : message.author.name;
  return rooms.said(author, message.body.trim().replace(/\s+/g, " ").slice(0, LONGEST) || filesOf(message, rooms));
}

function filesOf({ attachments }: Preview, rooms: Words["rooms"]): string {
  const [only] = attachments;
  if (attachments.length > 0 && attachments.every(({ kind }) => kind === "IMAGE")) return rooms.images(attachments.length);
  return attachments.length === 1 && only ? only.fileName : rooms.files(attachments.length);
}
