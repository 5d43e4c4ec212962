/** Pages of a room's messages, asked for by position, again and again until they come. */
import { delay, pause } from "../graphql/backoff";
import { ask } from "../graphql/client";
import type { ResultOf } from "../graphql/graphql";
import { Refusal } from "../graphql/refusals";
import { type Message, type RoomFacts, readersPage, roomPage } from "../room/documents";
import type { Reader } from "./company";

const MOST_READERS = 1_000;

export interface Found {
  readonly facts: RoomFacts;
  readonly messages: readonly Message[];
}

/** The messages from position `start` on, or the newest ones for null. Throws Refusal, NOT_FOUND for a foreign room. */
export async function fetchPage(roomId: string, start: number | null, size: number): Promise<Found> {
  const around = start === null ? null : start + Math.floor(size / 2);
  const { room } = await ask(roomPage, { roomId, around, first: around === null ? null : size });
  if (!room) throw new Refusal("NOT_FOUND", "");
  const { messages, ...facts } = room;
  return { facts, messages: messages.nodes };
}

/** How far the clients in a room have read; nobody where that is not the viewer's to know. */
export async function fetchReaders(roomId: string): Promise<Reader[]> {
  const found: Reader[] = [];
  let after: string | null = null;
  do {
    const answer: ResultOf<typeof readersPage> = await ask(readersPage, { roomId, after });
    const page: Readings | null | undefined = answer.room?.participants;
    if (!page) return found;
    for (const { person, readPosition } of page.nodes) {
      if (person.role === "CLIENT") found.push({ id: person.id, name: person.name, position: readPosition });
    }
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after && found.length < MOST_READERS);
  return found;
}

type Readings = NonNullable<ResultOf<typeof readersPage>["room"]>["participants"];

/** Do something until it succeeds or is refused for good, or until `isOver`. Throws Refusal. */
export async function persist(work: () => Promise<void>, isOver: () => boolean): Promise<void> {
  for (let tries = 0; !isOver(); tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === "NOT_FOUND") throw error;
      await pause(delay(tries));
    }
  }
}
