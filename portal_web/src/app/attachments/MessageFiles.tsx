import type { Message } from "../room/documents";
import { FileRow } from "./FileRow";
import { Pictures } from "./Pictures";
import { previewOf } from "./previews";
import { isPicture } from "./standing";
import "./files.css";

/** The images and files of a message. Images keep their place before they arrive, so that nothing jumps. */
export function MessageFiles({ message }: { message: Message }) {
  const shown = message.attachments.map((attachment, place) => {
    const preview = previewOf(message.clientMessageId, place);
    return { attachment, preview, isPicture: isPicture(attachment) };
  });
  const pictures = shown.filter((each) => each.isPicture);
  const files = shown.filter((each) => !each.isPicture);
  return (
    <div className="message-files">
      {pictures.length > 0 && <Pictures pictures={pictures} messageId={message.id} />}
      {files.map(({ attachment }) => (
        <FileRow key={attachment.id} attachment={attachment} messageId={message.id} />
      ))}
    </div>
  );
}
