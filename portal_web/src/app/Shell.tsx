import { type MouseEvent, useEffect, useRef } from "react";
import { Header } from "./Header";
import { OfflineBanner } from "./OfflineBanner";
import { Pane } from "./Pane";
import { RoomList } from "./rooms/RoomList";
import { go, useRoute } from "./routes";
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
        <RoomList />
      </div>
      <div className="shell-pane" role={isHome ? "complementary" : "main"} id="pane" tabIndex={-1} ref={pane}>
        <Pane route={route} />
      </div>
    </div>
  );
}

/** Ctrl or Cmd with K searches from anywhere. */
function useSearchKey(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      go({ name: "search", query: "" });
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
