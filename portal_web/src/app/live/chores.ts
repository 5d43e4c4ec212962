/** Things that go on beside each other, one of each kind at a time, until all are stopped together. */

export class Chores {
  isStopped = false;
  private readonly busy = new Set<string>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  /** `failed` is told what a chore throws. */
  constructor(private readonly failed: (error: unknown) => void) {}

  /** Begin a chore unless one of its kind goes on. */
  once(kind: string, work: () => Promise<void>): void {
    if (this.isStopped || this.busy.has(kind)) return;
    this.busy.add(kind);
    work()
      .catch((error: unknown) => {
        if (!this.isStopped) this.failed(error);
      })
      .finally(() => this.busy.delete(kind));
  }

  /** Do something after a while, unless something of its kind waits already. */
  later(kind: string, milliseconds: number, work: () => void): void {
    if (this.isStopped || this.timers.has(kind)) return;
    const act = () => {
      this.timers.delete(kind);
      work();
    };
    this.timers.set(kind, setTimeout(act, Math.max(0, milliseconds)));
  }

  stop(): void {
    this.isStopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
