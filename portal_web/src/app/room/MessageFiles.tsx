import { Icon } from "../ui/Icon";
import { useFormats } from "../words/words";
import type { Message, MessageAttachment } from "./documents";

/** The images and files of a message. Images keep their place before they arrive, so that nothing jumps. */
export function MessageFiles({ message }: { message: Message }) {
  return (
    <div className="message-files">
      {message.attachments.map((attachment) => (
        <ShownFile key={attachment.id} attachment={attachment} />
      ))}
    </div>
  );
}

function ShownFile({ attachment }: { attachment: MessageAttachment }) {
  const formats = useFormats();
  const { kind, width, height, screen, url, fileName, size } = attachment;
  if (kind === "IMAGE" && screen && width && height) {
    return (
      <a href={url ?? screen} target="_blank" rel="noopener noreferrer" className="message-image">
        <img src={screen} alt={fileName} width={width} height={height} loading="lazy" decoding="async" />
      </a>
    );
  }
  return (
    <a className="message-file" {...(url && { href: url })}>
      <Icon name="file" />
      <span dir="auto">{fileName}</span>
      <span className="message-file-size">{formats.size(size)}</span>
    </a>
  );
}
