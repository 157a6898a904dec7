import type { LeadRow } from "../../../../domain/lead.ts";
import { firstStage } from "../../../../domain/setup.ts";
import { useWords } from "../../../words/index.ts";
import { useMove } from "../../acts/stage.ts";
import { calledWords } from "../../called.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { mayWith } from "../../rights.ts";
import { useStages } from "../../stages.ts";
import { type Known, useDesk } from "./desk.ts";
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
  /** Of a lead that was neither tried nor planned there is nothing to read; of one that cannot be read, what its row tells. */
  const know = async (row: LeadRow): Promise<Known | null> => {
    const nothing = { version: row.version, tries: row.firstAttemptAt === null ? 0 : 1, followUps: [] };
    const isNew = nothing.tries === 0 && row.nextFollowUpAt == null;
    return (isNew ? null : await desk.know(row.id)) ?? (row.nextFollowUpAt == null ? nothing : null);
  };
  /** This one is among the tries where the lead was read after it. */
  const counted = (known: Known, lead: string) => ({
    ...known,
    tries: known.tries + (known.version < (workspace.leads.base(lead)?.version ?? Infinity) ? 1 : 0),
  });
  return async (lead, { channel, outcome, way }, said) => {
    const row = workspace.leads.row(lead);
    if (row === undefined) return;
    const unanswered = outcome === "no_answer" && way === "out";
    const knowing = unanswered ? know(row) : null;
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
    const known = now === undefined ? null : await knowing;
    const again = now === undefined || known == null ? null : next.propose(now, channel, counted(known, lead));
    app.toasts.show({
      id: logged.mutation,
      tone: "live",
      text: t("story.log.logged", { name: calledWords(t, row) }),
      actions: [
        ...(spokenTo ? [{ label: t("stage.move", { stage: stages.name(second()) }), run: () => void move(lead, second()) }] : []),
        ...(again === null || known === null
          ? []
          : [
              {
                label: t("story.next.again", { when: next.words(again) }),
                run: () => void next.take(lead, channel, again, known.followUps),
              },
            ]),
        { label: t("common.undo"), run: () => void workspace.commands.undo(logged.mutation) },
      ],
    });
  };
}
