import { Icon } from "../ui/Icon";
import type { MessageFound } from "./documents";
import { Runs } from "./Runs";

const MOST = 4;

type File = MessageFound["message"]["attachments"][number];

/** The files of a found message: small pictures, and names with what answers marked. */
export function HitFiles({ hit }: { hit: MessageFound }) {
  const { attachments } = hit.message;
  if (!attachments.length) return null;
  const named = new Map(hit.files.map(({ attachmentId, name }) => [attachmentId, name]));
  // What answers by its name comes first.
  const shown = attachments.toSorted((one, other) => Number(named.has(other.id)) - Number(named.has(one.id)));
  return (
    <span className="hit-files">
      {shown.slice(0, MOST).map((file) => {
        const name = named.get(file.id);
        return isPicture(file) && !name ? (
          <img key={file.id} className="hit-picture" src={file.thumbnail} alt={file.fileName} loading="lazy" decoding="async" />
        ) : (
          <span key={file.id} className="hit-file">
            <Icon name={file.kind === "IMAGE" ? "image" : "file"} size={16} />
            <span className="hit-file-name" dir="auto">
              {name ? <Runs runs={name} /> : file.fileName}
            </span>
          </span>
        );
      })}
      {shown.length > MOST && <span className="hit-rest">+{shown.length - MOST}</span>}
    </span>
  );
}

function isPicture(file: File): file is File & { thumbnail: string } {
  return file.kind === "IMAGE" && file.thumbnail !== null;
}
