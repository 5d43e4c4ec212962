import { Refused } from "../asking/Refused";
import { useAct } from "../asking/useAct";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { useViewer } from "../viewer";
import { useFormats, useWords } from "../words/words";
import { liftSuppression } from "./liftSuppression";
import type { Known } from "./useProfile";

/** Said where mail to somebody's own address was given up, with the way to begin again. */
export function SuppressionPart({ profile: { suppression }, changed, reload }: Known) {
  const { profile: words } = useWords();
  const formats = useFormats();
  const { person } = useViewer();
  const acting = useAct();
  if (!suppression) return null;
  const lift = () =>
    void acting.run(async () => {
      await liftSuppression(person.id);
      await changed({ viewer: null }, words.lifted);
      reload();
    });
  return (
    <section className="profile-warning" aria-label={words.suppressed}>
      <Icon name="warning" />
      <div className="profile-list-words">
        <p className="profile-strong">{words.suppressed}</p>
        <p>{words.suppressedHint[suppression.kind](suppression.address, formats.brief(suppression.since))}</p>
        <Refused says={acting.besides()} />
      </div>
      <Button busy={acting.isBusy} onClick={lift}>
        {words.lift}
      </Button>
    </section>
  );
}
