import type { ButtonHTMLAttributes } from "react";
import { Icon, type IconName } from "./Icon";
import "./button.css";

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> & {
  icon: IconName;
  /** What it does, for screen readers and as a hint. */
  label: string;
  size?: number;
  ref?: React.Ref<HTMLButtonElement>;
};

/** A button with a pictogram on it. */
export function IconButton({ icon, label, size = 20, className = "", ...rest }: Props) {
  return (
    <button type="button" title={label} {...rest} aria-label={label} className={`icon-button ${className}`}>
      <Icon name={icon} size={size} />
    </button>
  );
}
