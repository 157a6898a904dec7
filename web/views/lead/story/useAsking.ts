import type { LeadRow } from "../../../../domain/lead.ts";
import { useWords } from "../../../words/index.ts";
import { calledWords } from "../../called.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { type Gone, textOf, wayOf } from "./asked.ts";
import { useDesk } from "./desk.ts";
import type { LogChoice } from "./log.ts";
import { type Beside, useLog } from "./useLog.ts";

const ASKED = "asked-how";

/** What leads away to a person was followed, and how it went is asked: in the lead's page, or by a toast where none is open. */
export function useAsking() {
  const app = useApp();
  const workspace = useWorkspace();
  const { t } = useWords();
  const desk = useDesk();
  const log = useLog();
  const choice = (channel: LogChoice["channel"], outcome: LogChoice["outcome"]): LogChoice => ({ channel, outcome, way: "out" });
  const answer = (lead: string, channel: LogChoice["channel"], outcome: LogChoice["outcome"], beside?: Beside) =>
    void log(lead, choice(channel, outcome), { ...beside, said: (beside?.said ?? "").trim() });

  /** Whatever was asked before is asked no more. */
  function leave(): void {
    const before = desk.asked.gone();
    if (before?.channel === "phone") desk.hangUp(before.lead);
    desk.asked.answered();
  }

  return {
    answer,
    leave,
    /** A press on a link to that lead's person, below `within`: others are told of a call while it lasts. A link stops no clock. */
    followed: (event: MouseEvent, within: string, leadOf: (link: Element) => string | null): boolean => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
      const href = link?.getAttribute("href") ?? "";
      const channel = wayOf(href);
      if (link === null || channel === null || link.closest(within) === null) return false;
      const lead = leadOf(link);
      if (lead === null) return false;
      leave();
      desk.asked.went({ lead, channel }, textOf(href));
      if (channel === "phone") desk.call(lead);
      return true;
    },
    byToast: ({ lead, channel }: Gone, row: LeadRow): void => {
      // Taken now: by the time it is answered another link may have been followed, with a text for somebody else.
      const text = desk.asked.text();
      const offer = (label: string, outcome: LogChoice["outcome"], said = "") => ({
        label,
        run: () => answer(lead, channel, outcome, { said }),
      });
      app.toasts.show({
        id: ASKED,
        text: t(`story.ask.${channel}With`, { name: calledWords(t, row) }),
        ms: 0,
        actions:
          channel === "phone"
            ? (["message_left", "no_answer", "reached"] as const).map((outcome) => offer(t(`story.log.phone.${outcome}`), outcome))
            : [...(text === "" ? [] : [offer(t("story.ask.sentBare"), "message_left")]), offer(t("story.ask.sent"), "message_left", text)],
      });
    },
    toastEnds: () => app.toasts.dismiss(ASKED),
    /** The lead that is asked about, once whoever went is back; undefined: nothing is asked. */
    subject: (): LeadRow | undefined => {
      const now = desk.asked.gone();
      return now === null || !desk.asked.back() ? undefined : workspace.leads.row(now.lead);
    },
  };
}
