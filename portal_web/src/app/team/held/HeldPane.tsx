import { useRef, useState } from "react";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { useTeamSpeech } from "../../words/office";
import { Answered } from "../../asking/Answered";
import { useAsked } from "../../asking/useAsked";
import { useFocusKept } from "../useFocusKept";
import { useFocusReload } from "../useFocusReload";
import { fetchTray, type Tray } from "./documents";
import { heldCount } from "./heldCount";
import { HeldCard } from "./HeldCard";
import { useHeldEvents } from "./useHeldEvents";
import "./held.css";

const PAGE = 30;
const MOST = 100;

/** The tray of held mails, the oldest first. */
export function HeldPane() {
  const { words, formats } = useTeamSpeech();
  const { team } = words;
  const [first, setFirst] = useState(PAGE);
  const place = useRef<HTMLDivElement>(null);
  const asked = useAsked(() => fetchTray(first), String(first));
  const { reload, amend } = asked;
  const look = () => {
    reload();
    void heldCount.refresh();
  };
  useFocusReload(reload);
  useFocusKept(place, asked.data);
  useHeldEvents(asked.data?.mails.map(({ roomId }) => roomId) ?? [], look);

  const decided = (id: string) => {
    amend((tray) => ({ ...tray, mails: tray.mails.filter((mail) => mail.id !== id) }));
    look();
  };
  return (
    <div className="pane-body" ref={place} tabIndex={-1}>
      <Answered asked={asked}>
        {({ mails, hasMore }: Tray) =>
          mails.length ? (
            <div className="sheet sheet-wide">
              <p className="sheet-hint">{team.tray.hint}</p>
              <p className="hidden-visually" role="status">
                {team.heldCount(formats.number(mails.length))}
              </p>
              <ul className="held" aria-label={team.tray.list}>
                {mails.map((mail) => (
                  <HeldCard key={mail.id} mail={mail} onDecided={() => decided(mail.id)} />
                ))}
              </ul>
              {hasMore && first < MOST && <Button onClick={() => setFirst(MOST)}>{team.more}</Button>}
            </div>
          ) : (
            <Notice icon="mail" title={team.tray.empty}>
              {team.tray.emptyHint}
            </Notice>
          )
        }
      </Answered>
    </div>
  );
}
