import type { ReactNode } from "react";
import { Button } from "../ui/Button";
import { Spinner } from "../ui/Spinner";
import { refused } from "../words/refused";
import { useSpeech } from "../words/words";
import type { Asked } from "./useAsked";
import "./answered.css";

/** What was answered; before that, that it is on its way, or why it is not. */
export function Answered<Data>({ asked, children }: { asked: Asked<Data>; children: (data: Data) => ReactNode }) {
  const speech = useSpeech();
  const { shell } = speech.words;
  if (asked.data !== null) return children(asked.data);
  if (!asked.problem) return <Spinner label={shell.loading} />;
  return (
    <div className="answered-not" role="alert">
      <p>{refused(speech, asked.problem)}</p>
      <Button icon="retry" onClick={asked.reload}>
        {shell.retry}
      </Button>
    </div>
  );
}
