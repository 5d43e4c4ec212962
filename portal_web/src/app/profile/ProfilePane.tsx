import { PaneHeader } from "../PaneHeader";
import { signOut } from "../session";
import { Answered } from "../asking/Answered";
import { Button } from "../ui/Button";
import { useViewer } from "../viewer";
import { useWords } from "../words/words";
import { AddressesPart } from "./AddressesPart";
import { AppearancePart } from "./AppearancePart";
import { LanguagePart } from "./LanguagePart";
import { MailPart } from "./MailPart";
import { NamePart } from "./NamePart";
import { NotificationsPart } from "./NotificationsPart";
import { PasswordPart } from "./PasswordPart";
import { PicturePart } from "./PicturePart";
import { QuietPart } from "./QuietPart";
import { Section } from "./Section";
import { SessionsPart } from "./SessionsPart";
import { SuppressionPart } from "./SuppressionPart";
import { useProfile } from "./useProfile";
import "./profile.css";

/** Everything somebody sets up for themselves. */
export default function ProfilePane() {
  const { profile: words, shell } = useWords();
  const { person } = useViewer();
  const { asked, changed } = useProfile();
  return (
    <>
      <PaneHeader title={words.title} />
      <div className="pane-body">
        <div className="profile">
          <Answered asked={asked}>
            {(profile) => {
              const known = { profile, changed, reload: asked.reload };
              return (
                <>
                  <SuppressionPart {...known} />
                  <Section title={words.you}>
                    <PicturePart {...known} />
                    <NamePart {...known} />
                  </Section>
                  <Section title={words.language}>
                    <LanguagePart {...known} />
                  </Section>
                  <Section title={words.appearance}>
                    <AppearancePart />
                    <NotificationsPart />
                  </Section>
                  <Section title={words.mail}>
                    <MailPart {...known} />
                    <QuietPart {...known} />
                  </Section>
                  <Section title={words.addresses} hint={words.addressesHint}>
                    <AddressesPart {...known} />
                  </Section>
                  <Section title={words.password} hint={words.passwordHint}>
                    <PasswordPart {...known} />
                  </Section>
                  <Section title={words.sessions} hint={words.sessionsHint}>
                    <SessionsPart {...known} />
                  </Section>
                </>
              );
            }}
          </Answered>
          <Button icon="signOut" onClick={() => void signOut(person.id)}>
            {shell.signOut}
          </Button>
        </div>
      </div>
    </>
  );
}
