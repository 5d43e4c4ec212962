import type { ReactNode } from "react";
import { Avatar } from "../ui/Avatar";
import "./people.css";

type Props = {
  person: { id: string; name: string; avatarUrl: string | null };
  /** Said beside the name. */
  mark?: ReactNode;
  isOnline?: string | false;
  children?: ReactNode;
};

/** A person with what is to be known of them under the name. `isOnline` is how that is said. */
export function PersonLine({ person, mark, isOnline = false, children }: Props) {
  return (
    <>
      <span className="person-face">
        <Avatar name={person.name} url={person.avatarUrl} size={40} />
        {isOnline && (
          <span className="person-online" title={isOnline}>
            <span className="hidden-visually">{isOnline}</span>
          </span>
        )}
      </span>
      <span className="person-words">
        <span className="person-name">
          <bdi>{person.name}</bdi>
          {mark && <span className="person-mark">{mark}</span>}
        </span>
        {children}
      </span>
    </>
  );
}
