import { useState } from "react";
import { act } from "../graphql/client";
import { Refused } from "../asking/Refused";
import { useAct } from "../asking/useAct";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { useViewer } from "../viewer";
import { useWords } from "../words/words";
import { changeProfile } from "./documents";
import type { Known } from "./useProfile";

/** The name that stands beside what somebody writes. */
export function NamePart({ changed }: Known) {
  const { profile: words } = useWords();
  const { person } = useViewer();
  const [name, setName] = useState(person.name);
  const acting = useAct();
  return (
    <form
      className="profile-line"
      onSubmit={(event) => {
        event.preventDefault();
        void acting.run(async () => changed(await act(changeProfile, { input: { name } })));
      }}
    >
      <Field
        label={words.name}
        hint={words.email(person.email)}
        error={acting.at("name")}
        value={name}
        autoComplete="name"
        required
        maxLength={200}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" look="primary" busy={acting.isBusy}>
        {words.save}
      </Button>
      <Refused says={acting.besides("name")} />
    </form>
  );
}
