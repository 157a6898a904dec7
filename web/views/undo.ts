import type { Workspace } from "../store/workspace.ts";
import { useWords } from "../words/index.ts";
import { offerActions } from "./actions.ts";
import { calledWords } from "./called.ts";
import { useApp, useWorkspace } from "./context.tsx";

/** Changes that were taken back where they were said: the key goes on with the one before them. */
const settled = new WeakMap<Workspace, Set<string>>();

export function settle(workspace: Workspace, mutation: string): void {
  settled.set(workspace, (settled.get(workspace) ?? new Set()).add(mutation));
}

/** It was not taken back after all: nobody heard of it. */
export function unsettle(workspace: Workspace, mutation: string): void {
  settled.get(workspace)?.delete(mutation);
}

/** Ctrl/Cmd-Z takes back the last change, and the one before it with the next press. Where something is typed it is the browser's. */
export function useUndoKey(): void {
  const app = useApp();
  const workspace = useWorkspace();
  const { t } = useWords();
  const wasSettled = (mutation: string) => settled.get(workspace)?.delete(mutation) ?? false;
  const undo = async () => {
    let outcome = await workspace.commands.undoLast();
    while (outcome !== null && wasSettled(outcome.mutation)) outcome = await workspace.commands.undoLast();
    if (outcome === null) return app.toasts.show({ id: "undo-nothing", text: t("undo.nothing") });
    // What it was said with offers it no more.
    if ("of" in outcome) app.toasts.dismiss(outcome.of);
    // A refusal says its reason by itself.
    if (!outcome.ok) return;
    const { called } = outcome;
    // What is no lead says so in the place of what it said before.
    if (typeof called === "string") return;
    const text = called === null ? t("undo.done") : t("undo.doneFor", { lead: calledWords(t, called) });
    app.toasts.show({ id: outcome.mutation, tone: "live", text });
  };
  offerActions(() => [
    { id: "undo", label: t("palette.keys.undo"), group: "self", keys: ["mod+z"], where: "untyped", run: () => void undo() },
  ]);
}
