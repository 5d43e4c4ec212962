/** The files that are chosen for one message of a room: kept while the page is open, whichever room is looked at. */
import { createStore, type Store } from "../store";
import { onSignOut } from "../session";
import { type Bringing, bring } from "./bring";
import { previewable } from "./previews";

export const MOST_FILES = 20; // of one message, as the server counts
const AT_ONCE = 3;

export interface Chip {
  readonly key: number;
  readonly file: File;
  /** A blob: address to show the image by; null for other files. */
  readonly preview: string | null;
  readonly state: "waiting" | "coming" | "there" | "failed";
  /** Bytes that have gone out. */
  readonly sent: number;
  readonly uploadId: string | null;
  readonly problem: unknown;
}

type Bringer = (file: File, onProgress: (bytes: number) => void) => Bringing;

export class FileQueue {
  readonly chips: Store<readonly Chip[]> = createStore<readonly Chip[]>([]);
  private readonly under = new Map<number, Bringing>();
  private next = 1;

  constructor(private readonly bringer: Bringer) {}

  /** Begin to bring files; answers how many are too many for one message. */
  add(files: readonly File[]): number {
    const room = Math.max(0, MOST_FILES - this.chips.get().length);
    const taken = files.slice(0, room).map(
      (file): Chip => ({
        key: this.next++,
        file,
        preview: previewable(file) ? URL.createObjectURL(file) : null,
        state: "waiting",
        sent: 0,
        uploadId: null,
        problem: null,
      }),
    );
    this.chips.set((now) => [...now, ...taken]);
    this.begin();
    return files.length - taken.length;
  }

  /** Take a file out, and leave nothing of it on the server. */
  cancel(key: number): void {
    this.under.get(key)?.giveUp();
    this.under.delete(key);
    const gone = this.chips.get().find((chip) => chip.key === key);
    if (gone?.preview) URL.revokeObjectURL(gone.preview);
    this.chips.set((now) => now.filter((chip) => chip.key !== key));
    this.begin();
  }

  retry(key: number): void {
    this.change(key, { state: "waiting", sent: 0, problem: null });
    this.begin();
  }

  /** Hand over the files because they are sent; their previews are whose they are handed to. */
  take(): readonly Chip[] {
    const taken = this.chips.get();
    this.under.clear();
    this.chips.set([]);
    return taken;
  }

  clear(): void {
    for (const { key } of this.chips.get()) this.cancel(key);
  }

  private begin(): void {
    const chips = this.chips.get();
    const coming = chips.filter(({ state }) => state === "coming").length;
    const next = chips.filter(({ state }) => state === "waiting").slice(0, Math.max(0, AT_ONCE - coming));
    for (const chip of next) void this.bring(chip);
  }

  private async bring({ key, file }: Chip): Promise<void> {
    this.change(key, { state: "coming" });
    const bringing = this.bringer(file, (sent) => this.change(key, { sent }));
    this.under.set(key, bringing);
    try {
      const uploadId = await bringing.done;
      this.change(key, { state: "there", sent: file.size, uploadId });
    } catch (problem) {
      this.change(key, { state: "failed", problem });
    }
    this.begin();
  }

  private change(key: number, changed: Partial<Chip>): void {
    this.chips.set((now) => now.map((chip) => (chip.key === key ? { ...chip, ...changed } : chip)));
  }
}

const queues = new Map<string, FileQueue>();

/** The files chosen in a room. Closing the page while some are on their way asks first. */
export function queueOf(roomId: string): FileQueue {
  let found = queues.get(roomId);
  if (!found) {
    if (!queues.size) {
      addEventListener("beforeunload", (event) => isAnyBusy() && event.preventDefault());
      onSignOut(() => {
        for (const queue of queues.values()) queue.clear();
        queues.clear();
      });
    }
    found = new FileQueue((file, onProgress) => bring(file, "MESSAGE", onProgress));
    queues.set(roomId, found);
  }
  return found;
}

function isAnyBusy(): boolean {
  return [...queues.values()].some((queue) => isBusy(queue.chips.get()));
}

export function isBusy(chips: readonly Chip[]): boolean {
  return chips.some(({ state }) => state === "waiting" || state === "coming");
}
