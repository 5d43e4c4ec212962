import { createRoot } from "react-dom/client";
import { App } from "./App";
import { keepAppearance } from "./style/appearance";
import "./style/tokens.css";
import "./style/base.css";

const place = document.getElementById("app");
if (!place) throw new Error("The page has no #app element.");
keepAppearance();
createRoot(place).render(<App />);
