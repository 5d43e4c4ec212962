/** The messages of one room that are in memory: a window of dense positions without holes, bounded however long the room. */

/** What the window needs to know of a message; positions are 1, 2, 3 … in the room's order. */
export interface Placed {
  readonly position: number;
}

/** Messages asked for at a time. */
export const PAGE = 50;
/** Messages in memory before what is far from the reader is let go. */
export const MOST = 600;
const SPARE = 100; // let go at a stretch, so that it is not done at every message
const MOST_AHEAD = 200; // beyond a hole; past that, the end is loaded when the reader goes there

export interface Window<M> {
  readonly messages: readonly M[];
  /** The position of the first message of the window; one past `last` when it is empty. */
  readonly first: number;
  readonly last: number;
  /** The highest position known to exist in the room. */
  readonly newest: number;
}

export class Timeline<M extends Placed> {
  private messages: readonly M[] = [];
  private first = 1;
  private newest = 0;
  private readonly ahead = new Map<number, M>();
  private readonly told = new Map<number, M>(); // by events while pages are on their way, which may be older
  private asked = 0;
  private shown: Window<M> | null = null;

  /** What is in memory now; the same object until something changes. */
  window(): Window<M> {
    this.shown ??= { messages: this.messages, first: this.first, last: this.last, newest: this.newest };
    return this.shown;
  }

  private get last(): number {
    return this.first + this.messages.length - 1;
  }

  /** Whether the window reaches the room's beginning. */
  get hasBeginning(): boolean {
    return this.first === 1;
  }

  /** Whether the window reaches the newest message that is known. */
  get hasEnd(): boolean {
    return this.last >= this.newest;
  }

  /** The message after which some are missing although later ones came; null while there is no hole. */
  get hole(): number | null {
    return this.ahead.size ? this.last : null;
  }

  has(position: number): boolean {
    return position >= this.first && position <= this.last;
  }

  at(position: number): M | undefined {
    return this.messages[position - this.first];
  }

  /** Note that a page is asked for, so that what events tell meanwhile wins over it. End with `arrived`. */
  departed(): void {
    this.asked += 1;
  }

  /** Note that a page has come, and been used, or has failed. */
  arrived(): void {
    this.asked -= 1;
    if (!this.asked) this.told.clear();
  }

  /** Replace the window by a page in its order. `newest` is the room's last position as of the page. */
  open(page: readonly M[], newest: number): void {
    this.ahead.clear();
    this.messages = page.map((message) => this.told.get(message.position) ?? message);
    this.newest = Math.max(this.newest, newest);
    this.first = page[0]?.position ?? this.newest + 1;
    this.drain();
    this.changed();
  }

  /** Add a page that overlaps the window or lies at one of its ends. Answers false for one that lies elsewhere. */
  merge(page: readonly M[]): boolean {
    const [start, end] = [page[0]?.position, page.at(-1)?.position];
    if (start === undefined || end === undefined) return true;
    if (end < this.first - 1 || start > this.last + 1) return false;
    const fresh = page.map((message) => this.told.get(message.position) ?? message);
    const before = this.messages.slice(0, Math.max(0, start - this.first));
    const after = this.messages.slice(Math.max(0, end - this.first + 1));
    this.messages = [...before, ...fresh, ...after];
    this.first = Math.min(this.first, start);
    this.newest = Math.max(this.newest, end);
    this.drain();
    this.changed();
    return true;
  }

  /** Take messages as events or answers tell them now, in whatever order they come and however often. */
  receive(messages: readonly M[]): void {
    const next = [...this.messages];
    for (const message of messages) this.place(next, message);
    this.messages = next;
    this.drain();
    this.changed();
  }

  private place(next: M[], message: M): void {
    const { position } = message;
    if (this.asked) this.told.set(position, message);
    const last = this.first + next.length - 1;
    const follows = last >= this.newest || this.ahead.size > 0; // else the reader is back in the history
    this.newest = Math.max(this.newest, position);
    if (position >= this.first && position <= last) next[position - this.first] = message;
    else if (position === last + 1 && follows) next.push(message);
    else if (position > last && follows) this.ahead.set(position, message);
  }

  /** Take up what waited beyond a hole that is filled now. */
  private drain(): void {
    const found: M[] = [];
    let next = this.last + 1;
    for (let message = this.waiting(next); message; message = this.waiting(next)) {
      found.push(message);
      next += 1;
    }
    for (const position of this.ahead.keys()) if (position < next) this.ahead.delete(position);
    if (found.length) this.messages = [...this.messages, ...found];
    if (this.ahead.size > MOST_AHEAD) this.ahead.clear();
  }

  private waiting(position: number): M | undefined {
    return this.ahead.get(position) ?? this.told.get(position);
  }

  /** Learn that the room reaches further than what was told. */
  grown(newest: number): void {
    if (newest <= this.newest) return;
    this.newest = newest;
    this.changed();
  }

  /** Let go of what is furthest from the position being read, on one side at a time. Answers whether it did. */
  trim(reading: number): boolean {
    if (this.messages.length <= MOST) return false;
    const excess = this.messages.length - MOST + SPARE;
    const fromStart = reading - this.first > this.last - reading;
    this.messages = fromStart ? this.messages.slice(excess) : this.messages.slice(0, -excess);
    if (fromStart) this.first += excess;
    else this.ahead.clear();
    this.changed();
    return true;
  }

  /** Forget everything, as when the reader is let out of the room. */
  clear(): void {
    this.messages = [];
    this.ahead.clear();
    this.told.clear();
    [this.first, this.newest] = [1, 0];
    this.changed();
  }

  private changed(): void {
    this.shown = null;
  }
}
