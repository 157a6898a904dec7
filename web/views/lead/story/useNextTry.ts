import type { FollowUp } from "../../../../domain/followup.ts";
import type { Channel, LeadRow } from "../../../../domain/lead.ts";
import { proposeNextTry } from "../../../../domain/nexttry.ts";
import { isBanned } from "../../../../domain/nocontact.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { mayWith } from "../../rights.ts";
import { useFollowUpActs } from "../followups/useFollowUpActs.ts";
import { type Known, useDesk } from "./desk.ts";
import { useItsTime, WAY_OF } from "./its-time.ts";

export interface NextTry {
  /** When to try again; null: something is planned already, they asked not to be tried so, or it is not this person's to plan. */
  propose(row: LeadRow, by: Channel, known: Omit<Known, "version">): number | null;
  words(at: number): string;
  /** Plans it: the follow-up whose time it was goes there, or a new one is set. `before`: what was known when it was proposed. */
  take(lead: string, by: Channel, at: number, before: readonly FollowUp[]): Promise<void>;
}

export function useNextTry(): NextTry {
  const app = useApp();
  const workspace = useWorkspace();
  const desk = useDesk();
  const acts = useFollowUpActs();
  const its = useItsTime();
  const isComing = (at: number | null | undefined) => at != null && !its.hasCome(at);
  const open = (all: readonly FollowUp[]) => all.filter(({ state }) => state === "open");
  /** Those of the same way, the one whose time it was first. */
  const same = (all: readonly FollowUp[], by: Channel) =>
    open(all)
      .filter(({ way }) => way === WAY_OF[by])
      .sort((a, b) => a.dueAt - b.dueAt);
  return {
    propose: (row, by, { tries, followUps }) => {
      const place = workspace.directory.workspace()?.settings;
      if (place === undefined || !mayWith(workspace, "lead.edit", row) || isBanned(row.noContact, WAY_OF[by])) return null;
      if (isComing(row.nextFollowUpAt)) return null;
      const [due] = same(followUps, by);
      // Planned already, though something of another kind was due before it.
      if ((due === undefined || isComing(due.dueAt)) && open(followUps).some(({ dueAt }) => isComing(dueAt))) return null;
      return proposeNextTry({ now: app.clock.now(), tries, hours: place.workingHours, timeZone: place.timeZone });
    },
    words: acts.when,
    take: async (lead, by, dueAt, before) => {
      // Somebody may have planned one since it was proposed: there are never two.
      const all = (await desk.know(lead))?.followUps ?? before;
      const [one] = same(all, by);
      if (one === undefined) await acts.set(lead, { way: WAY_OF[by], note: null, dueAt, remind: 0, repeats: null }, all);
      else await acts.move(one, { dueAt }, all);
    },
  };
}
