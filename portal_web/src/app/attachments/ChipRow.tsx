import { IconButton } from "../ui/IconButton";
import { useFormats, useSpeech, useWords } from "../words/words";
import { FileMark } from "./FileMark";
import type { Chip, FileQueue } from "./queue";
import { refusedFile } from "./refusedFile";

/** One file that goes with the next message: what it is, how far it is, and how to take it out. */
export function ChipRow({ chip, queue }: { chip: Chip; queue: FileQueue }) {
  const { attachments: words } = useWords();
  const { key, file, preview, state } = chip;
  return (
    <li className="chip" data-state={state}>
      {preview ? <img className="chip-image" src={preview} alt="" /> : <FileMark fileName={file.name} />}
      <div className="chip-words">
        <p className="chip-name" dir="auto" title={file.name}>
          {file.name}
        </p>
        <Standing chip={chip} />
      </div>
      {state === "failed" && (
        <IconButton icon="retry" size={18} label={words.retry(file.name)} onClick={() => queue.retry(key)} />
      )}
      <IconButton
        icon="close"
        size={18}
        label={state === "there" || state === "failed" ? words.remove(file.name) : words.cancel(file.name)}
        onClick={() => queue.cancel(key)}
      />
    </li>
  );
}

function Standing({ chip: { state, file, sent, problem } }: { chip: Chip }) {
  const speech = useSpeech();
  const formats = useFormats();
  const { attachments: words } = speech.words;
  if (state === "failed") {
    return (
      <p className="chip-problem" role="alert">
        {refusedFile(speech, problem)}
      </p>
    );
  }
  if (state === "there") return <p className="chip-size">{formats.size(file.size)}</p>;
  return (
    <p className="chip-size">
      <progress className="chip-progress" aria-label={words.uploading(file.name)} max={file.size || 1} value={sent} />
      {formats.percent(file.size ? sent / file.size : 0)}
    </p>
  );
}
