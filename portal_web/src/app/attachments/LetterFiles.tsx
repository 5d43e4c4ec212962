import type { Letter } from "../live/letters";
import { FileMark } from "./FileMark";
import { previewOf } from "./previews";
import "./files.css";

/** The files of a message on its way. */
export function LetterFiles({ letter }: { letter: Letter }) {
  const shown = letter.files.map((file, place) => ({ ...file, preview: previewOf(letter.clientMessageId, place) }));
  const pictures = shown.filter(({ preview }) => preview);
  const tiles = pictures.slice(0, 4);
  return (
    <div className="message-files">
      {tiles.length > 0 && (
        <div className="pictures" data-count={tiles.length}>
          {tiles.map(({ uploadId, fileName, preview }) => (
            <span key={uploadId} className="picture" data-coming>
              <img src={preview ?? undefined} alt={fileName} />
            </span>
          ))}
        </div>
      )}
      {shown.map(
        ({ uploadId, fileName, preview }) =>
          !preview && (
            <p key={uploadId} className="file-row">
              <FileMark fileName={fileName} />
              <span className="file-words">
                <span className="file-name" dir="auto">
                  {fileName}
                </span>
              </span>
            </p>
          ),
      )}
    </div>
  );
}
