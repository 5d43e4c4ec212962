import { Icon } from "../ui/Icon";

const KINDS: readonly (readonly [kind: string, endings: readonly string[]])[] = [
  ["text", ["pdf", "doc", "docx", "odt", "rtf", "txt", "md", "pages"]],
  ["table", ["xls", "xlsx", "ods", "csv", "numbers"]],
  ["slides", ["ppt", "pptx", "odp", "key"]],
  ["sound", ["mp3", "m4a", "ogg", "opus", "wav", "mp4", "mov", "webm", "mkv"]],
  ["packed", ["zip", "gz", "tar", "rar", "7z"]],
];

/** What kind of file it seems to be by its name, as a small mark. Says nothing to screen readers. */
export function FileMark({ fileName }: { fileName: string }) {
  const ending = endingOf(fileName);
  const kind = KINDS.find(([, endings]) => endings.includes(ending))?.[0];
  return (
    <span className="file-mark" data-kind={kind} aria-hidden="true">
      {ending ? ending.toLocaleUpperCase() : <Icon name="file" />}
    </span>
  );
}

/** The ending of a name if it is a short one, in small letters. */
export function endingOf(fileName: string): string {
  return /[^.]\.([a-z0-9]{1,4})$/i.exec(fileName)?.[1]?.toLowerCase() ?? "";
}
