import type { LampState } from "../../../domain/health.ts";
import type { CronRow } from "../../../domain/operations.ts";
import type { Translate, Words } from "../../words/index.ts";
import { countWords } from "./why.ts";

const NAMES = ["sweep", "outbox", "mails", "routing", "jobs", "notices", "seals", "purge", "heads"] as const;

/** What a cron is called and for; one that has no words yet is called by its name. */
export function cronWords(t: Translate, name: string): { readonly name: string; readonly hint: string } {
  const known = NAMES.find((one) => one === name);
  return known === undefined ? { name, hint: "" } : { name: t(`console.cron.${known}`), hint: t(`console.cron.${known}Hint`) };
}

/** How the last run went, be it the clock's or a person's, in words. */
export function lastOf(
  words: Words,
  cron: CronRow,
  now: number,
): { readonly state: LampState; readonly when: string; readonly what: string } {
  const { t } = words;
  const format = words.format();
  const [run] = cron.runs;
  const tick = cron.last;
  // A run that did nothing leaves no row of its own, only its tick.
  const quiet = tick !== null && (run === undefined || tick.startedAt > run.startedAt);
  const at = quiet ? tick : (run ?? null);
  // The row by which a cron is first known says nothing of a run.
  const never = quiet && tick.quiet === 0 && run === undefined && tick.endedAt === tick.startedAt;
  if (at === null || never) return { state: "slow", when: t("console.cron.never"), what: "" };
  if (at.outcome === null || at.endedAt === null) {
    return { state: "slow", when: t("console.cron.running", { time: format.relative(at.startedAt, now) }), what: "" };
  }
  const by = !quiet && run?.askedBy != null ? [t("console.cron.byHand")] : [];
  const when = [format.relative(at.startedAt, now), t("console.cron.took", { time: format.duration(at.endedAt - at.startedAt) }), ...by];
  const state = at.outcome === "failed" ? "unwell" : "well";
  const what =
    at.outcome === "failed"
      ? [t("console.cron.failed"), ...(quiet || run?.failure == null ? [] : [run.failure])]
      : quiet
        ? [tick.quiet > 0 ? t("console.cron.quiet", { n: tick.quiet }) : t("console.cron.nothing")]
        : countWords(t, format.number, run?.counts ?? {});
  return {
    state,
    when: when.join(t("footer.separator")),
    what: what.length === 0 ? t("console.cron.nothing") : what.join(t("footer.separator")),
  };
}
