import { createRoot } from "react-dom/client";
import { App } from "./App";
import { connection } from "./graphql/connection";
import { loadWholeWhen } from "./routes";
import { keepAppearance } from "./style/appearance";
import "./style/tokens.css";
import "./style/base.css";

const place = document.getElementById("app");
if (!place) throw new Error("The page has no #app element.");
keepAppearance();
// A part that could not be fetched is not asked for again, or has gone with an older release: it takes a new page.
let isTorn = false;
addEventListener("vite:preloadError", () => {
  isTorn = true;
});
loadWholeWhen(() => isTorn && connection() === "live");
createRoot(place).render(<App />);
