import type { Start } from "../../store/floor/start.ts";
import { focusBack, whereFocusIs } from "../../ui/anchor.ts";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { failureWords } from "../failure.ts";

/** Loading and removing demo leads, each saying what became of it. */
export function useSamples(start: Start) {
  const { toasts } = useApp();
  const { t, lang } = useWords();
  const said = (text: string, ok: boolean) => toasts.show({ id: "samples", text, tone: ok ? "live" : "overdue" });
  return {
    add: async () => {
      // The button is gone once they are there.
      const from = whereFocusIs();
      const failure = await start.add(lang());
      focusBack(from);
      if (failure !== null) return said(t("start.notAdded", { reason: failureWords(t, failure.code) }), false);
      said(t("start.added", { n: start.state()?.samples ?? 0 }), true);
    },
    /** Whether they are gone. */
    remove: async (): Promise<boolean> => {
      const failure = await start.remove();
      said(failure === null ? t("start.removed") : t("start.notRemoved", { reason: failureWords(t, failure.code) }), failure === null);
      return failure === null;
    },
  };
}
