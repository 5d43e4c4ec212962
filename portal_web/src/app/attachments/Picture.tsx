import type { CSSProperties } from "react";
import type { MessageAttachment } from "../room/documents";
import { go, here } from "../routes";
import { useFormats, useWords } from "../words/words";
import { standingOf } from "./standing";
import { useLinks } from "./useLinks";

type Props = { attachment: MessageAttachment; messageId: string; preview: string | null; isAlone: boolean; more: number };

/** An image of a message in the place that is kept for it, which opens it large. */
export function Picture({ attachment, messageId, preview, isAlone, more }: Props) {
  const { attachments: words } = useWords();
  const formats = useFormats();
  const { id, fileName, isAnimated } = attachment;
  const style = placeOf(attachment, isAlone);
  if (standingOf(attachment) !== "ready") return <Coming attachment={attachment} preview={preview} style={style} />;
  const label = more ? `${words.open(fileName)}, ${words.more(formats.number(more))}` : words.open(fileName);
  return (
    <button type="button" className="picture" style={style} aria-label={label} onClick={() => openLarge(id)}>
      <Drawn attachment={attachment} messageId={messageId} preview={preview} isAlone={isAlone} />
      {isAnimated && <span className="picture-mark">{words.moves}</span>}
      {more > 0 && <span className="picture-more">+{formats.number(more)}</span>}
    </button>
  );
}

function Drawn({ attachment, messageId, preview, isAlone }: Omit<Props, "more">) {
  const { links, turn, exchange } = useLinks(attachment, messageId);
  const address = (isAlone || attachment.isAnimated ? links.screen : links.thumbnail) ?? links.screen ?? preview;
  return <img key={turn} src={preview ?? address ?? undefined} alt="" loading="lazy" decoding="async" onError={exchange} />;
}

/** An image that the server still looks at: whoever sent it sees it already. */
function Coming({ attachment, preview, style }: { attachment: MessageAttachment; preview: string | null; style: CSSProperties }) {
  const { attachments: words } = useWords();
  return (
    <span className="picture" data-coming role="img" aria-label={`${attachment.fileName}, ${words.coming}`} style={style}>
      {preview ? <img src={preview} alt="" /> : <span className="picture-wait">{words.coming}</span>}
    </span>
  );
}

/** The place of an image: its shape and size where they are known, and what it looks like from afar. */
function placeOf({ width, height, placeholder }: MessageAttachment, isAlone: boolean): CSSProperties {
  const shape = isAlone && width && height ? { "--ratio": width / height, "--wide": `${width}px` } : {};
  return { ...shape, ...(placeholder && { backgroundImage: `url("${placeholder}")` }) } as CSSProperties;
}

function openLarge(id: string): void {
  const route = here();
  if (route.name === "room") go({ ...route, file: id });
}
