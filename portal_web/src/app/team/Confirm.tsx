import type { ReactNode } from "react";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { useTeamWords } from "../words/office";
import { Refused } from "../asking/Refused";
import { useAct } from "../asking/useAct";

type Props = {
  title: string;
  hint: ReactNode;
  /** What the button says that does it. */
  label: string;
  danger?: boolean;
  act: () => Promise<unknown>;
  onDone?: () => void;
  onClose: () => void;
};

/** Asks before something is done that others notice. Closes once it is done; what is refused is said in it. */
export function Confirm({ title, hint, label, danger = false, act, onDone, onClose }: Props) {
  const { shell } = useTeamWords();
  const acting = useAct();
  const go = async () => {
    if (!(await acting.run(act))) return;
    onClose();
    onDone?.();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      hint={hint}
      actions={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button look={danger ? "danger" : "primary"} busy={acting.isBusy} onClick={() => void go()}>
            {label}
          </Button>
        </>
      }
    >
      <Refused says={acting.besides()} />
    </Dialog>
  );
}
