import { BANNABLE, type Bannable, type Channel, type LeadRow } from "../../../domain/lead.ts";
import type { Translate } from "../../words/index.ts";

/** Whether they may be reached this way (DN1): every link, template and act that goes by a channel asks this. */
export function reachable(row: Pick<LeadRow, "noContact">, channel: Channel): boolean {
  return !row.noContact?.some((banned) => banned === channel);
}

/** Why a control is off, with the panel's words; null where it may be used. */
export function unreachableWords(t: Translate, row: Pick<LeadRow, "noContact">, channel: Channel): string | null {
  return isBannable(channel) && !reachable(row, channel) ? t(`noContact.asked.${channel}`) : null;
}

export function isBannable(channel: Channel): channel is Bannable {
  return (BANNABLE as readonly Channel[]).includes(channel);
}
