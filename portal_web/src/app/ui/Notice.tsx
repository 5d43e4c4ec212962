import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import "./notice.css";

type Props = { icon: IconName; title: string; children?: ReactNode; action?: ReactNode };

/** What stands where there is nothing else: an empty list, a failure, an unknown page. */
export function Notice({ icon, title, children, action }: Props) {
  return (
    <div className="notice">
      <span className="notice-icon">
        <Icon name={icon} size={28} />
      </span>
      <p className="notice-title">{title}</p>
      {children && <p className="notice-text">{children}</p>}
      {action}
    </div>
  );
}
