import { Menu as Base } from "@base-ui/react/menu";
import { type ReactElement, type ReactNode, useState } from "react";
import { Icon, type IconName } from "./Icon";
import "./menu.css";

const LANDMARKS = "[role=main], [role=banner]";

/** `trigger` is a button of ours; `children` are MenuItem, MenuLine and MenuHead. It opens in the trigger's landmark. */
export function Menu({ trigger, children, label }: { trigger: ReactElement; children: ReactNode; label?: string }) {
  const [landmark, setLandmark] = useState<HTMLElement | null>();
  const settle = (opens: boolean, { trigger: pressed }: Base.Root.ChangeEventDetails) => {
    if (opens) setLandmark(pressed?.closest<HTMLElement>(LANDMARKS) ?? document.body);
  };
  return (
    <Base.Root modal={false} onOpenChange={settle}>
      <Base.Trigger render={trigger} />
      <Base.Portal container={landmark} className="menu-portal">
        <Base.Positioner positionMethod="fixed" sideOffset={6} align="end" collisionPadding={8} className="menu-place">
          <Base.Popup className="menu" aria-label={label}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type ItemProps = { icon?: IconName; danger?: boolean; disabled?: boolean; onSelect: () => void; children: ReactNode };

export function MenuItem({ icon, danger = false, disabled = false, onSelect, children }: ItemProps) {
  return (
    <Base.Item className="menu-item" data-danger={danger || undefined} disabled={disabled} onClick={onSelect}>
      {icon && <Icon name={icon} size={18} />}
      <span>{children}</span>
    </Base.Item>
  );
}

export function MenuLine() {
  return <Base.Separator className="menu-line" />;
}

/** Words at the top of a menu that cannot be chosen. */
export function MenuHead({ children }: { children: ReactNode }) {
  return <div className="menu-head">{children}</div>;
}
