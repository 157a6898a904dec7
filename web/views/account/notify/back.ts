import { type Done, type TakenBack, UNDO_MS } from "../../../store/taking-back.ts";
import { useWords } from "../../../words/index.ts";
import { offerActions } from "../../actions.ts";
import { useApp } from "../../context.tsx";
import { failureWords } from "../../failure.ts";

interface Change {
  readonly at: number;
  readonly undo: () => Promise<TakenBack>;
  /** It is being taken back, or was. */
  taken: boolean;
}

const TOAST = "did-notify";

/** One's own settings are in no workspace: what is changed of them is taken back here, by its toast or, the last first, by the key. */
export function useWayBack(): (change: Pick<Done<unknown>, "undo">) => void {
  const app = useApp();
  const words = useWords();
  const { t } = words;
  const done: Change[] = [];
  const last = () => done.findLast(({ at, taken }) => !taken && app.clock.now() - at < UNDO_MS);
  const name = () => t("notices.settings");
  const why = (became: Exclude<TakenBack, { ok: true }>): string => {
    if (became.why === "changed") return t("takeback.yours", { name: name() });
    const failure = became.why === "failed" ? became.failure : null;
    return failure === null
      ? t("takeback.cannot", { name: name() })
      : t("takeback.failed", { name: name(), reason: failureWords(t, failure.code) });
  };
  async function run(change: Change): Promise<void> {
    if (change.taken) return;
    change.taken = true;
    const became = await change.undo();
    if (became.ok) return app.toasts.show({ id: TOAST, tone: "live", text: t("takeback.done", { name: name() }) });
    const isUnheard = became.why === "failed" && (became.failure?.code === "offline" || became.failure?.code === "unavailable");
    change.taken = !isUnheard;
    app.toasts.show({ id: TOAST, tone: "overdue", text: why(became), ms: 10_000, ...(isUnheard && { actions: [offer(change)] }) });
  }
  const offer = (change: Change) => ({ label: t("common.undo"), run: () => void run(change) });
  offerActions(() => {
    const change = last();
    return change === undefined ? [] : [{ id: "undo", ...offer(change), group: "self", keys: ["mod+z"], where: "untyped" }];
  });
  return ({ undo }) => {
    const change: Change = { at: app.clock.now(), undo, taken: false };
    done.push(change);
    void words.fetch("takeback").then(() => {
      // Without them nothing is said: what was changed shows it.
      if (words.has("takeback") && !change.taken)
        app.toasts.show({ id: TOAST, tone: "live", text: t("takeback.changed", { name: name() }), actions: [offer(change)] });
    });
  };
}
