import { useState } from "react";
import { act } from "../graphql/client";
import { Refused } from "../asking/Refused";
import { useAct } from "../asking/useAct";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { IconButton } from "../ui/IconButton";
import { useFormats, useWords } from "../words/words";
import { addMailAddress, removeMailAddress } from "./documents";
import type { Known } from "./useProfile";

/** Further addresses that answers to mail may come from. */
export function AddressesPart({ profile, changed }: Known) {
  const { profile: words } = useWords();
  const formats = useFormats();
  const acting = useAct();
  const [address, setAddress] = useState("");
  const add = async () => {
    const done = await acting.run(async () =>
      changed(await act(addMailAddress, { input: { address } }), words.addressAdded(address)),
    );
    if (done) setAddress("");
  };
  const remove = (addressId: string) =>
    void acting.run(async () => changed(await act(removeMailAddress, { input: { addressId } }), words.addressRemoved));
  return (
    <>
      {profile.mailAddresses.length > 0 && (
        <ul className="profile-list">
          {profile.mailAddresses.map(({ id, address: known, addedAt, confirmedAt }) => (
            <li key={id}>
              <div className="profile-list-words">
                <p dir="auto">{known}</p>
                <p className="field-hint">
                  {confirmedAt ? words.confirmed(formats.brief(confirmedAt)) : words.unconfirmed(formats.brief(addedAt))}
                </p>
              </div>
              <IconButton icon="trash" label={words.addressRemove(known)} onClick={() => remove(id)} />
            </li>
          ))}
        </ul>
      )}
      <form
        className="profile-line"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Field
          type="email"
          label={words.address}
          error={acting.at("address")}
          value={address}
          autoComplete="email"
          required
          onChange={(event) => setAddress(event.target.value)}
        />
        <Button type="submit" busy={acting.isBusy}>
          {words.add}
        </Button>
      </form>
      <Refused says={acting.besides("address")} />
    </>
  );
}
