import { useState } from "react";
import { notifications, turnNotifications } from "../live/unread";
import { CheckField } from "../ui/CheckField";
import { toast } from "../ui/toasts";
import { useWords } from "../words/words";

/** Whether this browser tells of messages while nobody looks. It is asked for leave only when this is turned on. */
export function NotificationsPart() {
  const { profile: words, shell } = useWords();
  const [now, setNow] = useState(notifications);
  if (now === "impossible") return null;
  const turn = async (on: boolean) => {
    const after = await turnNotifications(on);
    setNow(after);
    if (after === "denied") toast({ text: shell.notifyDenied, look: "bad" });
    else toast({ text: after === "on" ? shell.notified : shell.notNotified });
  };
  return (
    <CheckField
      look="switch"
      label={words.notify}
      hint={now === "denied" ? shell.notifyDenied : words.notifyHint}
      checked={now === "on"}
      onChange={(event) => void turn(event.target.checked)}
    />
  );
}
