import { useState } from "react";
import { act } from "../graphql/client";
import { Refusal } from "../graphql/refusals";
import { Refused } from "../asking/Refused";
import { useAct } from "../asking/useAct";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { useViewer } from "../viewer";
import { useWords } from "../words/words";
import { changePassword } from "./documents";
import type { Known } from "./useProfile";

const EMPTY = { currentPassword: "", newPassword: "" };

/** A new password, by the one that is known. */
export function PasswordPart({ changed }: Known) {
  const { profile: words } = useWords();
  const { person } = useViewer();
  const [entered, setEntered] = useState(EMPTY);
  const acting = useAct();
  const isWrong = acting.problem instanceof Refusal && acting.problem.code === "WRONG_CREDENTIALS";
  const isWeak = acting.problem instanceof Refusal && acting.problem.code === "WEAK_PASSWORD";
  const change = async () => {
    const done = await acting.run(async () =>
      changed(await act(changePassword, { input: entered }), words.passwordChanged),
    );
    if (done) setEntered(EMPTY);
  };
  return (
    <form
      className="profile-form"
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      <input type="email" autoComplete="username" value={person.email} readOnly hidden />
      <Field
        type="password"
        label={words.passwordNow}
        error={isWrong ? acting.besides() ?? acting.at("currentPassword") : acting.at("currentPassword")}
        autoComplete="current-password"
        required
        value={entered.currentPassword}
        onChange={(event) => setEntered({ ...entered, currentPassword: event.target.value })}
      />
      <Field
        type="password"
        label={words.passwordNew}
        hint={words.passwordRule}
        error={isWeak ? acting.besides() ?? acting.at("newPassword") : acting.at("newPassword")}
        autoComplete="new-password"
        required
        minLength={10}
        maxLength={200}
        value={entered.newPassword}
        onChange={(event) => setEntered({ ...entered, newPassword: event.target.value })}
      />
      <div className="profile-actions">
        <Button type="submit" look="primary" busy={acting.isBusy}>
          {words.passwordChange}
        </Button>
      </div>
      {!isWrong && !isWeak && <Refused says={acting.besides("currentPassword", "newPassword")} />}
    </form>
  );
}
