import * as v from "valibot";
import { instant } from "./ids.ts";
import type { Capability } from "./rights.ts";

/** Audit records as people search and read them: `/api/w/:workspace/audit` and `/api/console/audit`. */

const id = v.pipe(v.string(), v.maxLength(64));
const moment = v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number));

export const recordsQuery = v.object({
  /** Who did it. */
  actor: v.optional(id),
  /** To whom or what. */
  subject: v.optional(v.pipe(v.string(), v.maxLength(200))),
  /** `member.changed`, or a first part such as `member`. */
  act: v.optional(v.pipe(v.string(), v.regex(/^[a-z_]+(\.[a-z_]+)?$/), v.maxLength(60))),
  /** ms UTC: not before, before. */
  from: v.optional(moment),
  to: v.optional(moment),
  after: v.optional(v.pipe(v.string(), v.maxLength(200))),
});
export type RecordsQuery = v.InferOutput<typeof recordsQuery>;

export const recordRow = v.object({
  id: v.string(),
  at: instant,
  /** Null: the system. */
  actor: v.nullable(v.object({ id: v.string(), name: v.nullable(v.string()) })),
  onBehalf: v.nullable(v.string()),
  act: v.string(),
  subjectKind: v.string(),
  subject: v.string(),
  /** The subject's name where it has one that may be shown: a person, a team, a Page; never a lead. */
  subjectName: v.nullable(v.string()),
  /** Null for those without the security right. */
  ip: v.nullable(v.string()),
  browser: v.nullable(v.string()),
  request: v.nullable(v.string()),
  /** Null: erased. */
  detail: v.nullable(v.record(v.string(), v.unknown())),
  /** In the platform's own ledger, not the workspace's. */
  platform: v.boolean(),
});
export type RecordRow = v.InferOutput<typeof recordRow>;

export const recordsAnswer = v.object({
  rows: v.array(recordRow),
  /** Null: everything was looked through. */
  next: v.nullable(v.string()),
  /** How far back this answer looked: with a seldom match an answer may be empty and have a `next`. */
  lookedBackTo: v.nullable(instant),
});
export type Records = v.InferOutput<typeof recordsAnswer>;

/** How a verification goes on where one request was not enough. */
export const walked = v.object({
  to: v.number(),
  hash: v.string(),
  since: v.nullable(v.number()),
  records: v.number(),
  purged: v.number(),
  erased: v.number(),
  /** The server's own mark: nobody can make up how far it came. */
  proof: v.string(),
});
export const verifyBody = v.object({ after: v.nullable(walked) });
/** In the console: the platform's ledger, or that of the workspace with this id. */
export const verifyOneBody = v.object({ ...verifyBody.entries, ledger: id });
export const verifyAnswer = v.variant("kind", [
  v.object({
    kind: v.literal("intact"),
    since: v.nullable(v.number()),
    records: v.number(),
    purged: v.number(),
    erased: v.number(),
    unsealed: v.number(),
  }),
  v.object({
    kind: v.literal("broken"),
    from: v.number(),
    to: v.number(),
    why: v.picklist(["chain", "records", "detail", "missing"]),
    record: v.nullable(v.number()),
  }),
  v.object({ kind: v.literal("more"), after: walked }),
]);
export type VerifyAnswer = v.InferOutput<typeof verifyAnswer>;
/** Whether an owner is mailed the audit's head each day; also what is answered. */
export const headMailBody = v.object({ on: v.boolean() });

/** Refused every day, to people who do nothing wrong. Whoever is refused anything else tried something privileged, and leaves a record. */
const EVERYDAY: readonly Capability[] = [
  "workspace.read",
  "members.read",
  "live.connect",
  "rights.read",
  "lead.read",
  "lead.assign",
  "lead.stage",
  "lead.attempt",
  "lead.create",
  "lead.edit",
  "lead.archive",
];

export function isPrivileged(capability: Capability): boolean {
  return !EVERYDAY.includes(capability);
}

/** Refused attempts of one person that are records of their own, from the first of them on; further ones are one record, with their number. */
export const REFUSALS_EACH = 10;
export const REFUSALS_WINDOW_MS = 3_600_000;
