import { isWaiting } from "../../../domain/lead.ts";
import { firstStage } from "../../../domain/setup.ts";
import type { Closing } from "../../store/pending.ts";
import { useWords } from "../../words/index.ts";
import { calledWords } from "../called.ts";
import { useActs, useApp, useWorkspace } from "../context.tsx";
import { mayWith } from "../rights.ts";
import { useStages } from "../stages.ts";

/** Moves a lead to a stage and says so, with a way back; `closing` is why it was lost or what it is worth. Whoever is past "New" while their clock runs was spoken to: the try is offered to be logged. */
export function useMove(): (lead: string, stage: string, closing?: Closing) => Promise<void> {
  const app = useApp();
  const workspace = useWorkspace();
  const acts = useActs();
  const stages = useStages();
  const { t } = useWords();
  return async (lead, stage, closing) => {
    const row = workspace.leads.row(lead);
    if (row === undefined || row.stage === stage) return;
    const outcome = await workspace.commands.setStage(lead, stage, closing);
    if (!outcome.ok) return;
    const now = workspace.leads.row(lead);
    const untried =
      row.stage === firstStage(workspace.directory.setup()) &&
      now !== undefined &&
      isWaiting(now) &&
      mayWith(workspace, "lead.attempt", now);
    app.toasts.show({
      id: outcome.mutation,
      tone: "live",
      text: t("stage.moved", { name: calledWords(t, row), stage: stages.name(stage) }),
      actions: [
        ...(untried ? [{ label: t("attempt.log"), run: () => acts.attempt(lead, placeOf(lead)) }] : []),
        { label: t("common.undo"), run: () => void workspace.commands.undo(outcome.mutation) },
      ],
    });
  };
}

/** Where the lead is on screen by now: its panel's button, its row, or only the screen itself. */
function placeOf(lead: string): HTMLElement {
  const row = `[data-key="${lead}"] [data-row]`;
  return (
    document.querySelector<HTMLElement>(`[data-panel] [data-act="attempt"]`) ?? document.querySelector<HTMLElement>(row) ?? document.body
  );
}
