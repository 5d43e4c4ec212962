/** What the viewer may do with a room and its messages, by what the contract says of the room. */
import type { Message, RoomFacts } from "./documents";

export function mayWrite({ kind, viewerMay }: Pick<RoomFacts, "kind" | "viewerMay">): boolean {
  return viewerMay.includes(kind === "ANNOUNCEMENT" ? "ANNOUNCE" : "POST");
}

export function mayEdit(message: Message, self: string, { viewerMay }: Pick<RoomFacts, "viewerMay">): boolean {
  return message.author.id === self && !message.deletedAt && viewerMay.includes("EDIT_OWN");
}

export function mayDelete(message: Message, self: string, { viewerMay }: Pick<RoomFacts, "viewerMay">): boolean {
  const own = message.author.id === self && viewerMay.includes("DELETE_OWN");
  return !message.deletedAt && (own || viewerMay.includes("DELETE_ANY"));
}
