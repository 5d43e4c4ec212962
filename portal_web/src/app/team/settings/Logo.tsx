import { useId, useRef } from "react";
import { bringPicture } from "../../attachments/bringPicture";
import { act } from "../../graphql/client";
import { Button } from "../../ui/Button";
import { toast } from "../../ui/toasts";
import { useTeamWords } from "../../words/office";
import { Refused } from "../../asking/Refused";
import { useAct } from "../../asking/useAct";
import { changeLogo, type Firm } from "./documents";

/** The firm's logo. */
export function Logo({ firm, onChanged }: { firm: Firm; onChanged: () => void }) {
  const { firm: words } = useTeamWords();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const acting = useAct();
  const take = (uploadId: string | null) => act(changeLogo, { input: { uploadId } });
  const set = async (work: () => Promise<unknown>) => {
    if (!(await acting.run(work))) return;
    toast({ text: words.logoChanged });
    onChanged();
  };
  return (
    <section className="card form" aria-labelledby={id}>
      <h2 id={id}>{words.logo}</h2>
      <p className="field-hint">{words.logoHint}</p>
      {firm.logoUrl && <img className="logo-shown" src={firm.logoUrl} alt={words.logo} height={48} />}
      <input
        ref={field}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) void set(() => bringPicture(file, "LOGO", take));
          event.target.value = "";
        }}
      />
      <p role="status" className="field-hint">
        {acting.isBusy ? words.logoWorking : ""}
      </p>
      <Refused says={acting.besides()} />
      <div className="sheet-actions">
        {firm.logoUrl && <Button onClick={() => void set(() => take(null))}>{words.logoRemove}</Button>}
        <Button icon="image" busy={acting.isBusy} onClick={() => field.current?.click()}>
          {words.logoChoose}
        </Button>
      </div>
    </section>
  );
}
