import { type ReactNode, useId, useState } from "react";
import { Text } from "../../room/text/Text";
import { Link } from "../../routes";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { toast } from "../../ui/toasts";
import { useTeamWords } from "../../words/office";
import { useFormats } from "../../words/words";
import { Confirm } from "../Confirm";
import { Refused } from "../../asking/Refused";
import { useAct } from "../../asking/useAct";
import { decide, type HeldMail } from "./documents";
import { WholeMail } from "./WholeMail";

/** One held mail: what it says, why it was not posted, and what to do with it. */
export function HeldCard({ mail, onDecided }: { mail: HeldMail; onDecided: () => void }) {
  const { team } = useTeamWords();
  const { tray } = team;
  const formats = useFormats();
  const id = useId();
  const acting = useAct();
  const [isRejecting, setRejecting] = useState(false);
  const { person } = mail;
  const accept = async () => {
    if (!(await acting.run(() => decide.accept(mail.id)))) return;
    toast({ text: tray.accepted(person.name) });
    onDecided();
  };
  return (
    <li>
      <article className="held-card" aria-labelledby={`${id}-subject`}>
        <header className="held-head">
          <h2 id={`${id}-subject`} dir="auto">
            {mail.subject || tray.noSubject}
          </h2>
          <time dateTime={mail.receivedAt} title={formats.full(mail.receivedAt)}>
            {formats.brief(mail.receivedAt)}
          </time>
        </header>
        <dl className="held-facts">
          <Fact name={tray.from}>
            <bdi>{mail.fromName}</bdi> {mail.fromAddress ? <bdi>&lt;{mail.fromAddress}&gt;</bdi> : tray.unknown}
          </Fact>
          <Fact name={tray.answers}>
            <bdi>{person.name}</bdi> <bdi>&lt;{person.email}&gt;</bdi>
          </Fact>
          <Fact name={tray.room}>
            <Link to={{ name: "room", roomId: mail.roomId }} dir="auto">
              {mail.roomName}
            </Link>
          </Fact>
        </dl>
        <p className="held-why">
          <Icon name="warning" size={18} />
          <span>
            <span className="hidden-visually">{tray.why}: </span>
            {tray[mail.reason]}
          </span>
        </p>
        <div className="held-body">
          <Text body={mail.body} />
        </div>
        <WholeMail mail={mail} />
        <Refused says={acting.besides()} />
        <div className="held-actions">
          <Button onClick={() => setRejecting(true)}>{tray.reject}</Button>
          <Button look="primary" busy={acting.isBusy} onClick={() => void accept()}>
            {tray.accept(person.name)}
          </Button>
        </div>
      </article>
      {isRejecting && (
        <Confirm
          title={tray.rejectTitle}
          hint={tray.rejectHint}
          label={tray.reject}
          danger
          act={() => decide.reject(mail.id)}
          onDone={() => {
            toast({ text: tray.rejected });
            onDecided();
          }}
          onClose={() => setRejecting(false)}
        />
      )}
    </li>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
