import { nextDue } from "../../../../domain/due.ts";
import type { FollowUp } from "../../../../domain/followup.ts";
import type { Moved, Plan } from "../../../store/floor/followups.ts";
import type { Outcome } from "../../../store/pending.ts";
import { useWords } from "../../../words/index.ts";
import { calledWords } from "../../called.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { useDesk } from "../story/desk.ts";
import { atWords } from "./due.ts";

/** What is done with follow-ups, from whichever list: each says so, with a way back. `beside` as in the store. */
export interface FollowUpActs {
  set(lead: string, plan: Plan, beside: readonly FollowUp[]): Promise<Outcome>;
  done(of: FollowUp, beside: readonly FollowUp[]): Promise<Outcome>;
  drop(of: FollowUp, beside: readonly FollowUp[]): Promise<Outcome>;
  move(of: FollowUp, to: Moved, beside: readonly FollowUp[]): Promise<Outcome>;
  /** A moment as the toasts say it. */
  when(at: number): string;
}

export function useFollowUpActs(): FollowUpActs {
  const app = useApp();
  const workspace = useWorkspace();
  const words = useWords();
  const { t } = words;
  const { followUps } = useDesk();
  const zone = () => workspace.directory.workspace()?.settings.timeZone ?? "UTC";
  const when = (at: number) => atWords({ t, format: words.format(), now: app.clock.now(), zone: zone() }, at);
  const nameOf = (lead: string) => {
    const row = workspace.leads.row(lead);
    return row === undefined ? t("leads.noName") : calledWords(t, row);
  };
  const say = async (asked: Promise<Outcome>, text: () => string) => {
    const outcome = await asked;
    if (!outcome.ok) return outcome;
    app.toasts.show({
      id: outcome.mutation,
      tone: "live",
      text: text(),
      actions: [{ label: t("common.undo"), run: () => void workspace.commands.undo(outcome.mutation) }],
    });
    return outcome;
  };
  return {
    when,
    set: (lead, plan, beside) =>
      say(followUps.set(lead, plan, beside), () => t("followUps.setToast", { name: nameOf(lead), when: when(plan.dueAt) })),
    done: (of, beside) =>
      say(followUps.done(of, beside), () =>
        of.repeats === null
          ? t("followUps.doneToast", { name: nameOf(of.lead) })
          : t("followUps.doneNext", { when: when(nextDue(of.dueAt, of.repeats, zone(), app.clock.now())) }),
      ),
    drop: (of, beside) => say(followUps.drop(of, beside), () => t("followUps.droppedToast")),
    move: (of, to, beside) =>
      say(followUps.move(of, to, beside), () =>
        to.dueAt === of.dueAt ? t("followUps.changedToast") : t("followUps.movedToast", { when: when(to.dueAt) }),
      ),
  };
}
