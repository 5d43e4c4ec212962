/** Brings one file to the server: promised, sent, gone on with where a cut left it, or given up without a trace. */
import { delay, pause } from "../graphql/backoff";
import { act } from "../graphql/client";
import { Refusal } from "../graphql/refusals";
import { checksumOf } from "./checksum";
import { completeUpload, createUpload, type Promised, type Purpose } from "./documents";
import { giveUp, isOurs, offsetAt, put } from "./door";

const MOST_LOST = 3; // promises that may run out before their bytes are there

export interface Bringing {
  /** The upload's id once all bytes are there. Throws Refusal, or DOMException for a file that cannot be read. */
  readonly done: Promise<string>;
  /** Stop, also afterwards; nothing stays on the server. */
  giveUp(): void;
}

/** Begin to bring a file; `onProgress` is told how many bytes have gone out. */
export function bring(file: File, purpose: Purpose, onProgress: (bytes: number) => void): Bringing {
  const abort = new AbortController();
  const { signal } = abort;
  let upload: Promised | null = null;
  let isOver = false;

  const attempt = async (checksum: string | null, isFirst: boolean): Promise<string> => {
    if (!upload) {
      const input = { fileName: file.name || "file", size: file.size, checksum, purpose };
      upload = (await act(createUpload, { input })).upload;
      if (!upload) throw new Refusal("INTERNAL", "");
    }
    signal.throwIfAborted();
    const start = isFirst || !isOurs(upload) ? 0 : await offsetAt(upload, signal);
    await put(upload, file, start, signal, onProgress);
    if (!isOurs(upload)) await act(completeUpload, { input: { uploadId: upload.id } });
    return upload.id;
  };

  const run = async (): Promise<string> => {
    const checksum = await checksumOf(file);
    let lost = 0;
    for (let tries = 0; ; tries += 1) {
      try {
        return await attempt(checksum, tries === 0);
      } catch (problem) {
        if (signal.aborted || !(problem instanceof Refusal)) throw problem;
        if (problem.code === "NOT_FOUND" && upload) {
          if (await isThere(upload)) return upload.id;
          if ((lost += 1) > MOST_LOST) throw problem;
          upload = null;
        } else if (!problem.passes && problem.code !== "RATE_LIMITED") throw problem;
        await pause(delay(tries));
        signal.throwIfAborted();
      }
    }
  };

  const leaveNothing = () => {
    if (upload && isOver && signal.aborted) void giveUp(upload);
  };
  const done = run().finally(() => {
    isOver = true;
    leaveNothing();
  });
  return {
    done,
    giveUp: () => {
      abort.abort();
      leaveNothing();
    },
  };
}

/** The door closes behind the last byte: whether it came, though its answer was lost. */
async function isThere({ id }: Promised): Promise<boolean> {
  try {
    await act(completeUpload, { input: { uploadId: id } });
    return true;
  } catch (problem) {
    if (problem instanceof Refusal && !problem.passes) return false;
    throw problem;
  }
}
