import type { Done, TakenBack } from "../store/taking-back.ts";
import { useWords } from "../words/index.ts";
import { useApp, useWorkspace } from "./context.tsx";
import { failureWords } from "./failure.ts";

/** How a change is said. */
export interface Saying {
  /** Of its toast: the next change of the same takes its place. */
  readonly key: string;
  /** What it was done to, as people call it. */
  readonly called: string;
  /** Left out: that it was changed. */
  readonly text?: string;
  /** What is so once it is taken back, where that is not simply as before. */
  readonly undone?: string;
  /** Small enough to be seen by itself: only the key takes it back, and says so. */
  readonly quiet?: boolean;
}

/** Says that something other than a lead was changed; its toast and Ctrl/Cmd-Z take it back, once. */
export function useDid(): (change: Pick<Done<unknown>, "undo">, saying: () => Saying) => void {
  const app = useApp();
  const workspace = useWorkspace();
  const words = useWords();
  const { t, format } = words;
  const why = (became: Exclude<TakenBack, { ok: true }>, whole: string): string => {
    const name = (became.why === "changed" ? became.called : undefined) ?? whole;
    switch (became.why) {
      case "changed": {
        if (became.by !== null && became.by === workspace.directory.me()?.id) return t("takeback.yours", { name });
        const by = workspace.directory.member(became.by)?.name;
        return by === undefined ? t("takeback.somebodys", { name }) : t("takeback.theirs", { by, name });
      }
      case "leads":
        return t("takeback.leads", { n: became.leads, name });
      case "joined":
        return t("takeback.joined", { n: became.who.length, list: format().list([...became.who]) });
      case "failed":
        if (became.failure === null) return t("takeback.cannot", { name });
        return t("takeback.failed", { name, reason: failureWords(t, became.failure.code) });
    }
  };
  function tell(change: Pick<Done<unknown>, "undo">, { key, called, text, undone, quiet = false }: Saying): void {
    const mutation = app.clock.id();
    const id = `did-${key}`;
    let taken: Promise<boolean | "unheard"> | undefined;
    const run = async () => {
      const [became] = await Promise.all([change.undo(), words.fetch("takeback")]);
      if (became.ok) {
        app.toasts.show({ id, tone: "live", text: undone ?? t("takeback.done", { name: called }) });
        return true;
      }
      const isUnheard = became.why === "failed" && (became.failure?.code === "offline" || became.failure?.code === "unavailable");
      app.toasts.show({
        id,
        tone: "overdue",
        text: why(became, called),
        ms: 10_000,
        // Nobody heard of it: it is asked for again, here or by the key.
        ...(isUnheard && { actions: [{ label: t("common.undo"), run: byToast }] }),
      });
      if (!isUnheard) return false;
      taken = undefined;
      workspace.commands.unsettle(mutation);
      return "unheard";
    };
    const undo = () => (taken ??= run());
    const byToast = () => {
      workspace.commands.settle(mutation);
      void undo();
    };
    workspace.commands.did({ mutation, called, undo });
    // Without them nothing is said: what was changed shows it.
    if (quiet || (text === undefined && !words.has("takeback"))) return;
    app.toasts.show({
      id,
      tone: "live",
      text: text ?? t("takeback.changed", { name: called }),
      actions: [{ label: t("common.undo"), run: byToast }],
    });
  }
  // Its words come with the first change.
  return (change, saying) => void words.fetch("takeback").then(() => tell(change, saying()));
}
