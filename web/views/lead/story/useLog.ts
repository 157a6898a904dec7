import { getOwner, runWithOwner } from "solid-js";
import type { FollowUp } from "../../../../domain/followup.ts";
import { reach } from "../../../ui/reach.ts";
import { useWords } from "../../../words/index.ts";
import { calledWords } from "../../called.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { useFollowUpActs } from "../followups/useFollowUpActs.ts";
import { useDesk } from "./desk.ts";
import type { LogChoice } from "./log.ts";

/** What is said with a try. */
export interface Beside {
  readonly said?: string;
  /** When it was; left out, it is now. */
  readonly at?: number | undefined;
  /** The follow-up that is done with it, and those it stands among. */
  readonly done?: FollowUp;
  readonly among?: readonly FollowUp[];
}

/** Logs how a try went, says so with a way back, and offers what comes next. */
export function useLog(): (lead: string, choice: LogChoice, beside?: Beside) => Promise<void> {
  const app = useApp();
  const workspace = useWorkspace();
  const { t } = useWords();
  const desk = useDesk();
  const acts = useFollowUpActs();
  const owner = getOwner();
  return async (lead, choice, { said = "", at, done, among = [] } = {}) => {
    const row = workspace.leads.row(lead);
    if (row === undefined) return;
    const { channel, outcome, way } = choice;
    if (desk.asked.gone()?.lead === lead) desk.asked.answered();
    desk.hangUp(lead);
    // What is offered comes after the try, and so may its code: the clock stops at once, and without a connection nothing is offered.
    const coming = reach(() => import("./offers.ts")).then(
      ({ useOffers }) => runWithOwner(owner, useOffers)?.(row, choice, done !== undefined),
      () => undefined,
    );
    const logged = await workspace.commands.attempt(lead, channel, outcome, {
      ...(way === "in" && { way }),
      ...(said !== "" && { text: said }),
      at,
    });
    if (done !== undefined && (logged.ok || logged.waits !== undefined)) void acts.done(done, among);
    if (!logged.ok) return;
    const now = workspace.leads.row(lead);
    const offers = now === undefined ? [] : ((await (await coming)?.(now)) ?? []);
    app.toasts.show({
      id: logged.mutation,
      tone: "live",
      text: t("story.log.logged", { name: calledWords(t, row) }),
      actions: [...offers, { label: t("common.undo"), run: () => void workspace.commands.undo(logged.mutation) }],
    });
  };
}
