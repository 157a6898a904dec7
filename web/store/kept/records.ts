import * as v from "valibot";
import { bootAnswer } from "../../../domain/api.ts";
import { followUp } from "../../../domain/followup.ts";
import { leadRow } from "../../../domain/lead.ts";
import { myDayAnswer } from "../../../domain/myday.ts";
import { position } from "../../../domain/wire.ts";
import { COMMAND_KINDS } from "../../connection/command.ts";
import type { KeptDay, KeptDraft } from "../keeping.ts";
import type { Change } from "../overlay.ts";
import type { Returned, Waiting } from "../queue.ts";

/** What was kept by an earlier version of the app, or by this one: read as carefully as anything from outside. */

const called = v.object({
  name: v.string(),
  phone: v.nullable(v.string()),
  email: v.nullable(v.string()),
  isTest: v.optional(v.boolean(), false),
});

const CHANGES = ["owner", "stage", "attempt", "fields", "undo"];
const created = v.object({ kind: v.literal("created"), row: leadRow });
/** What a row looks like meanwhile and no more: one of another version is left out by whoever reads. */
const change = v.custom<Change>(
  (given) =>
    v.is(created, given) || (typeof given === "object" && given !== null && "kind" in given && CHANGES.includes(String(given.kind))),
);

const waiting = v.object({
  command: v.object({
    kind: v.picklist(COMMAND_KINDS),
    method: v.picklist(["POST", "PUT"]),
    path: v.string(),
    body: v.looseObject({ mutation: v.string() }),
    versioned: v.optional(v.literal(true)),
  }),
  lead: v.string(),
  called: v.nullable(called),
  change: v.fallback(v.nullable(change), null),
  at: v.number(),
  version: v.number(),
  tried: v.boolean(),
  silent: v.optional(v.literal(true)),
  underWay: v.optional(v.literal(true)),
});
const told = v.optional(v.nullable(v.string()), null);
const returned = v.object({ ...waiting.entries, code: v.string(), by: v.nullable(v.string()), why: told, known: told });
const draft = v.object({ lead: v.string(), text: v.string(), mentions: v.array(v.string()) });
const day = v.object({
  at: v.number(),
  position,
  boot: bootAnswer,
  rows: v.array(leadRow),
  followUps: v.array(followUp),
  unticked: v.optional(myDayAnswer.entries.unticked),
  done: v.array(followUp),
});

export const readWaiting = (value: unknown): readonly Waiting[] => read(waiting, value) as readonly Waiting[];
export const readReturned = (value: unknown): readonly Returned[] => read(returned, value) as readonly Returned[];
export const readDraft = (value: unknown): readonly KeptDraft[] => read(draft, value);
export const readDay = (value: unknown): readonly KeptDay[] => read(day, value);

function read<T>(schema: v.GenericSchema<unknown, T>, value: unknown): readonly T[] {
  const parsed = v.safeParse(schema, value);
  return parsed.success ? [parsed.output] : [];
}
