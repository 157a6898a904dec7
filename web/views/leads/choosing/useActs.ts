import { createSignal } from "solid-js";
import { type Giving, isGiven } from "../../../../domain/giving.ts";
import type { LeadRow } from "../../../../domain/lead.ts";
import type { Capability } from "../../../../domain/rights.ts";
import { type ActOnOne, type Running, runTogether, type Together } from "../../../store/floor/together.ts";
import { useWords } from "../../../words/index.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { failureWords } from "../../failure.ts";
import { useFloor } from "../../floor.ts";
import { mayWith } from "../../rights.ts";
import { useStages } from "../../stages.ts";
import { takenBackWords } from "./taken-back.ts";
import { type TagChange, tagsAfter } from "./tag-change.ts";

/** So many leads one act changes at most: what goes out one by one has to come to its end while somebody waits for it. */
export const MOST_AT_ONCE = 200;
/** What somebody was refused has to be read, and the way to insist reached. */
const REFUSED_MS = 20_000;

/** What can be done with all leads that are chosen. */
export function useActs() {
  const app = useApp();
  const workspace = useWorkspace();
  const floor = useFloor();
  const stages = useStages();
  const words = useWords();
  const { t } = words;
  const { commands, directory } = workspace;
  const [running, setRunning] = createSignal<Pick<Running, "total" | "settled"> | null>(null);

  /** `said`: what so many leads became, for the toast. */
  async function run(capability: Capability, ids: readonly string[], act: ActOnOne, said: (n: number) => string): Promise<void> {
    const mine = ids.slice(0, MOST_AT_ONCE).filter((id) => mayWith(workspace, capability, workspace.leads.row(id)));
    const mutation = app.clock.id();
    const now = runTogether({ commands, leads: workspace.leads }, mine, act);
    if (now.total === 0) return app.toasts.show({ id: mutation, text: t("chosen.nothing") });
    setRunning(now);
    let undone: Promise<boolean> | undefined;
    /** One for acts that came through: whoever does one after the other sees the last, and takes those before it back by the key. */
    let toast = "chosen-did";
    let told = false;
    const undo = () => (undone ??= takeBack(() => toast, now, told));
    commands.did({ mutation, called: t("chosen.n", { n: now.total }), undo, together: now.each });
    const became = await now.became;
    setRunning((last) => (last === now ? null : last));
    if (became.refused.size > 0) toast = mutation;
    if (undone !== undefined) return;
    told = true;
    if (became.changed === 0) commands.settle(mutation);
    const conflicts = became.refused.get("conflict") ?? [];
    // What broke on the way may come through the next time.
    const again = [...conflicts, ...(became.refused.get("internal") ?? [])];
    const label = conflicts.length > 0 ? t("chosen.again", { n: again.length }) : t("common.retry");
    const byToast = () => {
      commands.settle(mutation);
      void undo();
    };
    app.toasts.show({
      id: toast,
      tone: became.refused.size > 0 ? "overdue" : "live",
      text: [...(became.changed > 0 ? [said(became.changed)] : []), ...asides(became)].join(t("chosen.separator")),
      ...(became.refused.size > 0 && { ms: REFUSED_MS }),
      actions: [
        ...(again.length > 0 ? [{ label, run: () => void run(capability, again, act, said) }] : []),
        ...(became.changed > 0 ? [{ label: t("common.undo"), run: byToast }] : []),
      ],
    });
  }

  /** `told`: what became of it was said already. */
  async function takeBack(id: () => string, of: Running, told: boolean): Promise<boolean> {
    const back = of.undo();
    const became = await of.became;
    const shown = { total: became.changed, settled: of.undone };
    setRunning(shown);
    const { changed, refused, waits } = await back;
    setRunning((last) => (last === shown ? null : last));
    // Nothing was done: what was said of it stays.
    if (told && changed === 0 && refused.size === 0) return true;
    const stay = [...refused.values()].flat().length;
    const text = takenBackWords(t, { changed, refused, waits }, told ? [] : asides({ ...became, waits: 0 }));
    app.toasts.show({ id: id(), tone: stay > 0 ? "overdue" : "live", text, ...(stay > 0 && { ms: REFUSED_MS }) });
    return stay === 0;
  }

  function asides({ waits, refused }: Together): readonly string[] {
    return [
      ...(waits > 0 ? [t("chosen.waits", { n: waits })] : []),
      ...[...refused].map(([code, { length }]) => (code === "conflict" ? t("chosen.meanwhile", { n: length }) : notSaved(length, code))),
    ];
  }
  const notSaved = (n: number, code: Parameters<typeof failureWords>[1]) => t("chosen.refused", { n, reason: failureWords(t, code) });
  return {
    running,
    assign: (ids: readonly string[], to: Giving) => {
      const [name, team] = [directory.member(to.owner)?.name, directory.team(to.team ?? null)?.name];
      const said = (n: number) => {
        if (name !== undefined) return t("chosen.done.assign", { n, name });
        return team === undefined ? t("chosen.done.unassign", { n }) : t("chosen.done.toTeam", { n, name: team });
      };
      return run("lead.assign", ids, (row) => (isGiven(row, to) ? null : commands.assign(row.id, to, "together")), said);
    },
    stage: (ids: readonly string[], stage: string, lostReason?: string | null) =>
      run(
        "lead.stage",
        ids,
        (row) =>
          row.stage === stage ? null : commands.setStage(row.id, stage, lostReason === undefined ? {} : { lostReason }, "together"),
        (n) => t("chosen.done.stage", { n, stage: stages.name(stage) }),
      ),
    priority: (ids: readonly string[], priority: NonNullable<LeadRow["priority"]> | null) =>
      run(
        "lead.edit",
        ids,
        (row) => ((row.priority ?? null) === priority ? null : floor.fields.change(row.id, { priority }, { priority }, "together")),
        (n) => t("chosen.done.priority", { n }),
      ),
    tags: (ids: readonly string[], change: TagChange) =>
      run(
        "lead.edit",
        ids,
        (row) => {
          const [before, tags] = [row.tags ?? [], tagsAfter(row.tags ?? [], change)];
          if (tags.length === before.length && tags.every((tag, at) => tag === before[at])) return null;
          return floor.fields.change(row.id, { tags }, { tags }, "together");
        },
        (n) => t("chosen.done.tags", { n }),
      ),
    archive: (ids: readonly string[]) =>
      run(
        "lead.archive",
        ids,
        (row) => floor.fields.archive(row.id, true, "together"),
        (n) => t("chosen.done.archive", { n }),
      ),
  };
}
export type ChosenActs = ReturnType<typeof useActs>;
