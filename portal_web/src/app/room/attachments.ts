/** What the composer needs of whoever brings files to the server. */
import type { ReactNode } from "react";
import type { SentFile } from "../live/outbox";

export interface Attachments {
  /** Begin to bring files that were chosen, dropped or pasted. */
  addFiles(files: readonly File[]): void;
  /** What is on its way, with progress and a way to take it out. */
  readonly chips: ReactNode;
  /** The uploads that are ready to be sent, in their order. */
  readonly sent: readonly SentFile[];
  /** Whether to wait with sending. */
  readonly isBusy: boolean;
  /** Forget what was sent. */
  clear(): void;
}
