/** The words of the team's own pages, fetched when the first of them opens: clients never fetch them. */
import { use, useMemo } from "react";
import type en from "./en/office";
import { type Speech, useSpeech, type Words } from "./words";

/** Every language has exactly the words of English. */
export type Office = typeof en;
type TeamWords = Omit<Words, "team"> & { team: Words["team"] & Office["affairs"]; firm: Office["firm"] };
export type TeamSpeech = Omit<Speech, "words"> & { words: TeamWords };

const files = import.meta.glob<{ default: Office }>("./*/office.ts");
const fetched = new Map<string, Promise<{ default: Office }>>();

/** As `useSpeech`, with the team's words. Suspends until they are there. */
export function useTeamSpeech(): TeamSpeech {
  const speech = useSpeech();
  const { affairs, firm } = use(officeIn(speech.code)).default;
  return useMemo(
    () => ({ ...speech, words: { ...speech.words, team: { ...speech.words.team, ...affairs }, firm } }),
    [speech, affairs, firm],
  );
}

export function useTeamWords(): TeamWords {
  return useTeamSpeech().words;
}

function officeIn(code: string): Promise<{ default: Office }> {
  let found = fetched.get(code);
  if (!found) {
    found = (files[`./${code}/office.ts`] ?? files["./en/office.ts"])?.() ?? Promise.reject(new Error("No words for the team"));
    found.catch(() => fetched.delete(code)); // asked for again at the next try
    fetched.set(code, found);
  }
  return found;
}
