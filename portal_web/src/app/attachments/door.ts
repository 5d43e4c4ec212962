/** The server's door for bytes: how far an upload is, going on with it, and giving it up. */
import { delay, pause } from "../graphql/backoff";
import type { ErrorCode } from "../graphql/graphql";
import { Refusal } from "../graphql/refusals";
import type { Promised } from "./documents";

const SET_BY_BROWSERS = "content-length";
const MOMENT = 250; // milliseconds in which the server notices that a connection is gone
const MOST_TRIES = 8;

/** Whether bytes go to this site and not straight to a bucket, where nothing can be gone on with. */
export function isOurs({ url }: Promised): boolean {
  return new URL(url, location.href).origin === location.origin;
}

/** How many bytes have come. Throws Refusal, NOT_FOUND where no more may come. */
export async function offsetAt({ url }: Promised, signal: AbortSignal): Promise<number> {
  const answer = await fetch(url, { method: "HEAD", signal }).catch(unreachable);
  if (!answer.ok) throw refusalOf(answer.status, "");
  return Number(answer.headers.get("Upload-Offset"));
}

/** Bring a file from its byte number `start` on. Throws Refusal. */
export function put(
  upload: Promised,
  file: Blob,
  start: number,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<void> {
  const request = new XMLHttpRequest(); // fetch does not tell how much has gone out
  return new Promise<void>((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.upload.onprogress = ({ loaded }) => onProgress(start + loaded);
    request.onabort = () => reject(signal.reason);
    request.onerror = () => reject(new Refusal("UNREACHABLE", ""));
    request.onload = () => {
      if (request.status < 300) resolve();
      else reject(refusalOf(request.status, request.responseText));
    };
    request.open("PUT", upload.url);
    for (const { name, value } of upload.headers) {
      if (name.toLowerCase() !== SET_BY_BROWSERS) request.setRequestHeader(name, value);
    }
    if (start) request.setRequestHeader("Content-Range", rangeOf(start, file.size));
    request.send(start ? file.slice(start) : file);
  });
}

/** Leave nothing of an upload that is not sent. What cannot be reached now forgets it by itself within a day. */
export async function giveUp(upload: Promised): Promise<void> {
  if (!isOurs(upload)) return;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, MOMENT));
    const answer = await fetch(upload.url, { method: "DELETE", keepalive: true }).catch(() => null);
    if (answer && answer.status !== 409 && answer.status < 500) return;
    await pause(delay(tries));
  }
}

/** What `Content-Range` says of the rest of a file. */
export function rangeOf(start: number, size: number): string {
  return start < size ? `bytes ${start}-${size - 1}/${size}` : `bytes */${size}`;
}

function unreachable(problem: unknown): never {
  if (problem instanceof DOMException && problem.name === "AbortError") throw problem;
  throw new Refusal("UNREACHABLE", "");
}

/** What the door answered, as a refusal: some pass by themselves. */
export function refusalOf(status: number, text: string): Refusal {
  if (status === 408 || status === 409 || status >= 500) return new Refusal("UNAVAILABLE", "");
  if (status === 404) return new Refusal("NOT_FOUND", "");
  try {
    const { code, message } = JSON.parse(text) as { code: ErrorCode; message: string };
    return new Refusal(code, message);
  } catch {
    return new Refusal("INTERNAL", ""); // a bucket answers in XML
  }
}
