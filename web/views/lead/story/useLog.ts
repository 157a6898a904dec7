import { firstStage } from "../../../../domain/setup.ts";
import { useWords } from "../../../words/index.ts";
import { useMove } from "../../acts/stage.ts";
import { calledWords } from "../../called.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { mayWith } from "../../rights.ts";
import { useStages } from "../../stages.ts";
import { useDesk } from "./desk.ts";
import type { LogChoice } from "./log.ts";
import { useNextTry } from "./useNextTry.ts";

/** Logs how a try went, says so with a way back, and offers what comes next. */
export function useLog(): (lead: string, choice: LogChoice, said?: string) => Promise<void> {
  const app = useApp();
  const workspace = useWorkspace();
  const { t } = useWords();
  const stages = useStages();
  const move = useMove();
  const desk = useDesk();
  const next = useNextTry();
  /** Whoever was spoken to is not new any more. */
  const second = () => stages.list().filter((one) => one.kind === "open")[1]?.id ?? firstStage(workspace.directory.setup());
  return async (lead, { channel, outcome, way }, said) => {
    const row = workspace.leads.row(lead);
    if (row === undefined) return;
    const tries = (desk.known.get(lead)?.tries ?? (row.firstAttemptAt === null ? 0 : 1)) + 1;
    if (desk.asked.gone()?.lead === lead) desk.asked.answered();
    desk.hangUp(lead);
    const logged = await workspace.commands.attempt(lead, channel, outcome, {
      ...(way === "in" && { way }),
      ...(said !== undefined && said !== "" && { text: said }),
    });
    if (!logged.ok) return;
    const now = workspace.leads.row(lead);
    const spokenTo =
      outcome === "reached" && now?.stage === firstStage(workspace.directory.setup()) && mayWith(workspace, "lead.stage", now);
    const again = outcome === "no_answer" && way === "out" && now !== undefined ? next.propose(now, channel, tries) : null;
    app.toasts.show({
      id: logged.mutation,
      tone: "live",
      text: t("story.log.logged", { name: calledWords(t, row) }),
      actions: [
        ...(spokenTo ? [{ label: t("stage.move", { stage: stages.name(second()) }), run: () => void move(lead, second()) }] : []),
        ...(again === null
          ? []
          : [{ label: t("story.next.again", { when: next.words(again) }), run: () => void next.take(lead, channel, again) }]),
        { label: t("common.undo"), run: () => void workspace.commands.undo(logged.mutation) },
      ],
    });
  };
}
