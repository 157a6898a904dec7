import "./early.ts";
import "./styles.css";
import "./ui/theme.ts";
import { render } from "solid-js/web";
import { App } from "./app.tsx";
import { registration } from "./connection/installed.ts";

/** By then a page is still, and whoever came to look has looked. */
const REGISTER_MS = 5_000;
const root = document.getElementById("app");
if (root !== null) render(() => <App />, root);

// Once everything else is here: the first visit has no use for it.
if (import.meta.env.PROD)
  addEventListener("load", () => {
    // Safari has no idle callback.
    setTimeout(() => void registration(), REGISTER_MS);
    // One that could not be had is asked for again; one that is here answers at once.
    addEventListener("online", () => void registration());
  });
