import { go, Link, useRoute } from "./routes";
import { IconButton } from "./ui/IconButton";
import { useIsTeam, useViewer } from "./viewer";
import { ViewerMenu } from "./ViewerMenu";
import { useWords } from "./words/words";

/** The firm's logo and name and the viewer's menu, above the list; at home part of what the page is about. */
export function Header() {
  const { team } = useWords();
  const { workspace } = useViewer();
  const isTeam = useIsTeam();
  const route = useRoute();
  return (
    <div className="header" role={route.name === "home" ? undefined : "banner"}>
      <Link to={{ name: "home" }} className="header-firm" dir="auto">
        {workspace.logoUrl && <img className="header-logo" src={workspace.logoUrl} alt="" height={32} />}
        <span>{workspace.name}</span>
      </Link>
      {isTeam && <IconButton icon="plus" label={team.newRoom} onClick={() => go({ name: "newRoom" })} />}
      <ViewerMenu />
    </div>
  );
}
