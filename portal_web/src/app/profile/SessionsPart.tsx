import { act } from "../graphql/client";
import { Refused } from "../asking/Refused";
import { useAct } from "../asking/useAct";
import { Button } from "../ui/Button";
import { useWords } from "../words/words";
import { revokeOtherSessions, revokeSession } from "./documents";
import { SessionRow } from "./SessionRow";
import type { Known } from "./useProfile";

/** Where somebody is signed in, and how to end that. */
export function SessionsPart({ profile: { sessions }, changed }: Known) {
  const { profile: words } = useWords();
  const acting = useAct();
  const end = (sessionId: string) =>
    void acting.run(async () => changed(await act(revokeSession, { input: { sessionId } }), words.ended));
  const endOthers = () =>
    void acting.run(async () => changed(await act(revokeOtherSessions, {}), words.othersEnded));
  return (
    <>
      <ul className="profile-list">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} isBusy={acting.isBusy} onEnd={() => end(session.id)} />
        ))}
      </ul>
      <Refused says={acting.besides()} />
      {sessions.length > 1 && (
        <div className="profile-actions">
          <Button look="danger" busy={acting.isBusy} onClick={endOthers}>
            {words.endOthers}
          </Button>
        </div>
      )}
    </>
  );
}
