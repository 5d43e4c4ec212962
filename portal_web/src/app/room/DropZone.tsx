import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { useWords } from "../words/words";

type Props = {
  /** Null where nothing may be attached. */
  onFiles: ((files: readonly File[]) => void) | null;
  children: ReactNode;
};

/** Takes files that are dropped anywhere on an open room. */
export function DropZone({ onFiles, children }: Props) {
  const { room } = useWords();
  const depth = useRef(0); // elements entered and not left: each child tells of its own
  const [isOver, setOver] = useState(false);
  const move = (event: DragEvent, change: number) => {
    if (!onFiles || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    depth.current = Math.max(0, depth.current + change);
    setOver(depth.current > 0);
  };
  return (
    <div
      className="room-body"
      onDragEnter={(event) => move(event, 1)}
      onDragOver={(event) => move(event, 0)}
      onDragLeave={(event) => move(event, -1)}
      onDrop={(event) => {
        move(event, -depth.current);
        if (event.dataTransfer.files.length) onFiles?.([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver && <p className="room-drop">{room.drop}</p>}
    </div>
  );
}
