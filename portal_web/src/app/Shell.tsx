import { type MouseEvent, useRef } from "react";
import { Header } from "./Header";
import { OfflineBanner } from "./OfflineBanner";
import { Pane } from "./Pane";
import { RoomList } from "./rooms/RoomList";
import { useRoute } from "./routes";
import { SearchOpener } from "./search/SearchOpener";
import { useSearchKey } from "./search/searchKey";
import { useUnread } from "./useUnread";
import { useWords } from "./words/words";
import "./shell.css";

/** The list beside the pane; on a phone one of the two. At home the list is what the page is about. */
export function Shell() {
  const words = useWords();
  const route = useRoute();
  const isHome = route.name === "home";
  const pane = useRef<HTMLDivElement>(null);
  useUnread();
  useSearchKey();

  const skip = (event: MouseEvent) => {
    event.preventDefault(); // the address keeps its own hash
    pane.current?.focus();
  };
  return (
    <div className="shell" data-showing={isHome ? "list" : "pane"}>
      <a className="skip" href="#pane" onClick={skip}>
        {words.shell.skip}
      </a>
      <OfflineBanner />
      <div className="shell-list" role={isHome ? "main" : undefined}>
        {isHome && <h1 className="hidden-visually">{words.rooms.title}</h1>}
        <Header />
        <SearchOpener />
        <RoomList />
      </div>
      <div className="shell-pane" role={isHome ? "complementary" : "main"} id="pane" tabIndex={-1} ref={pane}>
        <Pane route={route} />
      </div>
    </div>
  );
}
