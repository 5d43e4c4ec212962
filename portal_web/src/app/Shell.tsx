import { type MouseEvent, useEffect, useRef } from "react";
import { Header } from "./Header";
import { OfflineBanner } from "./OfflineBanner";
import { Pane } from "./Pane";
import { RoomList } from "./rooms/RoomList";
import { go, useRoute } from "./routes";
import { useUnread } from "./useUnread";
import { useWords } from "./words/words";
import "./shell.css";

/** The list beside the pane; on a phone one of the two. */
export function Shell() {
  const words = useWords();
  const route = useRoute();
  const pane = useRef<HTMLElement>(null);
  useUnread();
  useSearchKey();

  const skip = (event: MouseEvent) => {
    event.preventDefault(); // the address keeps its own hash
    pane.current?.focus();
  };
  return (
    <div className="shell" data-showing={route.name === "home" ? "list" : "pane"}>
      <a className="skip" href="#pane" onClick={skip}>
        {words.shell.skip}
      </a>
      <OfflineBanner />
      <div className="shell-list">
        <Header />
        <RoomList />
      </div>
      <main className="shell-pane" id="pane" tabIndex={-1} ref={pane}>
        <Pane route={route} />
      </main>
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
