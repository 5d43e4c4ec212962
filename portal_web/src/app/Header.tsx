import { go } from "./routes";
import { signOut } from "./session";
import { Avatar } from "./ui/Avatar";
import { IconButton } from "./ui/IconButton";
import { Menu, MenuHead, MenuItem, MenuLine } from "./ui/Menu";
import { useIsTeam, useViewer } from "./viewer";
import { useWords } from "./words/words";

/** The firm's name and the viewer's menu, above the list. */
export function Header() {
  const { shell, team } = useWords();
  const { person, workspace } = useViewer();
  const isTeam = useIsTeam();
  return (
    <header className="header">
      <p className="header-firm" dir="auto">
        {workspace.name}
      </p>
      <IconButton icon="search" label={shell.search} onClick={() => go({ name: "search", query: "" })} />
      {isTeam && <IconButton icon="plus" label={team.newRoom} onClick={() => go({ name: "newRoom" })} />}
      <Menu
        trigger={
          <button type="button" className="header-me" aria-label={shell.menu(person.name)}>
            <Avatar name={person.name} seed={person.id} size={32} />
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
        {isTeam && (
          <>
            <MenuItem icon="people" onSelect={() => go({ name: "team", section: "people" })}>
              {team.people}
            </MenuItem>
            <MenuItem icon="portal" onSelect={() => go({ name: "team", section: "portals" })}>
              {team.portals}
            </MenuItem>
            <MenuItem icon="mail" onSelect={() => go({ name: "team", section: "held" })}>
              {team.held}
            </MenuItem>
          </>
        )}
        {person.isAdministrator && (
          <MenuItem icon="archive" onSelect={() => go({ name: "team", section: "rooms" })}>
            {team.allRooms}
          </MenuItem>
        )}
        <MenuLine />
        <MenuItem icon="signOut" onSelect={() => void signOut()}>
          {shell.signOut}
        </MenuItem>
      </Menu>
    </header>
  );
}
