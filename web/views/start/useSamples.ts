import FlaskConical from "lucide-solid/icons/flask-conical";
import type { Start } from "../../store/floor/start.ts";
import { focusBack, whereFocusIs } from "../../ui/anchor.ts";
import { type Translate, useWords } from "../../words/index.ts";
import type { Action } from "../actions.ts";
import { useApp } from "../context.tsx";
import { useDid } from "../did.ts";
import { failureWords } from "../failure.ts";

/** Loading and removing demo leads, each saying what became of it. */
export function useSamples(start: Start) {
  const { toasts } = useApp();
  const { t, lang } = useWords();
  const did = useDid();
  start.hear((change) =>
    did(change, () => ({
      key: "samples",
      called: t("start.settings"),
      text: t("start.added", { n: start.state()?.samples ?? 0 }),
      undone: t("start.removed"),
    })),
  );
  const said = (text: string, ok: boolean) => toasts.show({ id: "did-samples", text, tone: ok ? "live" : "overdue" });
  return {
    add: async () => {
      // The button is gone once they are there.
      const from = whereFocusIs();
      const failure = await start.add(lang());
      focusBack(from);
      if (failure !== null) said(t("start.notAdded", { reason: failureWords(t, failure.code) }), false);
    },
    /** Whether they are gone. */
    remove: async (): Promise<boolean> => {
      const failure = await start.remove();
      said(failure === null ? t("start.removed") : t("start.notRemoved", { reason: failureWords(t, failure.code) }), failure === null);
      return failure === null;
    },
  };
}

/** Loading them, as the palette offers it beside its button. */
export function loadAct(t: Translate, run: () => void): Action {
  return {
    id: "samples.load",
    label: t("start.leads.add"),
    also: t("palette.also.samples"),
    icon: FlaskConical,
    group: "here",
    whenAsked: true,
    run,
  };
}
