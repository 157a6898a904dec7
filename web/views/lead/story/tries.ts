import type { Channel } from "../../../../domain/lead.ts";
import { lastFirst, type TimelineEntry, withdrawnOf } from "../../../../domain/story.ts";

/** How often in a row nobody answered, until now. What was taken back counts no more. */
export function triesOf(entries: readonly TimelineEntry[]): number {
  const withdrawn = withdrawnOf(entries);
  let tries = 0;
  for (const { id, data } of lastFirst(entries)) {
    if (data.kind !== "attempt" || withdrawn.has(id)) continue;
    if (data.outcome === "reached" || data.way === "in") break;
    if (data.outcome === "no_answer") tries += 1;
  }
  return tries;
}

/** By which channel the last try got no answer; null: it did, or there was none. */
export function unansweredBy(entries: readonly TimelineEntry[]): Channel | null {
  const withdrawn = withdrawnOf(entries);
  const last = lastFirst(entries).find(({ id, data }) => data.kind === "attempt" && !withdrawn.has(id))?.data;
  return last?.kind === "attempt" && last.outcome === "no_answer" && last.way !== "in" ? last.channel : null;
}
