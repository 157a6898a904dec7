import type { FollowUp, FollowUpWay } from "../../../../domain/followup.ts";
import type { Channel } from "../../../../domain/lead.ts";
import { useApp } from "../../context.tsx";
import type { LogChoice } from "./log.ts";

/** The way of a follow-up that a try by that channel is a try of. */
export const WAY_OF: Readonly<Record<Channel, FollowUpWay>> = {
  phone: "call",
  whatsapp: "whatsapp",
  email: "email",
  messenger: "messenger",
  in_person: "meeting",
};
/** Soon enough that the try was this follow-up's. */
const ITS_TIME_MS = 15 * 60_000;

export interface ItsTime {
  hasCome(dueAt: number): boolean;
  /** The open follow-up that a try by that channel was for: its time has come. */
  due(by: Channel, all: readonly FollowUp[]): FollowUp | undefined;
  /** That try did what such a follow-up is for: they were spoken to, or what was to be written is written. */
  isMet(choice: Pick<LogChoice, "channel" | "outcome">): boolean;
}

export function useItsTime(): ItsTime {
  const { clock } = useApp();
  const hasCome = (dueAt: number) => dueAt <= clock.now() + ITS_TIME_MS;
  return {
    hasCome,
    due: (by, all) =>
      all.filter(({ state, way, dueAt }) => state === "open" && way === WAY_OF[by] && hasCome(dueAt)).sort((a, b) => a.dueAt - b.dueAt)[0],
    isMet: ({ channel, outcome }) =>
      outcome === "reached" || (outcome === "message_left" && channel !== "phone" && channel !== "in_person"),
  };
}
