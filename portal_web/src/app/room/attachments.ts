/** What the composer needs of whoever brings files to the server. */
import type { ReactNode } from "react";
import type { SentFile } from "../live/letters";

export interface Attachments {
  /** Begin to bring files that were chosen, dropped or pasted. */
  addFiles(files: readonly File[]): void;
  /** What is on its way, with progress and a way to take it out. */
  readonly chips: ReactNode;
  /** The uploads that are ready to be sent, in their order. */
  readonly sent: readonly SentFile[];
  /** Whether some are still on their way: the message waits for them. */
  readonly isBusy: boolean;
  /** Whether some could not be brought: the message waits for the person. */
  readonly isStuck: boolean;
  /** Forget what was sent, now as the files of a message. */
  clear(clientMessageId: string): void;
}
