/** What was sent from here is shown from here, until the server has made its own forms of it. */

const SHOWN = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;
const MOST = 40; // messages whose files are kept in memory

const kept = new Map<string, readonly (string | null)[]>();

/** Whether browsers show such a file as an image. */
export function previewable({ type }: Blob): boolean {
  return SHOWN.test(type);
}

/** Keep the blob: addresses of a message's files, in their order, null for what is no image. */
export function keepPreviews(clientMessageId: string, addresses: readonly (string | null)[]): void {
  kept.set(clientMessageId, addresses);
  for (const [id, old] of kept) {
    if (kept.size <= MOST) return;
    kept.delete(id);
    for (const address of old) if (address) URL.revokeObjectURL(address);
  }
}

/** Where a message's file can be shown from; null where it was not sent from here, or is no image. */
export function previewOf(clientMessageId: string, place: number): string | null {
  return kept.get(clientMessageId)?.[place] ?? null;
}
