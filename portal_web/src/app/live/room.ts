/** One open room as it is kept live: its facts, the window of its messages, and what it takes to move in it. */
import { Refusal } from "../graphql/refusals";
import { subscribe } from "../graphql/socket";
import { type Message, type RoomEvent, type RoomFacts, roomEvents } from "../room/documents";
import { createStore } from "../store";
import { Chores } from "./chores";
import { LiveCompany } from "./company";
import { nextFrame } from "./frames";
import { isOvertaken } from "./overtaken";
import { type Found, fetchPage, fetchReaders, persist } from "./pages";
import { NOTHING, type RoomState, type Target, targetFor } from "./roomState";
import { PAGE, Timeline } from "./timeline";

const AT_ONCE = 100; // messages in the largest page
const PATIENCE = 1_000; // milliseconds that a missing event may take before it is fetched
const CONTEXT = 5; // messages to show before the first unread one

const CHANGES_FACTS = new Set<RoomEvent["__typename"]>(["RoomArchived", "RoomUnarchived", "RoomTransferred", "PortalLinked"]);

interface Page {
  readonly messages: readonly Message[];
  readonly done: () => void;
}

export class LiveRoom {
  readonly state = createStore<RoomState>(NOTHING);
  readonly company = new LiveCompany();
  private readonly timeline = new Timeline<Message>();
  private readonly chores = new Chores((error) => this.failed(error));
  private heard: Message[] = [];
  private pages: Page[] = [];
  private cursor = "";
  private reading = 0;
  private cancelFrame: (() => void) | null = null;
  private stopListening = () => {};

  /** `pageOf` other than the viewer's own makes it a room to look at: nothing of it is listened to. */
  constructor(readonly roomId: string, private readonly pageOf: typeof fetchPage = fetchPage) {}

  /** Load the room at a position, or for null where its reader left off, and listen. */
  open(at: number | null): void {
    this.chores.once("open", async () => {
      await this.asking(async () => this.opened(at, await this.firstPage(at)));
      this.listen();
      await this.countReaders();
    });
  }

  /** End everything; nothing of the room is told or kept any more. */
  stop(): void {
    this.chores.stop();
    this.company.stop();
    this.cancelFrame?.();
    this.stopListening();
    [this.heard, this.pages] = [[], []];
    this.timeline.clear();
  }

  /** Show a message as an answer tells it, unless events have told more since. */
  receive(message: Message): void {
    const known = this.heard.findLast((m) => m.position === message.position) ?? this.timeline.at(message.position);
    if (!known || !isOvertaken(message, known)) this.show(message);
  }

  private show(message: Message): void {
    this.heard.push(message);
    this.schedule();
  }

  /** Go to a position, loading what lies around it. */
  jump(position: number): void {
    const target: Target = { position, block: "center", isMarked: true };
    if (this.timeline.has(position)) this.change({ target });
    else this.chores.once("jump", () => this.moveTo(target, Math.max(1, position - PAGE / 2)));
  }

  jumpToNewest(): void {
    const { newest } = this.timeline.window();
    const target: Target = { position: newest, block: "end", isMarked: false };
    if (this.timeline.hasEnd) this.change({ target });
    else this.chores.once("jump", () => this.moveTo(target, null));
  }

  /** The reader is near the first message in memory. */
  loadOlder(): void {
    if (this.timeline.hasBeginning) return;
    this.chores.once("page", async () => {
      const { first } = this.timeline.window();
      const start = Math.max(1, first - PAGE);
      await this.load(start, first - start);
    });
  }

  /** The reader is near the last message in memory, and there are later ones. */
  loadNewer(): void {
    if (this.timeline.hasEnd) return;
    this.chores.once("page", () => this.load(this.timeline.window().last + 1, PAGE));
  }

  /** The position in the middle of what is seen: what is far from it may be let go. */
  readAt(position: number): void {
    this.reading = position;
    this.schedule();
  }

  private async firstPage(at: number | null): Promise<Found> {
    const found = await this.pageOf(this.roomId, at && Math.max(1, at - PAGE / 2), PAGE);
    const { readPosition, unreadCount } = found.facts;
    const start = found.messages[0]?.position ?? 1;
    if (at !== null || !unreadCount || start <= Math.max(1, readPosition + 1 - CONTEXT)) return found;
    return this.pageOf(this.roomId, Math.max(1, readPosition + 1 - PAGE / 2), PAGE);
  }

  private opened(at: number | null, { facts, messages }: Found): void {
    this.cursor = facts.eventCursor;
    this.timeline.open(messages, facts.lastPosition);
    const unread = facts.unreadCount ? facts.readPosition + 1 : null;
    this.reading = at ?? unread ?? facts.lastPosition;
    const target = targetFor(at, unread, facts.lastPosition);
    this.change({ status: "open", facts, readBefore: unread && unread - 1, target, generation: 1 });
  }

  private async moveTo(target: Target, start: number | null): Promise<void> {
    await this.asking(async () => {
      const { facts, messages } = await this.pageOf(this.roomId, start, PAGE);
      for (const page of this.pages.splice(0)) page.done();
      this.timeline.open(messages, facts.lastPosition);
      const position = start === null ? facts.lastPosition : target.position;
      this.reading = position;
      this.change({ target: { ...target, position }, generation: this.state.get().generation + 1 });
    });
  }

  private async load(start: number, size: number): Promise<void> {
    await this.asking(async () => {
      await this.merged((await this.pageOf(this.roomId, start, size)).messages);
    });
  }

  /** Have a page added at its turn; until then, what events tell is newer than it. */
  private merged(messages: readonly Message[]): Promise<void> {
    return new Promise((done) => {
      this.pages.push({ messages, done });
      this.schedule();
    });
  }

  private listen(): void {
    this.stopListening();
    if (this.chores.isStopped || this.pageOf !== fetchPage) return;
    this.stopListening = subscribe(roomEvents, () => ({ roomId: this.roomId, after: this.cursor }), {
      next: ({ roomEvents: event }) => this.hear(event),
      refused: (refusal) => {
        if (refusal.code === "NOT_FOUND") this.leave();
        else this.chores.once("resync", () => this.resync());
      },
    });
  }

  private hear(event: RoomEvent): void {
    this.cursor = event.cursor;
    this.company.hear(event);
    if ("message" in event) this.show(event.message);
    else if (event.__typename === "RoomRenamed") this.learn(event.room);
    else if (CHANGES_FACTS.has(event.__typename)) this.chores.once("facts", () => this.refresh());
  }

  private learn(changed: Partial<RoomFacts>): void {
    const { facts } = this.state.get();
    if (facts) this.change({ facts: { ...facts, ...changed } });
  }

  private async countReaders(): Promise<void> {
    if (this.pageOf === fetchPage) this.company.meet(await fetchReaders(this.roomId));
  }

  private async refresh(): Promise<void> {
    await this.asking(async () => this.learn((await this.pageOf(this.roomId, 1, 0)).facts));
  }

  /** Ask anew for all that is in memory, in place, and listen from there. */
  private async resync(): Promise<void> {
    await this.asking(async () => {
      const { first, last } = this.timeline.window();
      const wasAtEnd = this.timeline.hasEnd;
      const { facts } = await this.pageOf(this.roomId, 1, 0);
      for (let start = first; start <= last; start += AT_ONCE) {
        await this.merged((await this.pageOf(this.roomId, start, Math.min(AT_ONCE, last + 1 - start))).messages);
      }
      if (wasAtEnd) await this.merged((await this.pageOf(this.roomId, last + 1, AT_ONCE)).messages);
      this.cursor = facts.eventCursor;
      this.learn(facts);
      this.timeline.grown(facts.lastPosition);
      this.schedule();
    });
    this.listen();
    await this.countReaders();
  }

  private schedule(): void {
    if (!this.chores.isStopped) this.cancelFrame ??= nextFrame(() => this.flush());
  }

  /** One change per picture, each at one end of the window, so that the view can hold what is being read in place. */
  private flush(): void {
    this.cancelFrame = null;
    const page = this.pages.shift();
    if (page) {
      this.timeline.merge(page.messages);
      page.done();
    } else if (!this.timeline.trim(this.reading) && this.heard.length) this.timeline.receive(this.heard.splice(0));
    this.change({});
    if (this.pages.length || this.heard.length) this.schedule();
    if (this.timeline.hole !== null) this.chores.later("hole", PATIENCE, () => this.fillHole());
  }

  private fillHole(): void {
    const after = this.timeline.hole;
    if (after !== null) this.chores.once("page", () => this.load(after + 1, PAGE));
  }

  private leave(): void {
    this.stop();
    this.state.set({ ...NOTHING, status: "gone" });
  }

  private change(changed: Partial<RoomState>): void {
    if (this.chores.isStopped) return;
    this.state.set((now) => {
      const window = this.timeline.window();
      return window === now.window && !Object.keys(changed).length ? now : { ...now, window, ...changed };
    });
  }

  /** Ask until it is answered; what events tell meanwhile is newer than the answer. */
  private async asking(work: () => Promise<void>): Promise<void> {
    this.timeline.departed();
    try {
      await persist(work, () => this.chores.isStopped);
    } finally {
      this.timeline.arrived();
    }
  }

  /** Who finds that the room is not theirs is let out of it. */
  private failed(error: unknown): void {
    if (!(error instanceof Refusal)) throw error;
    this.leave();
  }
}
