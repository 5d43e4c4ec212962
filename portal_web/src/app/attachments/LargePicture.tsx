import type { CSSProperties } from "react";
import type { MessageAttachment } from "../room/documents";
import { useGestures } from "./useGestures";
import { useLinks } from "./useLinks";

export type LargeProps = {
  attachment: MessageAttachment;
  messageId: string;
  label: string;
  /** 1 shows all of it. */
  zoom: number;
  onZoom: (zoom: number) => void;
  /** Swiped to the next one for 1, to the one before for -1. */
  onSwipe: (step: 1 | -1) => void;
  onClose: () => void;
};

/** The image itself: swiped, pinched, scrolled in while it is large. All its pixels are asked for once it is. */
export function LargePicture(props: LargeProps) {
  const { attachment, messageId, label, zoom } = props;
  const { links, turn, exchange } = useLinks(attachment, messageId);
  const handlers = useGestures(props);
  const { width, height, placeholder } = attachment;
  const style = {
    "--zoom": zoom,
    "--wide": `${width ?? 1}px`,
    "--ratio": (width ?? 1) / (height ?? 1),
    ...(placeholder && { backgroundImage: `url("${placeholder}")` }),
  } as CSSProperties;
  const address = (zoom > 1 ? links.url : null) ?? links.screen ?? links.url ?? undefined;
  return (
    <div className="lightbox-place" data-zoomed={zoom > 1 || undefined} tabIndex={zoom > 1 ? 0 : -1} role="group" aria-label={label} {...handlers}>
      <img key={turn} className="lightbox-image" src={address} alt={label} style={style} draggable={false} onError={exchange} />
    </div>
  );
}
