import { lazy, Suspense } from "react";
import { connection } from "./graphql/connection";
import { RoomPane } from "./room/RoomPane";
import { go, isForTeam, type Route } from "./routes";
import { useTitle } from "./title";
import { Button } from "./ui/Button";
import { ErrorBoundary } from "./ui/ErrorBoundary";
import { Notice } from "./ui/Notice";
import { Spinner } from "./ui/Spinner";
import { useIsTeam } from "./viewer";
import { useWords } from "./words/words";

const SearchPane = lazy(() => import("./search/SearchPane"));
const ProfilePane = lazy(() => import("./profile/ProfilePane"));
const TeamPane = lazy(() => import("./team/TeamPane"));
const NewRoomPane = lazy(() => import("./team/NewRoomPane"));
const SeeAsPane = lazy(() => import("./team/seeing/SeeAsPane"));

/** What the address asks for, beside the list. */
export function Pane({ route }: { route: Route }) {
  const { shell } = useWords();
  return (
    <ErrorBoundary resetKey={JSON.stringify(route)} fallback={(retry) => <Failed retry={retry} />}>
      <Suspense fallback={<Spinner label={shell.loading} />}>
        <Chosen route={route} />
      </Suspense>
    </ErrorBoundary>
  );
}

function Chosen({ route }: { route: Route }) {
  const isTeam = useIsTeam();
  if (isForTeam(route) && !isTeam) return <Unknown />;
  switch (route.name) {
    case "home":
      return <Home />;
    case "room":
      if (route.as) return <SeeAsPane key={route.roomId + route.as} roomId={route.roomId} personId={route.as} />;
      return <RoomPane key={route.roomId} roomId={route.roomId} at={route.at ?? null} file={route.file ?? null} />;
    case "search":
      return <SearchPane route={route} />;
    case "profile":
      return <ProfilePane />;
    case "newRoom":
      return <NewRoomPane />;
    case "team":
      return <TeamPane section={route.section} />;
    default:
      return <Unknown />;
  }
}

function Unknown() {
  const { shell } = useWords();
  useTitle(shell.notFound);
  return (
    <Notice
      isPage
      icon="info"
      title={shell.notFound}
      action={<Button onClick={() => go({ name: "home" })}>{shell.home}</Button>}
    >
      {shell.notFoundHint}
    </Notice>
  );
}

function Home() {
  const { rooms } = useWords();
  useTitle("");
  return (
    <Notice icon="chat" title={rooms.choose}>
      {rooms.chooseHint}
    </Notice>
  );
}

function Failed({ retry }: { retry: () => void }) {
  const { shell } = useWords();
  const again = () => (connection() === "live" ? location.reload() : retry());
  return (
    <Notice isPage icon="warning" title={shell.failed} action={<Button onClick={again}>{shell.retry}</Button>}>
      {shell.failedHint}
    </Notice>
  );
}
