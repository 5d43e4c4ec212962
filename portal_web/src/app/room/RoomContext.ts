/** What every part of an open room may need: the room, and what to do with its messages. */
import { createContext, useContext } from "react";
import type { LiveRoom } from "../live/room";
import type { RoomFacts } from "./documents";
import type { Acts } from "./useActs";

export interface OpenRoom {
  readonly live: LiveRoom;
  readonly facts: RoomFacts;
  readonly acts: Acts;
}

export const RoomContext = createContext<OpenRoom | null>(null);

export function useRoom(): OpenRoom {
  const room = useContext(RoomContext);
  if (!room) throw new Error("There is no room outside a RoomContext.");
  return room;
}
