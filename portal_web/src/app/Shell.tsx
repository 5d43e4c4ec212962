import { Header } from "./Header";
import { OfflineBanner } from "./OfflineBanner";
import { Pane } from "./Pane";
import { RoomList } from "./rooms/RoomList";
import { useRoute } from "./routes";
import { useWords } from "./words/words";
import "./shell.css";

/** The list beside the pane; on a phone one of the two. */
export function Shell() {
  const words = useWords();
  const route = useRoute();
  return (
    <div className="shell" data-showing={route.name === "home" ? "list" : "pane"}>
      <a className="skip" href="#pane">
        {words.shell.skip}
      </a>
      <OfflineBanner />
      <div className="shell-list">
        <Header />
        <RoomList />
      </div>
      <main className="shell-pane" id="pane" tabIndex={-1}>
        <Pane route={route} />
      </main>
    </div>
  );
}
