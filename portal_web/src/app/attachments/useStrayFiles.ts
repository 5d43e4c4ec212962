/** Files that are pasted beside the field go with the message; those dropped beside the room do not replace the page. */
import { useEffect, useRef } from "react";

type Take = (files: readonly File[]) => void;

export function useStrayFiles(take: Take | null): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if (event.defaultPrevented || !latest.current || isElsewhere(event.target)) return;
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length) latest.current(files);
    };
    const keepPage = (event: DragEvent) => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "none";
    };
    document.addEventListener("paste", paste);
    document.addEventListener("dragover", keepPage);
    document.addEventListener("drop", keepPage);
    return () => {
      document.removeEventListener("paste", paste);
      document.removeEventListener("dragover", keepPage);
      document.removeEventListener("drop", keepPage);
    };
  }, []);
}

/** Whether what is pasted is for another field or a window above the room. */
function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [role=dialog]") !== null;
}
