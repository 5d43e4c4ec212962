/** The last message of a room in a few words. */
import type { Entry } from "../live/inboxDocuments";
import type { Words } from "../words/words";

const LONGEST = 160;

/** `self` is the viewer's id as an author. */
export function previewOf({ lastMessage }: Entry, self: string, { rooms }: Pick<Words, "rooms">): string {
  if (!lastMessage) return rooms.noMessages;
  if (lastMessage.deletedAt) return rooms.deleted;
  const author = lastMessage.author.id === self ? rooms.you : lastMessage.author.name;
  return rooms.said(author, lastMessage.body.trim().replace(/\s+/g, " ").slice(0, LONGEST) || filesOf(lastMessage, rooms));
}

function filesOf({ attachments }: NonNullable<Entry["lastMessage"]>, rooms: Words["rooms"]): string {
  const [only] = attachments;
  if (attachments.length > 0 && attachments.every(({ kind }) => kind === "IMAGE")) return rooms.images(attachments.length);
  return attachments.length === 1 && only ? only.fileName : rooms.files(attachments.length);
}
