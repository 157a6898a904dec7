import * as v from "valibot";
import type { LeadRow } from "../../domain/lead.ts";
import { timelineData, type TimelineEntry } from "../../domain/story.ts";
import { allOver } from "./overlay.ts";
import type { Waiting } from "./waiting.ts";
import { writtenIn } from "./written.ts";

/** What one's own waiting calls, stage, owner and field changes of a lead, and its being added, will be in its story, newest first; `row` is the lead as the server has it, where it has it. */
export function waitingStory(waiting: readonly Waiting[], id: string, row: LeadRow | undefined, me: string): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  let now = row;
  for (const one of waiting) {
    if (one.lead !== id) continue;
    // What another version of the app wrote otherwise is not told before it happened.
    const data = v.safeParse(timelineData, dataOf(one, now, me));
    if (data.success) entries.unshift({ id: one.command.body.mutation, at: toldAt(one), actor: me, data: data.output });
    if (one.change !== null) now = allOver(now, [one.change]);
  }
  return entries;
}

/** When it was: a call may be said to be an earlier one. */
function toldAt({ command, at }: Waiting): number {
  return v.parse(v.fallback(v.object({ at: v.optional(v.number(), at) }), { at }), command.body).at;
}

function dataOf({ command }: Waiting, row: LeadRow | undefined, me: string): unknown {
  if (command.kind === "create") return { kind: "created" };
  if (row === undefined) return null;
  const body = command.body as Readonly<Record<string, unknown>>;
  switch (command.kind) {
    case "attempt":
      return { ...body, kind: "attempt" };
    case "stage":
      return { ...body, kind: "stage", from: row.stage, to: body["stage"] };
    case "owner":
      return { kind: "assignment", from: row.owner, to: body["owner"], team: body["team"], reason: { code: "by_hand", by: me } };
    case "fields": {
      const before = row as unknown as Readonly<Record<string, unknown>>;
      const changes = writtenIn(command).map(({ field, value }) => ({
        field,
        from: v.parse(v.fallback(v.union([v.string(), v.number()]), ""), before[field ?? ""]) || null,
        to: value,
      }));
      return changes.length === 0 ? null : { kind: "fields", changes };
    }
    default:
      return null;
  }
}
