import type { MessageAttachment } from "../room/documents";
import { Icon } from "../ui/Icon";
import { useFormats, useWords } from "../words/words";
import { FileMark } from "./FileMark";
import { standingOf } from "./standing";
import { useDownload } from "./useLinks";

/** A file of a message: saved at a press, or why it cannot be. */
export function FileRow({ attachment, messageId }: { attachment: MessageAttachment; messageId: string }) {
  const { attachments: words } = useWords();
  const formats = useFormats();
  const download = useDownload();
  const { url, fileName, size, refusal } = attachment;
  const standing = standingOf(attachment);
  const says = {
    ready: formats.size(size),
    coming: words.coming,
    scanning: words.scanning,
    refused: words.refusedWhy(refusal ?? ""),
    blocked: words.blocked,
  }[standing];
  const inside = (
    <>
      <FileMark fileName={fileName} />
      <span className="file-words">
        <span className="file-name" dir="auto">
          {fileName}
        </span>
        <span className="file-says">{says}</span>
      </span>
    </>
  );
  if (standing !== "ready" || !url) {
    return (
      <p className="file-row" data-standing={standing}>
        {inside}
      </p>
    );
  }
  return (
    <a
      className="file-row"
      href={url}
      download={fileName}
      aria-label={words.download(fileName, formats.size(size))}
      onClick={(event) => {
        event.preventDefault();
        void download(attachment, messageId);
      }}
    >
      {inside}
      <Icon name="download" />
    </a>
  );
}
