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

/** The links of a file as they were told with its message. Throws Refusal, NOT_FOUND once it is not to be had. */
export async function freshLinks(id: string): Promise<Links> {
  const { node } = await ask(attachmentLinks, { id });
  if (!node || !("url" in node)) throw new Refusal("NOT_FOUND", "");
  return node;
}

export function useLinks(attachment: MessageAttachment): { links: Links; exchange: () => void } {
  const [fresh, setFresh] = useState<{ of: MessageAttachment; links: Links } | null>(null);
  const asked = useRef(0);
  const exchange = useCallback(() => {
    if (Date.now() - asked.current < AT_MOST) return;
    asked.current = Date.now();
    freshLinks(attachment.id).then(
      (links) => setFresh({ of: attachment, links }),
      (problem: unknown) => {
        if (!(problem instanceof Refusal)) throw problem; // what is refused stays as it is: the message tells why soon
      },
    );
  }, [attachment]);
  return { links: fresh?.of === attachment ? fresh.links : attachment, exchange };
}

/** Saves a file by a link that is made now. */
export function useDownload(): (attachment: MessageAttachment) => Promise<void> {
  const speech = useSpeech();
  return async ({ id, fileName }) => {
    try {
      const { url } = await freshLinks(id);
      if (!url) throw new Refusal("NOT_FOUND", "");
      const link = Object.assign(document.createElement("a"), { href: url, download: fileName });
      link.click();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      toast({ text: refused(speech, problem), look: "bad" });
    }
  };
}
