import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { useFormats, useWords } from "../words/words";
import { deviceOf } from "./device";
import type { Profile } from "./documents";

type Props = { session: Profile["sessions"][number]; isBusy: boolean; onEnd: () => void };

/** One browser or program that is signed in. */
export function SessionRow({ session, isBusy, onEnd }: Props) {
  const { profile: words } = useWords();
  const formats = useFormats();
  const { kind, userAgent, lastUsedAt, createdAt, viewerIsUsing } = session;
  const { browser, system } = deviceOf(userAgent);
  const device = browser && system ? words.deviceOn(browser, system) : (browser ?? system ?? (userAgent || words.device));
  const name = kind === "BEARER" ? words.program(device) : device;
  return (
    <li>
      <Icon name={system === "iPhone" || system === "Android" || system === "iPad" ? "phone" : "screen"} />
      <div className="profile-list-words">
        <p className="profile-strong" title={userAgent}>
          {name}
          {viewerIsUsing && <span className="profile-mark">{words.thisOne}</span>}
        </p>
        <p className="field-hint">
          {words.lastUsed(formats.relative(lastUsedAt))} · {words.since(formats.day(createdAt))}
        </p>
      </div>
      {!viewerIsUsing && (
        <Button aria-label={words.endOne(name)} aria-disabled={isBusy} onClick={isBusy ? undefined : onEnd}>
          {words.end}
        </Button>
      )}
    </li>
  );
}
