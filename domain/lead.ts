import * as v from "valibot";
import { instant, uuid } from "./ids.ts";
import { type Actor, MASKABLE, maskedFor, type Visibility } from "./rights.ts";
import { routeReason } from "./routing.ts";

/** The stages a workspace starts with. A lead keeps the id; the words are in `web/words`. */
export const STAGES = ["new", "contacted", "qualified", "visit", "won", "lost"] as const;
export const stage = v.picklist(STAGES);
export type Stage = (typeof STAGES)[number];

/** Nobody waits for a call once a lead is won or lost. */
export const OPEN_STAGES: readonly Stage[] = ["new", "contacted", "qualified", "visit"];

/** Nobody has tried to reach them yet: what the waiting clock counts. Test leads wait for nobody. */
export function isWaiting(row: { readonly isTest: boolean; readonly firstAttemptAt: number | null; readonly stage: Stage }): boolean {
  return !row.isTest && row.firstAttemptAt === null && OPEN_STAGES.includes(row.stage);
}

export const ATTEMPT_CHANNELS = ["phone", "whatsapp", "email"] as const;
export const ATTEMPT_OUTCOMES = ["reached", "no_answer", "message_left"] as const;

/**
 * One lead as lists and frames carry it (answers and custom fields come with the open lead). Times are ms UTC.
 * `version` grows by one with every change of the lead.
 */
export const leadRow = v.object({
  id: uuid,
  n: v.number(),
  version: v.number(),
  name: v.string(),
  phone: v.nullable(v.string()),
  email: v.nullable(v.string()),
  stage,
  owner: v.nullable(v.string()),
  team: v.nullable(v.string()),
  form: v.nullable(v.string()),
  project: v.nullable(v.string()),
  source: v.nullable(v.string()),
  isTest: v.boolean(),
  submittedAt: instant,
  receivedAt: instant,
  amberAt: instant,
  redAt: instant,
  firstAttemptAt: v.nullable(instant),
  lastActivityAt: instant,
  archivedAt: v.nullable(instant),
  /** "May be the same person": the lead that has a claim on the same phone or email. */
  sameAs: v.nullable(uuid),
  reason: routeReason,
  /** Fields that are kept from this reader until the lead is theirs (PV2): they are null here whatever stands in them. */
  masked: v.optional(v.array(v.picklist(MASKABLE))),
});
export type LeadRow = v.InferOutput<typeof leadRow>;

export function visibilityOf(row: Pick<LeadRow, "owner" | "team" | "archivedAt">): Visibility {
  return { owner: row.owner, team: row.team, unclaimed: row.owner === null, archived: row.archivedAt !== null };
}

/** Newest first, as every list starts; `n` decides between leads of the same millisecond. */
export function newestFirst(a: Pick<LeadRow, "submittedAt" | "n">, b: Pick<LeadRow, "submittedAt" | "n">): number {
  return b.submittedAt - a.submittedAt || b.n - a.n;
}

/** PV2: the row as this actor may have it. The one way of a row to a person. */
export function rowFor(actor: Actor, row: LeadRow): LeadRow {
  const masked = maskedFor(actor, row);
  if (masked.length === 0) return row;
  return { ...row, ...Object.fromEntries(masked.map((field) => [field, null])), masked: [...masked] };
}
