import type { LeadRow } from "../../../domain/lead.ts";
import { momentOf, wallAt } from "../../../domain/localtime.ts";
import type { DayItem } from "../../../domain/myday.ts";
import { useWords } from "../../words/index.ts";
import { useNow, useWorkspace } from "../context.tsx";
import { followUpWords, whenWords } from "../lead/followups/due.ts";
import { splitProject } from "../leads/split-project.ts";
import type { Section } from "./still.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How urgent it is, for its colour and its sign. */
export type Tone = "red" | "amber" | "plain";

const TONE: Readonly<Record<DayItem["why"]["code"], Tone>> = {
  waiting_red: "red",
  overdue: "red",
  waiting_amber: "amber",
  waiting: "plain",
  again: "plain",
  due: "plain",
  later: "plain",
};

/** The sentences of My day. */
export function useDayWords() {
  const words = useWords();
  const { t } = words;
  const now = useNow();
  const { directory } = useWorkspace();
  const zone = () => directory.workspace()?.settings.timeZone ?? "UTC";
  const saying = () => ({ t, format: words.format(), now: now(), zone: zone() });
  const waited = (since: number) => {
    const ms = now() - since;
    return ms < HOUR_MS ? t("followUps.minutes", { n: Math.floor(ms / MINUTE_MS) }) : words.format().clock(ms);
  };

  return {
    tone: (item: DayItem): Tone => TONE[item.why.code],
    /** Why it stands where it does. */
    why: ({ why }: DayItem): string => {
      switch (why.code) {
        case "waiting":
        case "waiting_amber":
        case "waiting_red":
          return now() - why.at < MINUTE_MS ? t("day.why.justCame") : t(`day.why.${why.code}`, { time: waited(why.at) });
        case "again":
          return now() - why.at < MINUTE_MS ? t("day.why.justAgain") : t("day.why.again", { time: waited(why.at) });
        case "later":
          // Its day stands over it.
          return t("day.why.at", { time: words.format().time(why.at) });
        case "overdue":
        case "due":
          return t("day.why.due", { when: whenWords(saying(), why.at) });
      }
    },
    /** What is to be done. */
    what: ({ followUp, why }: DayItem): string => {
      if (followUp !== null) return followUpWords(t, followUp);
      return t(why.code === "again" ? "day.answerAgain" : "day.firstAnswer");
    },
    /** Why it is in this person's day though somebody else set it; null where it is their own. */
    inherited: ({ inherited, followUp }: DayItem): string | null =>
      inherited === undefined || followUp === null
        ? null
        : t("day.inherited", { name: directory.member(followUp.createdBy)?.name ?? t("timeline.somebody") }),
    when: (at: number) => whenWords(saying(), at),
    section: (section: Section): string => {
      if (section === "waiting" || section === "again" || section === "overdue" || section === "today") return t(`day.${section}`);
      const day = Number(section.slice("day:".length));
      if (day === wallAt(now(), zone()).day + 1) return t("day.tomorrow");
      return words.format().day(momentOf({ day, minute: 0 }, zone()), now());
    },
    /** Of an item: who waits, who sent a form again, what is overdue or due today, else its day. */
    sectionOf: ({ why, group }: DayItem): Section => {
      if (group === "overdue") return "overdue";
      if (why.code === "due") return "today";
      if (why.code === "again") return "again";
      return group === "now" ? "waiting" : `day:${wallAt(why.at, zone()).day}`;
    },
    today: () => words.format().day(now(), now()),
  };
}

/** Where they came from: the form they filled in, with the project it is for where its name does not begin with that. */
export function useSourceWords(): (row: LeadRow) => string {
  const { directory } = useWorkspace();
  return (row) => {
    const project = directory.project(row.projects?.[0] ?? null)?.name;
    const form = directory.form(row.form)?.name;
    if (form === undefined) return project ?? "";
    return project === undefined || splitProject(form, project)[0] !== "" || form === project ? form : `${project} · ${form}`;
  };
}
