import { type FormEvent, useId, useState } from "react";
import { act, ask } from "../../graphql/client";
import { graphql, type ResultOf } from "../../graphql/graphql";
import { Refusal } from "../../graphql/refusals";
import { Button } from "../../ui/Button";
import { CheckField } from "../../ui/CheckField";
import { Field } from "../../ui/Field";
import { SelectField } from "../../ui/SelectField";
import { toast } from "../../ui/toasts";
import { useTeamWords } from "../../words/office";
import { Answered } from "../../asking/Answered";
import { Refused } from "../../asking/Refused";
import { useAct } from "../../asking/useAct";
import { useAsked } from "../../asking/useAsked";

const MailFields = graphql(`
  fragment MailFields on MailSettings @_unmask { digestAfterMinutes textInMail imagesInMail answerPolicy }
`);
const MailSettingsQuery = graphql(
  `query FirmMail { viewer { workspace { mailSettings { ...MailFields } } } }`,
  [MailFields],
);
const ChangeMailSettings = graphql(`
  mutation ChangeMailSettings($input: ChangeMailSettingsInput!) {
    changeMailSettings(input: $input) { userErrors { code message field } }
  }
`);

type Settings = ResultOf<typeof MailFields>;
const POLICIES = ["TOKEN_ONLY", "FROM_MATCH", "STRICT"] as const;

async function fetchSettings(): Promise<Settings> {
  const { viewer } = await ask(MailSettingsQuery, {});
  if (!viewer?.workspace.mailSettings) throw new Refusal("NOT_FOUND", "");
  return viewer.workspace.mailSettings;
}

/** What the firm's mail holds, how soon it goes, and what answers have to prove. */
export function MailSettings() {
  const { firm } = useTeamWords();
  const id = useId();
  const asked = useAsked(fetchSettings, "mail");
  return (
    <section className="card form" aria-labelledby={id}>
      <h2 id={id}>{firm.mail}</h2>
      <Answered asked={asked}>{(settings) => <Choices settings={settings} />}</Answered>
    </section>
  );
}

function Choices({ settings }: { settings: Settings }) {
  const { firm, team } = useTeamWords();
  const acting = useAct();
  const [minutes, setMinutes] = useState(String(settings.digestAfterMinutes));
  const [textInMail, setText] = useState(settings.textInMail);
  const [imagesInMail, setImages] = useState(settings.imagesInMail);
  const [answerPolicy, setPolicy] = useState<Settings["answerPolicy"]>(settings.answerPolicy);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = { digestAfterMinutes: Math.round(Number(minutes)) || 0, textInMail, imagesInMail, answerPolicy };
    if (await acting.run(() => act(ChangeMailSettings, { input }))) toast({ text: team.saved });
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)} noValidate>
      <Field
        type="number"
        min={5}
        max={1440}
        label={firm.after}
        hint={firm.afterHint}
        error={acting.at("digestAfterMinutes")}
        value={minutes}
        onChange={(event) => setMinutes(event.target.value)}
      />
      <CheckField
        look="switch"
        label={firm.textInMail}
        hint={firm.textInMailHint}
        checked={textInMail}
        onChange={(event) => setText(event.target.checked)}
      />
      <CheckField
        look="switch"
        label={firm.imagesInMail}
        hint={firm.imagesInMailHint}
        checked={imagesInMail}
        onChange={(event) => setImages(event.target.checked)}
      />
      <SelectField
        label={firm.answers}
        value={answerPolicy}
        options={POLICIES.map((value) => ({ value, label: firm[value] }))}
        onChange={(event) => setPolicy(event.target.value as Settings["answerPolicy"])}
      />
      <Refused says={acting.besides("digestAfterMinutes")} />
      <div className="sheet-actions">
        <Button type="submit" look="primary" busy={acting.isBusy}>
          {team.save}
        </Button>
      </div>
    </form>
  );
}
