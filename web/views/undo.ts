import { useWords } from "../words/index.ts";
import { offerActions } from "./actions.ts";
import { calledWords } from "./called.ts";
import { useApp, useWorkspace } from "./context.tsx";
import { takenBackWords } from "./leads/choosing/taken-back.ts";

/** Ctrl/Cmd-Z takes back the last change, and the one before it with the next press. Where something is typed it is the browser's. */
export function useUndoKey(): void {
  const app = useApp();
  const workspace = useWorkspace();
  const words = useWords();
  const { t } = words;
  const undo = async () => {
    const outcome = await workspace.commands.undoLast();
    if (outcome === null) return app.toasts.show({ id: "undo-nothing", text: t("undo.nothing") });
    if ("before" in outcome) {
      const { mutation: id, before } = outcome;
      if (before === null) return app.toasts.show({ id: "undo-nothing", text: t("undo.before") });
      await words.fetch("chosen");
      return app.toasts.show({
        id,
        tone: outcome.ok ? "live" : "overdue",
        text: takenBackWords(t, before),
        ...(!outcome.ok && { ms: 20_000 }),
      });
    }
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
