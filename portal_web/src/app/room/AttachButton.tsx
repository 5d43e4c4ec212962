import { useRef } from "react";
import { IconButton } from "../ui/IconButton";
import { useWords } from "../words/words";

/** Chooses files. */
export function AttachButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const { room } = useWords();
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <IconButton icon="attach" label={room.attach} onClick={() => field.current?.click()} />
    </>
  );
}
