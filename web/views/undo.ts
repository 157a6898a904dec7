import { onCleanup, onMount } from "solid-js";
import { useWords } from "../words/index.ts";
import { calledWords } from "./called.ts";
import { useApp, useWorkspace } from "./context.tsx";

/** Ctrl/Cmd-Z takes back the last change, and the one before it with the next press. Where something is typed it is the browser's. */
export function useUndoKey(): void {
  const app = useApp();
  const workspace = useWorkspace();
  const { t } = useWords();
  const undo = async () => {
    const outcome = await workspace.commands.undoLast();
    if (outcome === null) return app.toasts.show({ id: "undo-nothing", text: t("undo.nothing") });
    // A refusal says its reason by itself.
    if (!outcome.ok) return;
    const text = outcome.called === null ? t("undo.done") : t("undo.doneFor", { lead: calledWords(t, outcome.called) });
    app.toasts.show({ id: outcome.mutation, tone: "live", text });
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.shiftKey || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    // Of an Arabic keyboard too: the key that says Z on a Latin one.
    if (event.key.toLowerCase() !== "z" && event.code !== "KeyZ") return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest('input, textarea, select, [contenteditable="true"]')) return;
    event.preventDefault();
    void undo();
  };
  onMount(() => document.addEventListener("keydown", pressed));
  onCleanup(() => document.removeEventListener("keydown", pressed));
}
