import { useState } from "react";
import { notifications, turnNotifications } from "./live/unread";
import { go } from "./routes";
import { signOut } from "./session";
import { useHeldCount } from "./team/held/heldCount";
import { Avatar } from "./ui/Avatar";
import { Menu, MenuHead, MenuItem, MenuLine } from "./ui/Menu";
import { toast } from "./ui/toasts";
import { useIsTeam, useViewer } from "./viewer";
import { useSpeech, useWords } from "./words/words";

/** Everything about the viewer, and for the team about the firm. */
export function ViewerMenu() {
  const { shell } = useWords();
  const { person } = useViewer();
  const isTeam = useIsTeam();
  return (
    <Menu
      label={shell.menu(person.name)}
      trigger={
        <button type="button" className="header-me" aria-label={shell.menu(person.name)} title={person.name}>
          <Avatar name={person.name} url={person.avatarUrl} size={32} />
        </button>
      }
    >
      <MenuHead>
        <strong>{person.name}</strong>
        <br />
        {person.email}
      </MenuHead>
      <MenuLine />
      <MenuItem icon="gear" onSelect={() => go({ name: "profile" })}>
        {shell.profile}
      </MenuItem>
      <Notifications />
      {isTeam && <TeamItems />}
      <MenuLine />
      <MenuItem icon="signOut" onSelect={() => void signOut(person.id)}>
        {shell.signOut}
      </MenuItem>
    </Menu>
  );
}

/** The browser is asked for leave only when this is chosen. */
function Notifications() {
  const { shell } = useWords();
  const [now, setNow] = useState(notifications);
  if (now === "impossible") return null;
  const turn = async () => {
    const after = await turnNotifications(now !== "on");
    setNow(after);
    if (after === "denied") toast({ text: shell.notifyDenied, look: "bad" });
    else toast({ text: after === "on" ? shell.notified : shell.notNotified });
  };
  return (
    <MenuItem icon={now === "on" ? "bellOff" : "bell"} onSelect={() => void turn()}>
      {now === "on" ? shell.notifyNot : shell.notify}
    </MenuItem>
  );
}

function TeamItems() {
  const { team } = useWords();
  const { person } = useViewer();
  return (
    <>
      <MenuLine />
      <MenuItem icon="people" onSelect={() => go({ name: "team", section: "people" })}>
        {team.people}
      </MenuItem>
      <MenuItem icon="portal" onSelect={() => go({ name: "team", section: "portals" })}>
        {team.portals}
      </MenuItem>
      <MenuItem icon="mail" onSelect={() => go({ name: "team", section: "held" })}>
        {team.held}
        <HeldCount />
      </MenuItem>
      {person.isAdministrator && (
        <MenuItem icon="archive" onSelect={() => go({ name: "team", section: "rooms" })}>
          {team.allRooms}
        </MenuItem>
      )}
      {person.isAdministrator && (
        <MenuItem icon="gear" onSelect={() => go({ name: "team", section: "settings" })}>
          {team.settings}
        </MenuItem>
      )}
    </>
  );
}

/** How many mails wait for the team; nothing where none does. */
function HeldCount() {
  const { words, formats } = useSpeech();
  const { count, isMore } = useHeldCount();
  if (!count) return null;
  const number = `${formats.number(count)}${isMore ? "+" : ""}`;
  return (
    <span className="menu-count">
      <span aria-hidden="true">{number}</span>
      <span className="hidden-visually">: {words.team.heldCount(number)}</span>
    </span>
  );
}
