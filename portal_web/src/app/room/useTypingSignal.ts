/** Tells the team that a client is typing, every few seconds while it lasts. */
import { useRef } from "react";
import { client } from "../graphql/client";
import { useIsTeam } from "../viewer";
import { showTyping } from "./documents";
import { useRoom } from "./RoomContext";

const AGAIN = 3_000; // milliseconds

export function useTypingSignal(): () => void {
  const { facts } = useRoom();
  const isTeam = useIsTeam();
  const told = useRef(-AGAIN);
  const isWanted = !isTeam && facts.viewerMay.includes("SHOW_TYPING");
  return () => {
    if (!isWanted || performance.now() - told.current < AGAIN) return;
    told.current = performance.now();
    void client.mutation(showTyping, { input: { roomId: facts.id } }).toPromise(); // of no weight when it fails
  };
}
