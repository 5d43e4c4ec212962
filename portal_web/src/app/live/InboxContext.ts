import { createContext, useContext } from "react";
import type { Inbox } from "./inbox";

export const InboxContext = createContext<Inbox | null>(null);

export function useInbox(): Inbox {
  const inbox = useContext(InboxContext);
  if (!inbox) throw new Error("There is no inbox outside an InboxContext.");
  return inbox;
}
