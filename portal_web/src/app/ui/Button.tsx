import type { ButtonHTMLAttributes } from "react";
import { Icon, type IconName } from "./Icon";
import "./button.css";

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: "primary" | "quiet" | "danger" | "plain";
  icon?: IconName;
  /** At work: pressed, and waiting for an answer. */
  busy?: boolean;
  ref?: React.Ref<HTMLButtonElement>;
};

/** A button with words on it. */
export function Button({ look = "quiet", icon, busy = false, className = "", children, onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={`button button-${look} ${className}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"]}
      onClick={busy ? undefined : onClick}
    >
      {icon && <Icon name={icon} size={18} />}
      <span>{children}</span>
    </button>
  );
}
