import { toast } from "../../ui/toasts";
import { useTeamWords } from "../../words/office";
import { useFormats } from "../../words/words";
import { Confirm } from "../Confirm";
import { acts, type Member } from "./documents";

export type Suppression = Omit<NonNullable<NonNullable<Member["mail"]>["suppression"]>, "__typename">;
type Props = { personId: string; suppression: Suppression; onDone: () => void; onClose: () => void };

/** Gives an address that was given up another chance. */
export function Lifting({ personId, suppression, onDone, onClose }: Props) {
  const { reach } = useTeamWords().team;
  const formats = useFormats();
  return (
    <Confirm
      title={reach.liftTitle(suppression.address)}
      hint={
        <>
          {reach[suppression.kind]} {reach.since(formats.brief(suppression.since))}. {reach.liftHint}
        </>
      }
      label={reach.lift}
      act={() => acts.lift(personId)}
      onDone={() => {
        toast({ text: reach.lifted });
        onDone();
      }}
      onClose={onClose}
    />
  );
}

/** Whether the team may give it another chance: after a complaint only its owner may. */
export function mayLift(suppression: Suppression | null | undefined): suppression is Suppression {
  return suppression != null && suppression.kind !== "COMPLAINT";
}
