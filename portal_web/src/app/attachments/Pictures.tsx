import type { MessageAttachment } from "../room/documents";
import { Picture } from "./Picture";

const MOST = 4;

type Shown = { attachment: MessageAttachment; preview: string | null };

/** One image in its own shape, or several as tiles; the last tile stands for those that have none. */
export function Pictures({ pictures, messageId }: { pictures: readonly Shown[]; messageId: string }) {
  const tiles = pictures.slice(0, MOST);
  return (
    <div className="pictures" data-count={tiles.length}>
      {tiles.map(({ attachment, preview }, place) => (
        <Picture
          key={attachment.id}
          attachment={attachment}
          messageId={messageId}
          preview={preview}
          isAlone={pictures.length === 1}
          more={place === MOST - 1 ? pictures.length - MOST : 0}
        />
      ))}
    </div>
  );
}
