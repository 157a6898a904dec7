import { type Done, type TakenBack, UNDO_MS } from "../../store/taking-back.ts";
import { useWords } from "../../words/index.ts";
import { offerActions } from "../actions.ts";
import { useApp } from "../context.tsx";
import type { Saying } from "../did.ts";
import { failureWords } from "../failure.ts";

interface Change {
  readonly at: number;
  readonly undo: () => Promise<TakenBack>;
  readonly saying: () => WaySaying;
  /** It is being taken back, or was. */
  taken: boolean;
}

export type WaySaying = Pick<Saying, "key" | "called" | "text">;
export type WayBack = (change: Pick<Done<unknown>, "undo">, saying: () => WaySaying) => void;

const toastOf = ({ saying }: Change) => `did-${saying().key}`;

/** One's own account is in no workspace: what is changed of it is taken back here, by its toast or, the last first, by the key. */
export function useWayBack(): WayBack {
  const app = useApp();
  const words = useWords();
  const { t } = words;
  const done: Change[] = [];
  const last = () => done.findLast(({ at, taken }) => !taken && app.clock.now() - at < UNDO_MS);
  const why = (became: Exclude<TakenBack, { ok: true }>, name: string): string => {
    if (became.why === "changed") return t("takeback.yours", { name });
    const failure = became.why === "failed" ? became.failure : null;
    return failure === null ? t("takeback.cannot", { name }) : t("takeback.failed", { name, reason: failureWords(t, failure.code) });
  };
  async function run(change: Change): Promise<void> {
    if (change.taken) return;
    change.taken = true;
    const became = await change.undo();
    const [id, { called: name }] = [toastOf(change), change.saying()];
    if (became.ok) return app.toasts.show({ id, tone: "live", text: t("takeback.done", { name }) });
    const isUnheard = became.why === "failed" && (became.failure?.code === "offline" || became.failure?.code === "unavailable");
    change.taken = !isUnheard;
    app.toasts.show({ id, tone: "overdue", text: why(became, name), ms: 10_000, ...(isUnheard && { actions: [offer(change)] }) });
  }
  const offer = (change: Change) => ({ label: t("common.undo"), run: () => void run(change) });
  offerActions(() => {
    const change = last();
    return change === undefined ? [] : [{ id: "undo", ...offer(change), group: "self", keys: ["mod+z"], where: "untyped" }];
  });
  return ({ undo }, saying) => {
    const change: Change = { at: app.clock.now(), undo, saying, taken: false };
    done.push(change);
    void words.fetch("takeback").then(() => {
      const { called, text } = saying();
      // Without them nothing is said: what was changed shows it.
      if (change.taken || (text === undefined && !words.has("takeback"))) return;
      app.toasts.show({
        id: toastOf(change),
        tone: "live",
        text: text ?? t("takeback.changed", { name: called }),
        actions: [offer(change)],
      });
    });
  };
}
