/** The page's words in the viewer's language, with dates and numbers as they are written there. */
import { createContext, useContext } from "react";
import type en from "./en";
import type { Formats } from "./formats";

/** Every language has exactly the words of English. */
export type Words = typeof en;
export type Language = { code: string; dir: "ltr" | "rtl"; words: Words };

const files = import.meta.glob<{ default: Words }>("./*/index.ts");
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

/** The languages there are: adding one is adding a folder. */
export const LANGUAGES: readonly string[] = Object.keys(files).map((path) => path.split("/")[1] ?? "");

/** The words of the first wanted language that there is, or English. */
export async function load(wanted: readonly string[]): Promise<Language> {
  const code = wanted.map((tag) => tag.split("-")[0] ?? "").find((tag) => LANGUAGES.includes(tag)) ?? "en";
  const found = await files[`./${code}/index.ts`]?.();
  if (!found) throw new Error(`No words for ${code}`);
  return { code, dir: RIGHT_TO_LEFT.has(code) ? "rtl" : "ltr", words: found.default };
}

export type Speech = Language & { formats: Formats };
export const SpeechContext = createContext<Speech | null>(null);

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error("Nothing is said outside a SpeechContext.");
  return speech;
}

export function useWords(): Words {
  return useSpeech().words;
}

export function useFormats(): Formats {
  return useSpeech().formats;
}
