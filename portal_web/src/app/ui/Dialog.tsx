import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { useWords } from "../words/words";
import { IconButton } from "./IconButton";
import "./dialog.css";

type Props = {
  open: boolean;
  onClose: () => void;
  title: string;
  /** Said under the title. */
  hint?: ReactNode;
  children?: ReactNode;
  /** Buttons at the end. */
  actions?: ReactNode;
  wide?: boolean;
};

/** A window above the page: takes the focus, gives it back, closes by Escape and by pressing beside it. */
export function Dialog({ open, onClose, title, hint, children, actions, wide = false }: Props) {
  const words = useWords();
  return (
    <Base.Root open={open} onOpenChange={(next) => next || onClose()}>
      <Base.Portal>
        <Base.Backdrop className="veil" />
        <Base.Popup className="dialog" data-wide={wide || undefined}>
          <header className="dialog-head">
            <Base.Title className="dialog-title">{title}</Base.Title>
            <Base.Close render={<IconButton icon="close" label={words.shell.close} />} />
          </header>
          <div className="dialog-body">
            {hint && <Base.Description className="dialog-hint">{hint}</Base.Description>}
            {children}
          </div>
          {actions && <footer className="dialog-actions">{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
