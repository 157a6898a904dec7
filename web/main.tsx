import "./styles.css";
import "./ui/theme.ts";
import { render } from "solid-js/web";
import { App } from "./app.tsx";

/** By then a page is still. */
const REGISTER_MS = 2_000;
const root = document.getElementById("app");
if (root !== null) render(() => <App />, root);

// Once everything else is here: the first visit has no use for it.
if (import.meta.env.PROD)
  addEventListener("load", () => {
    const register = async () => void (await (await import("./connection/installed.ts")).registration());
    // Safari has no idle callback.
    setTimeout(() => void register().catch(() => undefined), REGISTER_MS);
  });
