/** What a person has written and the server has not confirmed: kept in the browser, in order per room, sent until answered. */
import { Refusal } from "../graphql/refusals";
import { keysIn, type Letter, lettersIn, type Store, type Written } from "./letters";

export interface Post<M> {
  /** Send it and answer with the message as it stands in the room. Throws Refusal. */
  readonly send: (letter: Letter) => Promise<M>;
  /** Wait before the n-th retry, or less when there is reason for hope. */
  readonly rest: (tries: number) => Promise<void>;
  readonly now: () => Date;
}

const MOST_FAULTS = 4; // of ours, for one message, before the person is asked what to do
const NOTHING: readonly Letter[] = [];

export class Outbox<M> {
  private letters: readonly Letter[];
  private readonly byRoom = new Map<string, readonly Letter[]>();
  private readonly watchers = new Set<() => void>();
  private readonly takers = new Map<string, (message: M) => void>();
  private readonly busy = new Set<string>();

  /** The letters that this person left in the store, in the order of writing. */
  constructor(
    private readonly prefix: string,
    private readonly store: Store,
    private readonly post: Post<M>,
  ) {
    this.letters = lettersIn(prefix, store);
  }

  /** Send what waits, as after a reload or when the connection is back. */
  wake(): void {
    for (const roomId of new Set(this.letters.map((letter) => letter.roomId))) void this.deliver(roomId);
  }

  /** What is on its way into a room; the same array until something changes. */
  lettersFor(roomId: string): readonly Letter[] {
    let found = this.byRoom.get(roomId);
    if (!found) {
      found = this.letters.filter((letter) => letter.roomId === roomId);
      this.byRoom.set(roomId, found.length ? found : NOTHING);
    }
    return found.length ? found : NOTHING;
  }

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** Hand the confirmed messages of a room to whoever shows it; answers how to stop. */
  take(roomId: string, taker: (message: M) => void): () => void {
    this.takers.set(roomId, taker);
    return () => {
      if (this.takers.get(roomId) === taker) this.takers.delete(roomId);
      this.settle(roomId, () => true);
    };
  }

  /** Keep a message and begin to send it. */
  write(written: Written): Letter {
    const letter: Letter = {
      ...written,
      clientMessageId: crypto.randomUUID(),
      number: (this.letters.at(-1)?.number ?? 0) + 1,
      writtenAt: this.post.now().toISOString(),
      state: "waiting",
      refusal: null,
    };
    this.keep(letter);
    this.set([...this.letters, letter]);
    void this.deliver(letter.roomId);
    return letter;
  }

  /** Send a refused message once more, as the same message. */
  retry(clientMessageId: string): void {
    const letter = this.letters.find((each) => each.clientMessageId === clientMessageId);
    if (!letter || letter.state !== "failed") return;
    this.replace({ ...letter, state: "waiting", refusal: null });
    void this.deliver(letter.roomId);
  }

  /** Give up a message that was not sent. */
  discard(clientMessageId: string): void {
    this.store.removeItem(this.prefix + clientMessageId);
    this.set(this.letters.filter((letter) => letter.clientMessageId !== clientMessageId));
  }

  /** Forget sent messages of a room that are in their place now. */
  settle(roomId: string, isShown: (letter: Letter) => boolean): void {
    const left = this.letters.filter((each) => !(each.roomId === roomId && each.state === "sent" && isShown(each)));
    if (left.length < this.letters.length) this.set(left);
  }

  /** Another tab has sent or given up a message. */
  gone(key: string | null): void {
    const clientMessageId = key?.startsWith(this.prefix) ? key.slice(this.prefix.length) : null;
    const letter = this.letters.find((each) => each.clientMessageId === clientMessageId);
    if (letter && letter.state !== "sent") this.set(this.letters.filter((each) => each !== letter));
  }

  /** Forget everything, as on signing out. */
  clear(): void {
    for (const key of keysIn(this.prefix, this.store)) this.store.removeItem(key);
    this.set([]);
  }

  private async deliver(roomId: string): Promise<void> {
    if (this.busy.has(roomId)) return;
    this.busy.add(roomId);
    try {
      await this.deliverAll(roomId);
    } finally {
      this.busy.delete(roomId);
    }
  }

  private async deliverAll(roomId: string): Promise<void> {
    let tries = 0;
    for (let letter = this.next(roomId); letter; letter = this.next(roomId)) {
      const done = await this.attempt(letter, tries);
      tries = done ? 0 : tries + 1;
      if (!done) await this.post.rest(tries);
    }
  }

  private next(roomId: string): Letter | undefined {
    return this.letters.find((letter) => letter.roomId === roomId && letter.state === "waiting");
  }

  /** Send one message once. Answers false when it is to be tried again. Throws what is no refusal. */
  private async attempt(letter: Letter, tries: number): Promise<boolean> {
    try {
      const message = await this.post.send(letter);
      this.sent(letter, message);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (passes(error, tries)) return false;
      const { code, message } = error;
      if (this.holds(letter)) this.replace({ ...letter, state: "failed", refusal: { code, message } });
    }
    return true;
  }

  private sent(letter: Letter, message: M): void {
    this.store.removeItem(this.prefix + letter.clientMessageId);
    const taker = this.takers.get(letter.roomId);
    if (taker) {
      this.set(this.letters.map((each) => (each.clientMessageId === letter.clientMessageId ? sentOf(each) : each)));
      taker(message);
    } else this.discard(letter.clientMessageId);
  }

  private holds(letter: Letter): boolean {
    return this.letters.some((each) => each.clientMessageId === letter.clientMessageId);
  }

  private replace(letter: Letter): void {
    this.keep(letter);
    this.set(this.letters.map((each) => (each.clientMessageId === letter.clientMessageId ? letter : each)));
  }

  private keep(letter: Letter): void {
    try {
      this.store.setItem(this.prefix + letter.clientMessageId, JSON.stringify(letter));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error; // no room left: it is still sent, from memory
    }
  }

  private set(letters: readonly Letter[]): void {
    this.letters = letters;
    this.byRoom.clear();
    for (const watcher of [...this.watchers]) watcher();
  }
}

function sentOf(letter: Letter): Letter {
  return { ...letter, state: "sent" };
}

/** Whether a refusal is about the moment and not about the message. */
function passes(refusal: Refusal, tries: number): boolean {
  if (refusal.passes || refusal.code === "RATE_LIMITED" || refusal.code === "UNAUTHENTICATED") return true;
  return refusal.code === "INTERNAL" && tries < MOST_FAULTS;
}
