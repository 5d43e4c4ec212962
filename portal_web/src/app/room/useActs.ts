/** What somebody does in a room: one stable object, so that messages need not be drawn again for it. */
import { useMemo, useState } from "react";
import { act } from "../graphql/client";
import type { LiveRoom } from "../live/room";
import { createStore, type Store } from "../store";
import { toast } from "../ui/toasts";
import { refused } from "../words/refused";
import { useSpeech } from "../words/words";
import type { Letter, Quoted } from "../live/letters";
import { deleteMessage, editMessage, type Message } from "./documents";

/** What the composer is about, beside a new message. */
export interface Aim {
  readonly repliesTo: Quoted | null;
  readonly editing: Message | null;
  /** A text to begin with, of a message that was refused. */
  readonly rewritten: string | null;
}

export interface Acts {
  readonly aim: Store<Aim>;
  /** The message that somebody asks to delete. */
  readonly deleting: Store<Message | null>;
  reply(message: Message): void;
  edit(message: Message): void;
  rewrite(letter: Letter): void;
  askToDelete(message: Message): void;
  remove(message: Message): Promise<void>;
  /** Answers whether the new text was taken. */
  save(message: Message, body: string): Promise<boolean>;
  jump(position: number): void;
}

export const NO_AIM: Aim = { repliesTo: null, editing: null, rewritten: null };

export function quoteOf({ id, position, author, body }: Message): Quoted {
  return { messageId: id, position, authorName: author.name, body: body.slice(0, 300) };
}

export function useActs(live: LiveRoom | null): Acts {
  const speech = useSpeech();
  const [aim] = useState(() => createStore<Aim>(NO_AIM));
  const [deleting] = useState(() => createStore<Message | null>(null));
  return useMemo(() => {
    const complain = (problem: unknown) => toast({ text: refused(speech, problem), look: "bad" });
    return {
      aim,
      deleting,
      reply: (message) => aim.set({ ...NO_AIM, repliesTo: quoteOf(message) }),
      edit: (message) => aim.set({ ...NO_AIM, editing: message }),
      rewrite: ({ body, repliesTo }) => aim.set({ ...NO_AIM, rewritten: body, repliesTo }),
      askToDelete: (message) => deleting.set(message),
      jump: (position) => live?.jump(position),
      remove: async (message) => {
        try {
          const answer = await act(deleteMessage, { input: { messageId: message.id } });
          if (answer.message) live?.receive(answer.message);
        } catch (problem) {
          complain(problem);
        }
      },
      save: async (message, body) => {
        try {
          const answer = await act(editMessage, { input: { messageId: message.id, body } });
          if (answer.message) live?.receive(answer.message);
          return true;
        } catch (problem) {
          complain(problem);
          return false;
        }
      },
    };
  }, [live, speech, aim, deleting]);
}
