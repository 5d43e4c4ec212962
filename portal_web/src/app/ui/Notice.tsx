import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import "./notice.css";

type Props = { icon: IconName; title: string; children?: ReactNode; action?: ReactNode; isPage?: boolean };

/** `isPage`: it is all that a pane holds, so its title is the page's heading. What stands where there is nothing else: an empty list, a failure, an unknown page. */
export function Notice({ icon, title, children, action, isPage = false }: Props) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className="notice">
      <span className="notice-icon">
        <Icon name={icon} size={28} />
      </span>
      <Title className="notice-title">{title}</Title>
      {children && <p className="notice-text">{children}</p>}
      {action}
    </div>
  );
}
