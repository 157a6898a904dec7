import type { FollowUp, FollowUpWay } from "../../../../domain/followup.ts";
import type { Channel, LeadRow } from "../../../../domain/lead.ts";
import { proposeNextTry } from "../../../../domain/nexttry.ts";
import { isBanned } from "../../../../domain/nocontact.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { mayWith } from "../../rights.ts";
import { useFollowUpActs } from "../followups/useFollowUpActs.ts";
import { useDesk } from "./desk.ts";

/** The way in which somebody is tried again who did not answer by a channel. */
const AGAIN: Readonly<Record<Channel, FollowUpWay>> = {
  phone: "call",
  whatsapp: "whatsapp",
  email: "email",
  messenger: "messenger",
  in_person: "meeting",
};
/** Soon enough that the try which got no answer was this follow-up's. */
const ITS_TIME_MS = 15 * 60_000;

export interface NextTry {
  /** When to try again; null: something is planned already, they asked not to be tried so, or it is not this person's to plan. */
  propose(row: LeadRow, by: Channel, tries: number): number | null;
  words(at: number): string;
  /** Plans it: the follow-up whose time it was goes there, or a new one is set. */
  take(lead: string, by: Channel, at: number): Promise<void>;
}

export function useNextTry(): NextTry {
  const app = useApp();
  const workspace = useWorkspace();
  const desk = useDesk();
  const acts = useFollowUpActs();
  const wasDue = ({ state, dueAt }: FollowUp) => state === "open" && dueAt <= app.clock.now() + ITS_TIME_MS;
  return {
    propose: (row, by, tries) => {
      const place = workspace.directory.workspace()?.settings;
      const now = app.clock.now();
      if (place === undefined || !mayWith(workspace, "lead.edit", row) || isBanned(row.noContact, AGAIN[by])) return null;
      if (row.nextFollowUpAt != null && row.nextFollowUpAt > now + ITS_TIME_MS) return null;
      return proposeNextTry({ now, tries, hours: place.workingHours, timeZone: place.timeZone });
    },
    words: acts.when,
    take: async (lead, by, dueAt) => {
      const all = desk.known.get(lead)?.followUps ?? [];
      const due = all.find((one) => one.way === AGAIN[by] && wasDue(one));
      if (due === undefined) await acts.set(lead, { way: AGAIN[by], note: null, dueAt, remind: 0, repeats: null }, all);
      else await acts.move(due, { dueAt }, all);
    },
  };
}
