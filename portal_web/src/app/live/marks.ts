/** The viewer's read mark in an open room: moves forward only, by what was in view while the page was in front. */
import { act } from "../graphql/client";
import { Refusal } from "../graphql/refusals";
import { markRoomRead } from "../room/documents";
import { createStore } from "../store";

const TOGETHER = 400; // milliseconds in which moves become one

export class ReadMarks {
  /** The furthest position that was read. */
  readonly read = createStore(0);
  private inView = 0;
  private told = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly roomId: string) {}

  /** Begin; `position` was read before. */
  start(position: number): void {
    this.told = Math.max(this.told, position);
    this.read.set((now) => Math.max(now, position));
    addEventListener("focus", this.look);
    document.addEventListener("visibilitychange", this.look);
  }

  stop(): void {
    removeEventListener("focus", this.look);
    document.removeEventListener("visibilitychange", this.look);
    if (this.timer !== undefined) this.tell();
  }

  /** A message is in view, as are those before it. */
  see(position: number): void {
    this.inView = position;
    this.look();
  }

  private look = (): void => {
    if (document.visibilityState !== "visible" || !document.hasFocus() || this.inView <= this.read.get()) return;
    this.read.set(this.inView);
    this.timer ??= setTimeout(() => this.tell(), TOGETHER);
  };

  private tell(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const position = this.read.get();
    if (position <= this.told) return;
    this.told = position;
    act(markRoomRead, { input: { roomId: this.roomId, position } }).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      if (!error.passes) return;
      this.told = Math.min(this.told, position - 1);
      this.timer ??= setTimeout(() => this.tell(), TOGETHER * 10);
    });
  }
}
