import type { LeadRow } from "../../../../domain/lead.ts";
import { firstStage } from "../../../../domain/setup.ts";
import type { Toast } from "../../../ui/toasts.ts";
import { useWords } from "../../../words/index.ts";
import { useMove } from "../../acts/stage.ts";
import { useWorkspace } from "../../context.tsx";
import { mayWith } from "../../rights.ts";
import { useStages } from "../../stages.ts";
import { useFollowUpActs } from "../followups/useFollowUpActs.ts";
import { type Known, useDesk } from "./desk.ts";
import { useItsTime } from "./its-time.ts";
import type { LogChoice } from "./log.ts";
import { useNextTry } from "./useNextTry.ts";

type Offers = NonNullable<Toast["actions"]>;

/** What comes next once a try was logged, to choose from; `isDone`: its follow-up is being done with it. What has to be read for it is read while the try is on its way. */
export function useOffers(): (before: LeadRow, choice: LogChoice, isDone: boolean) => (now: LeadRow) => Promise<Offers> {
  const workspace = useWorkspace();
  const { t } = useWords();
  const stages = useStages();
  const move = useMove();
  const desk = useDesk();
  const next = useNextTry();
  const acts = useFollowUpActs();
  const its = useItsTime();
  const first = () => firstStage(workspace.directory.setup());
  /** Whoever was spoken to is not new any more. */
  const second = () => stages.list().filter((one) => one.kind === "open")[1]?.id ?? first();
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

  return (before, choice, isDone) => {
    const { channel, outcome, way } = choice;
    const unanswered = outcome === "no_answer" && way === "out";
    const wasDue = !isDone && its.isMet(choice) && before.nextFollowUpAt != null && its.hasCome(before.nextFollowUpAt);
    const knowing = unanswered || wasDue ? know(before) : null;
    return async (now) => {
      const lead = now.id;
      const offers: Offers[number][] = [];
      if (outcome === "reached" && now.stage === first() && mayWith(workspace, "lead.stage", now))
        offers.push({ label: t("stage.move", { stage: stages.name(second()) }), run: () => void move(lead, second()) });
      const known = await knowing;
      if (known === null) return offers;
      const again = unanswered ? next.propose(now, channel, counted(known, lead)) : null;
      if (again !== null)
        offers.push({
          label: t("story.next.again", { when: next.words(again) }),
          run: () => void next.take(lead, channel, again, known.followUps),
        });
      const due = wasDue && mayWith(workspace, "lead.edit", now) ? its.due(channel, known.followUps) : undefined;
      if (due !== undefined) offers.push({ label: t("story.next.done"), run: () => void acts.done(due, known.followUps) });
      return offers;
    };
  };
}
