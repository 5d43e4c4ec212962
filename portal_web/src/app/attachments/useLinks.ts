/** Where a file can be had now: links are good for minutes, so that an old one is exchanged when it is followed. */
import { useCallback, useRef, useState } from "react";
import { ask } from "../graphql/client";
import { Refusal } from "../graphql/refusals";
import type { MessageAttachment } from "../room/documents";
import { toast } from "../ui/toasts";
import { refused } from "../words/refused";
import { useSpeech } from "../words/words";
import { attachmentLinks } from "./documents";

export type Links = Pick<MessageAttachment, "url" | "screen" | "thumbnail">;
const AT_MOST = 10_000; // milliseconds between two exchanges of what still does not load

/** The links of a file of a message as they are now. Throws Refusal, NOT_FOUND once it is not to be had. */
async function freshLinks(id: string, messageId: string): Promise<Links> {
  const { node } = await ask(attachmentLinks, { messageId });
  const found = node && "attachments" in node ? node.attachments.find((each) => each.id === id) : null;
  if (!found) throw new Refusal("NOT_FOUND", "");
  return found;
}

type Current = {
  readonly links: Links;
  /** What is drawn anew for it: a link may be the same and answer now. */
  readonly turn: number;
  readonly exchange: () => void;
};

export function useLinks(attachment: MessageAttachment, messageId: string): Current {
  const [fresh, setFresh] = useState<{ of: MessageAttachment; links: Links; turn: number } | null>(null);
  const asked = useRef(0);
  const exchange = useCallback(() => {
    if (Date.now() - asked.current < AT_MOST) return;
    asked.current = Date.now();
    freshLinks(attachment.id, messageId).then(
      (links) => setFresh((now) => ({ of: attachment, links, turn: (now?.turn ?? 0) + 1 })),
      (problem: unknown) => {
        if (!(problem instanceof Refusal)) throw problem; // what is refused stays as it is: the message tells why soon
      },
    );
  }, [attachment, messageId]);
  const isFresh = fresh?.of === attachment;
  return { links: isFresh ? fresh.links : attachment, turn: isFresh ? fresh.turn : 0, exchange };
}

/** Saves a file by a link that is made now. */
export function useDownload(): (attachment: MessageAttachment, messageId: string) => Promise<void> {
  const speech = useSpeech();
  return async ({ id, fileName }, messageId) => {
    try {
      const { url } = await freshLinks(id, messageId);
      if (!url) throw new Refusal("NOT_FOUND", "");
      const link = Object.assign(document.createElement("a"), { href: url, download: fileName });
      link.click();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      toast({ text: refused(speech, problem), look: "bad" });
    }
  };
}
