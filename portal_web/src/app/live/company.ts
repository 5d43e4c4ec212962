/** How far the clients in a room have read, and who is typing. Only the team is told; for clients this stays empty. */
import type { RoomEvent } from "../room/documents";
import { createStore } from "../store";
import { heldCount } from "../team/held/heldCount";

export interface Reader {
  readonly id: string;
  readonly name: string;
  readonly position: number;
}

export interface Typist {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export type Readers = ReadonlyMap<string, Reader>;

export interface Company {
  readonly readers: Readers;
  readonly typists: readonly Typist[];
}

export const NOBODY: Company = { readers: new Map(), typists: [] };

/** The company after an event; the same object where it says nothing about it. */
export function afterEvent(company: Company, event: RoomEvent): Company {
  switch (event.__typename) {
    case "MessagesRead":
      return withReader(company, { ...event.person, position: event.position });
    case "ClientTyping":
      return withTypist(company, { ...event.person, until: Date.parse(event.until) });
    case "MessageSent":
      return withoutTypist(company, event.message.author.person?.id);
    case "ParticipantRemoved":
      return withoutReader(company, event.person.id);
    default:
      return company;
  }
}

/** A mark never goes back. */
export function withReader(company: Company, { id, name, position }: Reader): Company {
  const known = company.readers.get(id);
  if (known && known.position >= position) return company;
  return { ...company, readers: new Map(company.readers).set(id, { id, name, position }) };
}

function withoutReader(company: Company, id: string): Company {
  const readers = new Map(company.readers);
  readers.delete(id);
  return withoutTypist({ ...company, readers }, id);
}

function withTypist(company: Company, { id, name, until }: Typist): Company {
  return { ...company, typists: [...company.typists.filter((each) => each.id !== id), { id, name, until }] };
}

function withoutTypist(company: Company, id: string | undefined): Company {
  const typists = company.typists.filter((each) => each.id !== id);
  return typists.length < company.typists.length ? { ...company, typists } : company;
}

/** The company without those who have stopped typing by `now`. */
export function stillTyping(company: Company, now: number): Company {
  const typists = company.typists.filter((typist) => typist.until > now);
  return typists.length < company.typists.length ? { ...company, typists } : company;
}

/** How many clients have read the message at a position. */
export function readCount(readers: Readers, position: number): number {
  let count = 0;
  for (const reader of readers.values()) if (reader.position >= position) count += 1;
  return count;
}

/** The company of one open room as it is kept live. */
export class LiveCompany {
  readonly state = createStore<Company>(NOBODY);
  private timer: ReturnType<typeof setTimeout> | undefined;

  hear(event: RoomEvent): void {
    if (event.__typename === "HeldMailsChanged") void heldCount.refresh();
    this.state.set((now) => afterEvent(now, event));
    this.watchTyping();
  }

  /** Learn how far clients had read when they were asked about. */
  meet(readers: readonly Reader[]): void {
    this.state.set((now) => readers.reduce(withReader, now));
  }

  stop(): void {
    clearTimeout(this.timer);
    this.state.set(NOBODY);
  }

  private watchTyping(): void {
    clearTimeout(this.timer);
    const next = Math.min(...this.state.get().typists.map((typist) => typist.until));
    if (!Number.isFinite(next)) return;
    this.timer = setTimeout(() => {
      this.state.set((now) => stillTyping(now, Date.now()));
      this.watchTyping();
    }, Math.max(0, next - Date.now()) + 20);
  }
}
