import { Dialog } from "@base-ui/react/dialog";
import { type KeyboardEvent, useState } from "react";
import type { Message, MessageAttachment } from "../room/documents";
import { IconButton } from "../ui/IconButton";
import { useFormats, useWords } from "../words/words";
import { LargePicture } from "./LargePicture";
import { useDownload } from "./useLinks";
import "./lightbox.css";

type Props = {
  pictures: readonly { attachment: MessageAttachment; message: Message }[];
  index: number;
  onShow: (index: number) => void;
  onClose: () => void;
};

const MOST_ZOOM = 5;

/** An image over the whole page, with those before and after it. Takes the focus and gives it back. */
export default function Lightbox({ pictures, index, onShow, onClose }: Props) {
  const { attachments: words, shell } = useWords();
  const formats = useFormats();
  const download = useDownload();
  const [zoom, setZoom] = useState(1);
  const shown = pictures[index];
  if (!shown) return null;
  const { attachment, message } = shown;
  const { fileName } = attachment;

  const show = (next: number) => {
    if (next < 0 || next >= pictures.length) return;
    setZoom(1);
    onShow(next);
  };
  const zoomTo = (next: number) => setZoom(Math.min(MOST_ZOOM, Math.max(1, next)));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const forward = getComputedStyle(event.currentTarget).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") zoomTo(zoom * 1.5);
    else if (event.key === "-") zoomTo(zoom / 1.5);
    else if (event.key === "0") zoomTo(1);
    else if (zoom > 1) return; // arrows move within the image
    else if (event.key === forward) show(index + 1);
    else if (event.key === backward) show(index - 1);
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(pictures.length - 1);
    else return;
    event.preventDefault();
  };

  const told = words.picture(fileName, message.author.name, formats.full(message.sentAt));
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Popup className="lightbox" onKeyDown={onKeyDown}>
          <header className="lightbox-head">
            <div className="lightbox-words">
              <Dialog.Title className="lightbox-title" dir="auto">
                {fileName}
              </Dialog.Title>
              <Dialog.Description className="lightbox-hint">
                {words.sentBy(message.author.name, formats.full(message.sentAt))}
              </Dialog.Description>
            </div>
            <IconButton icon={zoom > 1 ? "zoomOut" : "zoomIn"} label={zoom > 1 ? words.zoomOut : words.zoomIn} onClick={() => zoomTo(zoom > 1 ? 1 : 2.5)} />
            <IconButton icon="download" label={words.save(fileName)} onClick={() => void download(attachment, message.id)} />
            <Dialog.Close render={<IconButton icon="close" label={shell.close} />} />
          </header>
          <LargePicture
            key={attachment.id}
            attachment={attachment}
            messageId={message.id}
            label={told}
            zoom={zoom}
            onZoom={zoomTo}
            onSwipe={(step) => show(index + step)}
            onClose={onClose}
          />
          {pictures.length > 1 && (
            <footer className="lightbox-foot">
              <IconButton className="icon-button-back" icon="back" label={words.previous} aria-disabled={index === 0} onClick={() => show(index - 1)} />
              <p role="status">{words.place(formats.number(index + 1), formats.number(pictures.length))}</p>
              <IconButton className="icon-button-on" icon="back" label={words.next} aria-disabled={index === pictures.length - 1} onClick={() => show(index + 1)} />
            </footer>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
