import type { HeldMail } from "./documents";

/** The mail as it came: its whole text, its files, and the original to save. */
export function WholeMail(_: { mail: HeldMail }) {
  return null;
}
