import { useState } from "react";
import { act } from "../graphql/client";
import { graphql } from "../graphql/graphql";
import { Refusal } from "../graphql/refusals";
import { useInbox } from "../live/InboxContext";
import { useStore } from "../store";
import { IconButton } from "../ui/IconButton";
import { toast } from "../ui/toasts";
import { refused } from "../words/refused";
import { useSpeech } from "../words/words";
import type { RoomFacts } from "./documents";

const MuteRoom = graphql(`
  mutation MuteRoom($input: MuteRoomInput!) {
    muteRoom(input: $input) { room { id mutedAt } userErrors { code message field } }
  }
`);
const UnmuteRoom = graphql(`
  mutation UnmuteRoom($input: UnmuteRoomInput!) {
    unmuteRoom(input: $input) { room { id mutedAt } userErrors { code message field } }
  }
`);

/** Whether mail about a room comes. The list hears of it from every tab, so that it is asked there first. */
export function MuteButton({ facts }: { facts: RoomFacts }) {
  const speech = useSpeech();
  const { room } = speech.words;
  const entry = useStore(useInbox().entries).get(facts.id);
  const [answered, setAnswered] = useState<boolean | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isMuted = entry ? entry.mutedAt !== null : (answered ?? facts.mutedAt !== null);
  if (!facts.viewerMay.includes("MUTE")) return null;
  const turn = async () => {
    setBusy(true);
    try {
      const input = { roomId: facts.id };
      await (isMuted ? act(UnmuteRoom, { input }) : act(MuteRoom, { input }));
      setAnswered(!isMuted);
      toast({ text: isMuted ? room.unmuted : room.muted });
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      toast({ text: refused(speech, problem), look: "bad" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <IconButton
      icon={isMuted ? "bellOff" : "bell"}
      label={isMuted ? room.unmute : room.mute}
      aria-disabled={isBusy}
      onClick={() => isBusy || void turn()}
    />
  );
}
