import { useEffect } from "react";
import { pageTitle } from "./live/unread";
import { useViewer } from "./viewer";

/** What the page is called while this stands; the firm's name follows. */
export function useTitle(title: string): void {
  const { workspace } = useViewer();
  const whole = title ? `${title} · ${workspace.name}` : workspace.name;
  useEffect(() => pageTitle.set(whole), [whole]);
}
