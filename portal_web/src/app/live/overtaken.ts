/** Whether an answer is older than what events have told since: some of a message only ever moves forward. */
import type { Message } from "../room/documents";

type Moving = Pick<Message, "deletedAt" | "editedAt"> & { attachments: readonly Pick<Message["attachments"][number], "state" | "scan">[] };

export function isOvertaken(answer: Moving, known: Moving): boolean {
  if (known.deletedAt || answer.deletedAt) return !answer.deletedAt;
  const [told, before] = [Date.parse(known.editedAt ?? "0000"), Date.parse(answer.editedAt ?? "0000")];
  if (told !== before) return told > before;
  return known.attachments.some((file, place) => rank(file) > rank(answer.attachments[place] ?? file));
}

function rank({ state, scan }: Moving["attachments"][number]): number {
  if (state === "UPLOADING" || state === "RECEIVED") return 0;
  return scan === "PENDING" ? 1 : 2;
}
