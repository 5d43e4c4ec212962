import { useMemo } from "react";
import { useFormats, useWords } from "../words/words";
import type { Attachments } from "../room/attachments";
import { useStore } from "../store";
import { toast } from "../ui/toasts";
import { Chips } from "./Chips";
import { keepPreviews } from "./previews";
import { isBusy, MOST_FILES, queueOf } from "./queue";

/** The files chosen for the next message of a room, as its composer wants them. */
export function useAttachments(roomId: string): Attachments {
  const { attachments: words } = useWords();
  const formats = useFormats();
  const queue = queueOf(roomId);
  const chips = useStore(queue.chips);
  return useMemo(
    () => ({
      addFiles: (files) => {
        if (queue.add(files)) toast({ text: words.tooMany(formats.number(MOST_FILES)), look: "bad" });
      },
      chips: <Chips queue={queue} chips={chips} />,
      sent: chips.flatMap(({ uploadId, file }) => (uploadId ? [{ uploadId, fileName: file.name }] : [])),
      isBusy: isBusy(chips),
      isStuck: chips.some(({ state }) => state === "failed"),
      clear: (clientMessageId) => keepPreviews(clientMessageId, queue.take().map(({ preview }) => preview)),
    }),
    [queue, chips, words, formats],
  );
}
