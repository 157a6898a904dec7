import * as v from "valibot";
import { instant, uuid } from "./ids.ts";
import { textWithout, valueFor } from "./kept.ts";
import { type Actor, MASKABLE, type Maskable, maskedFor, type Visibility } from "./rights.ts";
import { routeReason } from "./routing.ts";
import { fieldValue, setupId } from "./setup.ts";

/** Nobody has tried to reach them yet: what the waiting clock counts. Test leads, and leads that are won or lost, wait for nobody. */
export function isWaiting(row: Pick<LeadRow, "isTest" | "firstAttemptAt" | "closedAt">): boolean {
  return !row.isTest && row.firstAttemptAt === null && row.closedAt == null;
}

/** Ways in which people talk to a lead. */
export const CHANNELS = ["phone", "whatsapp", "email", "messenger", "in_person"] as const;
export type Channel = (typeof CHANNELS)[number];
/** Those that somebody can ask not to be reached by. */
export const BANNABLE = ["phone", "whatsapp", "email", "messenger"] as const satisfies readonly Channel[];
export type Bannable = (typeof BANNABLE)[number];
/** `reached` is also a meeting that was held, `no_answer` one that they did not come to. */
export const OUTCOMES = ["reached", "no_answer", "message_left"] as const;
export type AttemptOutcome = (typeof OUTCOMES)[number];

export const PRIORITIES = ["urgent", "high", "medium", "low"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Where a lead that was added by hand came from, as whoever added it says; others have Meta's platform there. */
export const HAND_SOURCES = ["hand", "call", "walk_in", "referral", "event", "website"] as const;
export type HandSource = (typeof HAND_SOURCES)[number];

export function isHandSource(source: string | null): source is HandSource {
  return (HAND_SOURCES as readonly (string | null)[]).includes(source);
}

/**
 * One lead as lists and frames carry it (answers come with the open lead). Times are ms UTC. `version` grows by one with every change
 * of the lead. What is seldom there is left out of a row rather than sent as null: a row on the wire stays below 1 KiB.
 */
export const leadRow = v.object({
  id: uuid,
  n: v.number(),
  version: v.number(),
  name: v.string(),
  phone: v.nullable(v.string()),
  email: v.nullable(v.string()),
  stage: setupId,
  owner: v.nullable(v.string()),
  team: v.nullable(v.string()),
  form: v.nullable(v.string()),
  source: v.nullable(v.string()),
  isTest: v.optional(v.boolean(), false),
  submittedAt: instant,
  /** When the waiting clock turns amber and red; 0 where nobody waits for a first attempt any more. */
  amberAt: v.optional(instant, 0),
  redAt: v.optional(instant, 0),
  firstAttemptAt: v.nullable(instant),
  lastActivityAt: instant,
  archivedAt: v.optional(v.nullable(instant), null),
  /** "May be the same person": the lead that has a claim on the same phone or email. */
  sameAs: v.optional(v.nullable(uuid), null),
  /** What is told of that in a row: which one it is, the open lead says. */
  twin: v.optional(v.literal(true)),
  reason: routeReason,
  company: v.nullish(v.string()),
  city: v.nullish(v.string()),
  /** `en`, `ar`: of the form, or as somebody said. */
  language: v.nullish(v.string()),
  priority: v.nullish(v.picklist(PRIORITIES)),
  campaign: v.nullish(v.string()),
  /** Of the form that made the lead, as campaign, ad set and ad are. The names behind the three are read apart (`sourcesAnswer`). */
  page: v.nullish(v.string()),
  /** Numbers within the workspace. */
  adSet: v.nullish(v.string()),
  ad: v.nullish(v.string()),
  /** Projects they are interested in; the first is the one they came by. */
  projects: v.nullish(v.array(v.string())),
  tags: v.nullish(v.array(v.string())),
  /** The first attempt that reached them. */
  reachedAt: v.nullish(instant),
  /** When they sent the last form that nobody tried to answer since, besides the one they came by. */
  againAt: v.nullish(instant),
  /** When the first open follow-up is due. */
  nextFollowUpAt: v.nullish(instant),
  /** Won or lost since. */
  closedAt: v.nullish(instant),
  /** In whole units of the workspace's currency. */
  value: v.nullish(v.number()),
  lostReason: v.nullish(setupId),
  /** Channels they asked not to be reached by. */
  noContact: v.nullish(v.array(v.picklist(BANNABLE))),
  /** The workspace's own fields, by their id. */
  custom: v.nullish(v.record(v.string(), fieldValue)),
  /** Fields that are kept from this reader until the lead is theirs (PV2): they are null here whatever stands in them. */
  masked: v.optional(v.array(v.picklist(MASKABLE))),
});
export type LeadRow = v.InferOutput<typeof leadRow>;

export function visibilityOf(row: Pick<LeadRow, "owner" | "team" | "archivedAt">): Visibility {
  return { owner: row.owner, team: row.team, unclaimed: row.owner === null, archived: row.archivedAt != null };
}

/** Newest first, as every list starts; `n` decides between leads of the same millisecond. */
export function newestFirst(a: Pick<LeadRow, "submittedAt" | "n">, b: Pick<LeadRow, "submittedAt" | "n">): number {
  return b.submittedAt - a.submittedAt || b.n - a.n;
}

/** PV2: the row as this actor may have it, without what is not there. The one way of a row to a person. */
export function rowFor(actor: Actor, row: LeadRow): LeadRow {
  const masked = maskedFor(actor, row);
  const kept = masked.length === 0 ? row : rowWithout(masked, row);
  const told = Object.entries({ ...kept, sameAs: null, twin: (row.sameAs != null || row.twin === true) && !isLinkKept(actor) }).filter(
    ([field, value]) => !(SELDOM.has(field) && isEmpty(value)) && !(CLOCK.has(field) && row.firstAttemptAt !== null),
  );
  return Object.fromEntries(told) as LeadRow;
}

function rowWithout(masked: readonly Maskable[], row: LeadRow): LeadRow {
  const custom = Object.entries(row.custom ?? {}).map(([id, value]) => [id, valueFor(masked, value)] as const);
  return {
    ...row,
    ...Object.fromEntries(masked.map((field) => [field, null])),
    name: textWithout(masked, row.name),
    company: row.company == null ? null : textWithout(masked, row.company),
    city: row.city == null ? null : textWithout(masked, row.city),
    tags: (row.tags ?? []).map((tag) => textWithout(masked, tag)),
    custom: Object.fromEntries(custom),
    masked: [...masked],
  };
}

/** PV2: whose telephone or address one's own lead has is not found out by giving it that either. */
export function isLinkKept(actor: Actor): boolean {
  return actor.masked.length > 0;
}

const CLOCK: ReadonlySet<string> = new Set<keyof LeadRow>(["amberAt", "redAt"]);

const SELDOM: ReadonlySet<string> = new Set<keyof LeadRow>([
  "isTest",
  "archivedAt",
  "sameAs",
  "twin",
  "company",
  "city",
  "language",
  "priority",
  "campaign",
  "page",
  "adSet",
  "ad",
  "projects",
  "tags",
  "reachedAt",
  "againAt",
  "nextFollowUpAt",
  "closedAt",
  "value",
  "lostReason",
  "noContact",
  "custom",
]);

function isEmpty(value: unknown): boolean {
  return value == null || value === false || (typeof value === "object" && Object.keys(value).length === 0);
}
