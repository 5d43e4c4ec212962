/** Brings an image that somebody, or the firm, is to be shown by. */
import { delay } from "../graphql/backoff";
import { Refusal } from "../graphql/refusals";
import { bring } from "./bring";
import type { Purpose } from "./documents";

const MOST_TRIES = 12; // about a minute and a half until the server has looked at it

/** Upload an image and have `change` take it, as soon as the server knows what it is. Throws Refusal. */
export async function bringPicture<Answer>(
  file: File,
  purpose: Exclude<Purpose, "MESSAGE">,
  change: (uploadId: string) => Promise<Answer>,
): Promise<Answer> {
  const uploadId = await bring(file, purpose, () => {}).done.catch(unreadable);
  for (let tries = 0; ; tries += 1) {
    try {
      return await change(uploadId);
    } catch (problem) {
      const isEarly = problem instanceof Refusal && problem.code === "UPLOAD_INCOMPLETE";
      if (!isEarly || tries > MOST_TRIES) throw problem;
      await new Promise((resolve) => setTimeout(resolve, delay(tries)));
    }
  }
}

function unreadable(problem: unknown): never {
  throw problem instanceof DOMException ? new Refusal("UPLOAD_REFUSED", "") : problem;
}
