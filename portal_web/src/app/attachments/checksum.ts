/** What a file's bytes are promised to be. */

const MOST = 64 * 1024 * 1024; // bytes read at once; what is larger is held to its size alone

/** The SHA-256 of a file in hexadecimal digits; null where it would cost too much, or the browser has no means. */
export async function checksumOf(file: Blob): Promise<string | null> {
  if (file.size > MOST || !isSecureContext) return null;
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
