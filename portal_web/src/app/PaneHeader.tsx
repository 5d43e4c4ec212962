import { type ReactNode, useEffect, useRef } from "react";
import { goBack } from "./routes";
import { useTitle } from "./title";
import { IconButton } from "./ui/IconButton";
import { useWords } from "./words/words";

type Props = { title: string; hint?: ReactNode; before?: ReactNode; actions?: ReactNode };

/** The bar at the top of a pane: names the page, takes the focus when the pane opens, leads back on a phone. */
export function PaneHeader({ title, hint, before, actions }: Props) {
  const { shell } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(title);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div className="pane-header">
      <IconButton
        className="icon-button-back pane-back"
        icon="back"
        label={shell.back}
        onClick={() => goBack({ name: "home" })}
      />
      {before}
      <div className="pane-heading">
        <h1 ref={heading} tabIndex={-1} dir="auto">
          {title}
        </h1>
        {hint && <p className="pane-hint">{hint}</p>}
      </div>
      {actions}
    </div>
  );
}
