import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { OfferedPage } from "../../../domain/page.ts";
import type { PlatformRole } from "../../../domain/platform.ts";
import type { MemberStatus, NamedRight, Role } from "../../../domain/rights.ts";
import type { WorkspaceSettings } from "../../../domain/workspace.ts";

/** The platform database: people, workspaces, Pages, deliveries. Times are integer ms UTC. */

export * from "./access.ts";
export * from "./push.ts";
export * from "./signin.ts";

const instant = (name: string) => integer(name);

export const workspace = sqliteTable("workspace", {
  id: text().primaryKey(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  /** Which WORKSPACE_DB_n holds its leads. */
  shard: integer().notNull(),
  status: text({ enum: ["active", "suspended"] }).notNull(),
  settings: text({ mode: "json" }).$type<WorkspaceSettings>().notNull(),
  version: integer().notNull().default(1),
  createdAt: instant("created_at").notNull(),
});

export const member = sqliteTable(
  "member",
  {
    workspaceId: text("workspace_id").notNull(),
    personId: text("person_id").notNull(),
    role: text().$type<Role>().notNull(),
    status: text().$type<MemberStatus>().notNull(),
    /** Beside the role, to this one member by name. */
    rights: text({ mode: "json" }).$type<NamedRight[]>().notNull().default([]),
    /** Is mailed the audit's head each day. */
    auditMail: integer("audit_mail", { mode: "boolean" }).notNull().default(false),
    /** When role, status or rights last changed: sessions older than this get another token. */
    rightsAt: instant("rights_at").notNull().default(0),
    /** Shares of the turn in routing. */
    weight: integer().notNull().default(1),
    away: integer({ mode: "boolean" }).notNull().default(false),
    version: integer().notNull().default(1),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.personId] }), index("member_person").on(table.personId)],
);

export const team = sqliteTable(
  "team",
  {
    id: text().primaryKey(),
    workspaceId: text("workspace_id").notNull(),
    name: text().notNull(),
    version: integer().notNull().default(1),
    /** Nothing is given to it any more; what it has it keeps. */
    retired: integer({ mode: "boolean" }).notNull().default(false),
  },
  (table) => [index("team_workspace").on(table.workspaceId)],
);

export const teamMember = sqliteTable(
  "team_member",
  { workspaceId: text("workspace_id").notNull(), teamId: text("team_id").notNull(), personId: text("person_id").notNull() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.personId, table.teamId] })],
);

/** A connected Meta Page. Only a row in state "connected" is a live connection (IN5). */
export const page = sqliteTable(
  "page",
  {
    id: text().primaryKey(),
    workspaceId: text("workspace_id").notNull(),
    name: text().notNull(),
    state: text({ enum: ["connected", "broken", "disconnected"] }).notNull(),
    brokenReason: text("broken_reason"),
    /** AES-GCM, `keyId.iv.cipher` (SC1). */
    token: text().notNull(),
    connectedBy: text("connected_by").notNull(),
    connectedAt: instant("connected_at").notNull(),
    /** Whoever connected it left the workspace then: its token may end with them. */
    flaggedAt: instant("flagged_at"),
    /** Meta refuses calls for this Page until then. */
    pausedUntil: instant("paused_until").notNull().default(0),
  },
  (table) => [index("page_workspace").on(table.workspaceId)],
);

/** Pages that somebody came back from Meta with: theirs to choose from for an hour. */
export const pageOffer = sqliteTable(
  "page_offer",
  {
    id: text().primaryKey(),
    workspaceId: text("workspace_id").notNull(),
    personId: text("person_id").notNull(),
    pages: text({ mode: "json" }).$type<readonly OfferedPage[]>().notNull(),
    /** AES-GCM, as a Page's own (SC1): one text for all of them. */
    tokens: text().notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [index("page_offer_expires").on(table.expiresAt)],
);

export const VERDICTS = ["accepted", "unreadable"] as const;

/** One POST of Meta's. `id` is the SHA-256 of the raw body, so a repeat is the same row. */
export const delivery = sqliteTable(
  "delivery",
  {
    id: text().primaryKey(),
    receivedAt: instant("received_at").notNull(),
    verdict: text({ enum: VERDICTS }).notNull(),
    bytes: integer().notNull(),
    leads: integer().notNull(),
    ignored: integer().notNull(),
    bad: integer().notNull(),
    /** How often the same body came again. */
    repeats: integer().notNull().default(0),
    colo: text(),
    country: text(),
    ip: text(),
    browser: text(),
  },
  (table) => [index("delivery_received").on(table.receivedAt)],
);

export const CHANGE_STATES = ["waiting", "done", "parked", "unread"] as const;

/** One lead that Meta told us of, on its way into a workspace. `lead` is Meta's lead id: told twice, it is one row. */
export const change = sqliteTable(
  "change",
  {
    lead: text().primaryKey(),
    page: text().notNull(),
    form: text(),
    ad: text(),
    createdAt: instant("created_at").notNull(),
    delivery: text().notNull(),
    receivedAt: instant("received_at").notNull(),
    state: text({ enum: CHANGE_STATES }).notNull(),
    /** Came with many others: singles go first. */
    bulk: integer({ mode: "boolean" }).notNull(),
    dueAt: instant("due_at").notNull(),
    /** Whoever holds the lease works on it until `leaseUntil`. */
    lease: text(),
    leaseUntil: instant("lease_until").notNull().default(0),
    attempts: integer().notNull().default(0),
    failure: text(),
    reason: text(),
    trace: text(),
    workspaceId: text("workspace_id"),
    /** Our lead's id, once done. */
    outcome: text(),
    settledAt: instant("settled_at"),
    repeats: integer().notNull().default(0),
  },
  (table) => [
    index("change_due")
      .on(table.page, table.bulk, table.dueAt)
      .where(sql`state = 'waiting'`),
    index("change_settled")
      .on(table.settledAt)
      .where(sql`state IN ('done', 'unread')`),
    index("change_delivery").on(table.delivery),
    index("change_parked")
      .on(table.page, table.lead)
      .where(sql`state = 'parked'`),
    index("change_parked_at")
      .on(table.settledAt)
      .where(sql`state = 'parked'`),
  ],
);

/** What went wrong, by cause: never a secret, a token or an answer. */
export const diagnostic = sqliteTable(
  "diagnostic",
  {
    id: text().primaryKey(),
    at: instant("at").notNull(),
    kind: text().notNull(),
    cause: text().notNull(),
    workspaceId: text("workspace_id"),
    page: text(),
    count: integer().notNull().default(1),
    data: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
  },
  (table) => [index("diagnostic_at").on(table.at), uniqueIndex("diagnostic_cause").on(table.kind, table.cause)],
);

/** What the platform decided and a shard or a room has yet to learn. Applied idempotently, in order of `n` for one subject. */
export const outbox = sqliteTable(
  "outbox",
  {
    n: integer().primaryKey({ autoIncrement: true }),
    kind: text({ enum: ["member", "team", "workspace", "session_ended"] }).notNull(),
    workspaceId: text("workspace_id"),
    subject: text().notNull(),
    session: text(),
    createdAt: instant("created_at").notNull(),
    dueAt: instant("due_at").notNull(),
    attempts: integer().notNull().default(0),
    doneAt: instant("done_at"),
  },
  (table) => [
    index("outbox_due")
      .on(table.dueAt)
      .where(sql`done_at IS NULL`),
    index("outbox_done")
      .on(table.doneAt)
      .where(sql`done_at IS NOT NULL`),
  ],
);

export const audit = sqliteTable(
  "audit",
  {
    n: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull().unique(),
    at: instant("at").notNull(),
    actor: text(),
    onBehalf: text("on_behalf"),
    act: text().notNull(),
    subjectKind: text("subject_kind").notNull(),
    subject: text().notNull(),
    workspaceId: text("workspace_id"),
    ip: text(),
    browser: text(),
    request: text(),
    detailHash: text("detail_hash").notNull(),
  },
  (table) => [
    index("audit_at").on(table.at),
    index("audit_workspace").on(table.workspaceId, table.at),
    index("audit_actor").on(table.actor, table.at),
    index("audit_subject").on(table.subject, table.at),
  ],
);

export const auditDetail = sqliteTable("audit_detail", {
  audit: text().primaryKey(),
  salt: text().notNull(),
  detail: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
});

export const auditSeal = sqliteTable("audit_seal", {
  from: integer("from_n").primaryKey(),
  to: integer("to_n").notNull(),
  count: integer().notNull(),
  previous: text().notNull(),
  hash: text().notNull(),
  sealedAt: instant("sealed_at").notNull(),
});

/** Who runs the platform. Nobody has a right in a workspace by this. */
export const platformMember = sqliteTable("platform_member", {
  personId: text("person_id").primaryKey(),
  role: text().$type<PlatformRole>().notNull(),
  createdAt: instant("created_at").notNull(),
});

/** Another number of days for a class of `domain/retention.ts`; bounds hold whatever stands here (RT1). */
export const retentionOverride = sqliteTable("retention_override", {
  class: text().primaryKey(),
  days: integer().notNull(),
  setBy: text("set_by").notNull(),
  setAt: instant("set_at").notNull(),
});

export const JOB_STATES = ["waiting", "done", "failed"] as const;

/** Long work in small steps: whoever holds the lease takes the next step; a step writes its cursor and counts with its work. */
export const job = sqliteTable(
  "job",
  {
    /** Says what it is for, so that the same work asked for twice is one job: `purge:platform:2026-05-14`. */
    id: text().primaryKey(),
    kind: text().notNull(),
    /** `platform` or a workspace's id. */
    scope: text().notNull(),
    state: text({ enum: JOB_STATES }).notNull(),
    cursor: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
    counts: text({ mode: "json" }).$type<Record<string, number>>().notNull(),
    /** How much there is to do, where that is known at the start. */
    total: integer(),
    lease: text(),
    leaseUntil: instant("lease_until").notNull().default(0),
    /** Failures in a row; a step that works sets it back. */
    attempts: integer().notNull().default(0),
    dueAt: instant("due_at").notNull(),
    /** A code, never a value. */
    failure: text(),
    /** Null: the cron's. */
    askedBy: text("asked_by"),
    createdAt: instant("created_at").notNull(),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
  },
  (table) => [
    index("job_due")
      .on(table.dueAt)
      .where(sql`state = 'waiting'`),
    index("job_created").on(table.createdAt),
  ],
);

/** What became of single things of a job, where that is more than a count. */
export const jobItem = sqliteTable(
  "job_item",
  {
    job: text("job_id").notNull(),
    item: text().notNull(),
    outcome: text().notNull(),
    reason: text(),
  },
  (table) => [primaryKey({ columns: [table.job, table.item] })],
);

/** One run of one cron's job, written when it begins. One that did nothing is taken out again at its end and counted in `cron_tick`. */
export const cronRun = sqliteTable(
  "cron_run",
  {
    n: integer().primaryKey({ autoIncrement: true }),
    name: text().notNull(),
    scheduledAt: instant("scheduled_at").notNull(),
    startedAt: instant("started_at").notNull(),
    /** Null: it runs, or it vanished. */
    endedAt: instant("ended_at"),
    outcome: text({ enum: ["ok", "failed"] }),
    /** A cause without values. */
    failure: text(),
    counts: text({ mode: "json" }).$type<Record<string, number>>().notNull(),
    /** Null: the cron's. */
    askedBy: text("asked_by"),
  },
  (table) => [index("cron_run_name").on(table.name, table.n), index("cron_run_started").on(table.startedAt)],
);

/** The last tick of each cron's job, one row a job whatever becomes of it: a gap behind it is a missed tick. */
export const cronTick = sqliteTable("cron_tick", {
  name: text().primaryKey(),
  /** The time it was meant for. */
  scheduledAt: instant("scheduled_at").notNull(),
  startedAt: instant("started_at").notNull(),
  endedAt: instant("ended_at"),
  outcome: text({ enum: ["ok", "failed"] }),
  /** Runs in a row that had nothing to do and left no row of their own. */
  quiet: integer().notNull().default(0),
});
