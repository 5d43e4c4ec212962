/** Where a file of a message stands for whoever looks at it. */
import type { MessageAttachment } from "../room/documents";
import { endingOf } from "./FileMark";

export type Standing = "ready" | "coming" | "scanning" | "refused" | "blocked";

const IMAGES = ["png", "jpg", "jpeg", "gif", "webp", "avif", "heic", "heif", "bmp", "tif", "tiff"];

export function standingOf({ state, scan, url }: Pick<MessageAttachment, "state" | "scan" | "url">): Standing {
  if (scan === "BLOCKED") return "blocked";
  if (state === "REFUSED") return "refused";
  if (state !== "READY") return "coming";
  return scan === "PENDING" || !url ? "scanning" : "ready";
}

/** Whether it is shown as an image, or most likely will be: its place is kept. */
export function isPicture(attachment: MessageAttachment): boolean {
  const standing = standingOf(attachment);
  if (standing === "coming") return attachment.kind === "IMAGE" || IMAGES.includes(endingOf(attachment.fileName));
  return standing === "ready" && attachment.kind === "IMAGE" && Boolean(attachment.screen);
}
