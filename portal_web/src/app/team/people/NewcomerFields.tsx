import type { Acting } from "../../asking/useAct";
import { Field } from "../../ui/Field";
import { useTeamWords } from "../../words/office";

export type Newcomer = { readonly name: string; readonly email: string };
type Props = Newcomer & { acting: Acting; onChange: (newcomer: Newcomer) => void };

/** Who is to be invited. */
export function NewcomerFields({ name, email, acting, onChange }: Props) {
  const { firm } = useTeamWords();
  return (
    <>
      <Field
        label={firm.name}
        error={acting.at("name")}
        value={name}
        autoComplete="off"
        maxLength={200}
        onChange={(event) => onChange({ name: event.target.value, email })}
      />
      <Field
        type="email"
        label={firm.email}
        error={acting.at("email")}
        value={email}
        autoComplete="off"
        onChange={(event) => onChange({ name, email: event.target.value })}
      />
    </>
  );
}
