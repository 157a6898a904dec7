import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Answer, Consent, Question } from "../../../domain/answers.ts";
import type { Contact } from "../../../domain/edit.ts";
import type { IdentityKind } from "../../../domain/identity.ts";
import type { Bannable, Priority } from "../../../domain/lead.ts";
import type { Ban } from "../../../domain/nocontact.ts";
import type { MemberStatus, NamedRight, Role } from "../../../domain/rights.ts";
import type { Credits, RouteReason } from "../../../domain/routing.ts";
import type { FieldValue } from "../../../domain/setup.ts";
import type { TimelineData } from "../../../domain/story.ts";
import type { SupportSeat } from "../../../domain/support.ts";
import type { WorkspaceSettings } from "../../../domain/workspace.ts";

/** A workspace database (a shard): leads and everything about them. Every table is led by its workspace. Times are integer ms UTC. */

export * from "./changes.ts";
export * from "./floor.ts";
export * from "./notices.ts";

const instant = (name: string) => integer(name);
const workspaceId = () => text("workspace_id").notNull();

/** What the shard knows of its workspaces: projected from the platform, which is the truth. */
export const workspaceState = sqliteTable("workspace_state", {
  workspaceId: text("workspace_id").primaryKey(),
  /** A restored or moved database gets another epoch: positions of the old one mean nothing in it. */
  epoch: text().notNull(),
  /** Grows with every change of anybody's rights. */
  accessVersion: integer("access_version").notNull().default(1),
  /** Log entries up to here are purged: whoever stands before it starts again. */
  logFloor: integer("log_floor").notNull().default(0),
  name: text().notNull(),
  status: text({ enum: ["active", "suspended"] }).notNull(),
  settings: text({ mode: "json" }).$type<WorkspaceSettings>().notNull(),
  /** Support that its owner let in. */
  support: text({ mode: "json" }).$type<SupportSeat[]>().notNull().default([]),
  version: integer().notNull(),
});

export const member = sqliteTable(
  "member",
  {
    workspaceId: workspaceId(),
    personId: text("person_id").notNull(),
    name: text().notNull(),
    role: text().$type<Role>().notNull(),
    status: text().$type<MemberStatus>().notNull(),
    rights: text({ mode: "json" }).$type<NamedRight[]>().notNull().default([]),
    weight: integer().notNull(),
    away: integer({ mode: "boolean" }).notNull(),
    teams: text({ mode: "json" }).$type<string[]>().notNull(),
    version: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.personId] })],
);

export const team = sqliteTable(
  "team",
  {
    workspaceId: workspaceId(),
    id: text().notNull(),
    name: text().notNull(),
    version: integer().notNull(),
    retired: integer({ mode: "boolean" }).notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

/** A Meta form as last read. Published forms never change: a new version is a new id. */
export const form = sqliteTable(
  "form",
  {
    workspaceId: workspaceId(),
    id: text().notNull(),
    page: text().notNull(),
    name: text().notNull(),
    locale: text(),
    questions: text({ mode: "json" }).$type<Question[]>().notNull(),
    checkboxes: text({ mode: "json" }).$type<{ key: string; text: string }[]>().notNull(),
    project: text(),
    readAt: instant("read_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const routingRule = sqliteTable(
  "routing_rule",
  {
    workspaceId: workspaceId(),
    place: integer().notNull(),
    id: text().notNull(),
    name: text().notNull(),
    enabled: integer({ mode: "boolean" }).notNull().default(true),
    match: text({ mode: "json" }).$type<unknown>().notNull(),
    pool: text({ mode: "json" }).$type<unknown>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.place, table.id] })],
);

export const routingTurn = sqliteTable(
  "routing_turn",
  {
    workspaceId: workspaceId(),
    rule: text().notNull(),
    credits: text({ mode: "json" }).$type<Credits>().notNull(),
    version: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.rule] })],
);

/** Leads whom nobody has tried to reach: what the index `lead_waiting` holds, and what has to be asked for in the same words to use it. */
export const WAITING = sql.raw("first_attempt_at IS NULL AND archived_at IS NULL AND is_test = 0 AND closed_at IS NULL");
/** Those of them whose goal nobody looked at since it passed. */
export const UNTOLD = sql.raw(
  "first_attempt_at IS NULL AND archived_at IS NULL AND is_test = 0 AND closed_at IS NULL AND goal_told_at IS NULL",
);
/** Leads that sent a form again and wait for an answer to it: what the index `lead_again` holds. */
export const AGAIN = sql.raw("again_at IS NOT NULL AND archived_at IS NULL");
const LIVE = sql.raw("archived_at IS NULL");
const ARCHIVED = sql.raw("archived_at IS NOT NULL");
/** Leads with something to follow up. */
const DUE = sql.raw("archived_at IS NULL AND next_follow_up_at IS NOT NULL");

export const lead = sqliteTable(
  "lead",
  {
    n: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull(),
    workspaceId: workspaceId(),
    version: integer().notNull().default(1),
    name: text().notNull(),
    phone: text(),
    email: text(),
    company: text(),
    city: text(),
    language: text(),
    priority: text().$type<Priority>(),
    stage: text().notNull(),
    owner: text("owner_id"),
    team: text("team_id"),
    reason: text({ mode: "json" }).$type<RouteReason>().notNull(),
    form: text("form_id"),
    page: text("page_id"),
    campaign: text("campaign_id"),
    /** Their numbers in `ad_set` and `ad`: Meta's ids would make a row on the wire too long. */
    adSet: text("ad_set"),
    ad: text(),
    /** Ids of what stands in `lead_project`, in order: rows carry them. */
    projects: text({ mode: "json" }).$type<string[]>().notNull().default([]),
    tags: text({ mode: "json" }).$type<string[]>().notNull().default([]),
    source: text(),
    isTest: integer("is_test", { mode: "boolean" }).notNull(),
    submittedAt: instant("submitted_at").notNull(),
    receivedAt: instant("received_at").notNull(),
    amberAt: instant("amber_at").notNull(),
    redAt: instant("red_at").notNull(),
    firstAttemptAt: instant("first_attempt_at"),
    /** When the goal was found to have passed, and whom the lead falls to was told. */
    goalToldAt: instant("goal_told_at"),
    reachedAt: instant("reached_at"),
    /** When they sent the last form that nobody tried to answer since; their first one is what the waiting clock counts. */
    againAt: instant("again_at"),
    /** The first due time of its open follow-ups, kept by whatever changes them. */
    nextFollowUpAt: instant("next_follow_up_at"),
    lastActivityAt: instant("last_activity_at").notNull(),
    /** Set while the stage is one that wins or loses. */
    closedAt: instant("closed_at"),
    archivedAt: instant("archived_at"),
    /** Whole units of the workspace's currency. */
    value: integer(),
    lostReason: text("lost_reason"),
    noContact: text("no_contact", { mode: "json" }).$type<Bannable[]>().notNull().default([]),
    bans: text({ mode: "json" }).$type<Ban[]>().notNull().default([]),
    /** Telephones and addresses beside the first ones. */
    contacts: text({ mode: "json" }).$type<Contact[]>().notNull().default([]),
    sameAs: text("same_as"),
    /** LM1: the lead that this one went into; it is archived then. */
    mergedInto: text("merged_into"),
    /** What the leads were called that went into this one. */
    alsoCalled: text("also_called", { mode: "json" }).$type<string[]>().notNull().default([]),
    /** Fields that a person edited: no repeat, remap or import overwrites them (ED1). */
    edited: text({ mode: "json" }).$type<string[]>().notNull().default([]),
    custom: text({ mode: "json" }).$type<Record<string, FieldValue>>().notNull().default({}),
  },
  (table) => [
    // PM1: whoever adds a lead makes its id, and learns of no other workspace's by it. Led by the id, it is taken for nothing else.
    uniqueIndex("lead_id").on(table.id, table.workspaceId),
    index("lead_all").on(table.workspaceId, table.submittedAt, table.n).where(LIVE),
    index("lead_owner").on(table.workspaceId, table.owner, table.submittedAt, table.n).where(LIVE),
    index("lead_owner_team").on(table.workspaceId, table.owner, table.team, table.submittedAt, table.n).where(LIVE),
    index("lead_team").on(table.workspaceId, table.team, table.submittedAt, table.n).where(LIVE),
    index("lead_active").on(table.workspaceId, table.lastActivityAt, table.n).where(LIVE),
    index("lead_active_owner").on(table.workspaceId, table.owner, table.lastActivityAt, table.n).where(LIVE),
    index("lead_active_team").on(table.workspaceId, table.team, table.lastActivityAt, table.n).where(LIVE),
    index("lead_stage").on(table.workspaceId, table.stage, table.submittedAt, table.n).where(LIVE),
    index("lead_stage_owner").on(table.workspaceId, table.owner, table.stage, table.submittedAt, table.n).where(LIVE),
    index("lead_stage_team").on(table.workspaceId, table.team, table.stage, table.submittedAt, table.n).where(LIVE),
    index("lead_due").on(table.workspaceId, table.nextFollowUpAt, table.n).where(DUE),
    index("lead_due_owner").on(table.workspaceId, table.owner, table.nextFollowUpAt, table.n).where(DUE),
    index("lead_due_team").on(table.workspaceId, table.team, table.nextFollowUpAt, table.n).where(DUE),
    index("lead_archived").on(table.workspaceId, table.owner, table.n).where(ARCHIVED),
    index("lead_archived_at").on(table.workspaceId, table.archivedAt, table.n).where(ARCHIVED),
    index("lead_waiting").on(table.workspaceId, table.owner, table.submittedAt).where(WAITING),
    index("lead_again").on(table.workspaceId, table.owner, table.againAt).where(AGAIN),
    index("lead_goal").on(table.workspaceId, table.amberAt).where(UNTOLD),
  ],
);

/** One form filled in. `source` is where it came from and its id there: the same one twice is one row (IN2). */
export const submission = sqliteTable(
  "submission",
  {
    workspaceId: workspaceId(),
    source: text().notNull(),
    id: text().notNull(),
    lead: text("lead_id").notNull(),
    form: text("form_id"),
    formName: text("form_name"),
    page: text("page_id"),
    campaign: text(),
    adSet: text("ad_set"),
    ad: text(),
    platform: text(),
    organic: integer({ mode: "boolean" }).notNull(),
    via: text({ enum: ["webhook", "reconcile", "import", "demo"] }).notNull(),
    submittedAt: instant("submitted_at").notNull(),
    receivedAt: instant("received_at").notNull(),
    answers: text({ mode: "json" }).$type<readonly Answer[]>().notNull(),
    consents: text({ mode: "json" }).$type<readonly Consent[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.source] }), index("submission_lead").on(table.workspaceId, table.lead)],
);

export const identity = sqliteTable(
  "identity",
  {
    workspaceId: workspaceId(),
    kind: text().$type<IdentityKind>().notNull(),
    value: text().notNull(),
    lead: text("lead_id").notNull(),
    claims: integer({ mode: "boolean" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.kind, table.value, table.lead] }),
    uniqueIndex("identity_claim")
      .on(table.workspaceId, table.kind, table.value)
      .where(sql`claims = 1`),
    index("identity_lead").on(table.workspaceId, table.lead),
  ],
);

/** An erased person, known by keyed hash only (PV1). */
export const tombstone = sqliteTable(
  "tombstone",
  {
    workspaceId: workspaceId(),
    kind: text().$type<IdentityKind>().notNull(),
    hash: text().notNull(),
    erasedAt: instant("erased_at").notNull(),
    neverAgain: integer("never_again", { mode: "boolean" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.kind, table.hash] })],
);

export const assignment = sqliteTable(
  "assignment",
  {
    workspaceId: workspaceId(),
    lead: text("lead_id").notNull(),
    id: text().notNull(),
    at: instant("at").notNull(),
    from: text("from_id"),
    to: text("to_id"),
    team: text("team_id"),
    actor: text(),
    reason: text({ mode: "json" }).$type<RouteReason>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.lead, table.id] })],
);

/** A lead's story, its own table: never derived from the change log, which is kept 30 days only. */
export const timeline = sqliteTable(
  "timeline",
  {
    workspaceId: workspaceId(),
    lead: text("lead_id").notNull(),
    id: text().notNull(),
    at: instant("at").notNull(),
    actor: text(),
    data: text({ mode: "json" }).$type<TimelineData>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.lead, table.id] })],
);

/** Live leads by owner, team and stage ("" = none); kept by triggers, test leads aside. */
export const tally = sqliteTable(
  "tally",
  {
    workspaceId: workspaceId(),
    owner: text("owner_id").notNull(),
    team: text("team_id").notNull(),
    stage: text().notNull(),
    count: integer().notNull(),
    /** What these leads are worth together. */
    value: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.owner, table.team, table.stage] })],
);

/**
 * What the full-text index of the same name reads. `scope` holds workspace, owner and team tokens, `body` the folded words; telephones and
 * addresses stand apart, since they are kept from some (PV2).
 */
export const leadSearch = sqliteTable("lead_search", {
  n: integer().primaryKey(),
  workspaceId: workspaceId(),
  scope: text().notNull(),
  body: text().notNull(),
  phone: text().notNull().default(""),
  email: text().notNull().default(""),
  notes: text().notNull().default(""),
});

export const audit = sqliteTable(
  "audit",
  {
    n: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull().unique(),
    workspaceId: workspaceId(),
    at: instant("at").notNull(),
    actor: text(),
    onBehalf: text("on_behalf"),
    act: text().notNull(),
    subjectKind: text("subject_kind").notNull(),
    subject: text().notNull(),
    ip: text(),
    browser: text(),
    request: text(),
    /** SHA-256 over salt and canonical values: the values can be erased and the chain still holds (AU1). */
    detailHash: text("detail_hash").notNull(),
  },
  (table) => [
    index("audit_workspace").on(table.workspaceId, table.n),
    index("audit_at").on(table.workspaceId, table.at),
    index("audit_actor").on(table.workspaceId, table.actor, table.at),
    index("audit_subject").on(table.workspaceId, table.subject, table.at),
  ],
);

export const auditDetail = sqliteTable("audit_detail", {
  audit: text().primaryKey(),
  workspaceId: workspaceId(),
  salt: text().notNull(),
  detail: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
});

export const auditSeal = sqliteTable(
  "audit_seal",
  {
    workspaceId: workspaceId(),
    from: integer("from_n").notNull(),
    to: integer("to_n").notNull(),
    count: integer().notNull(),
    previous: text().notNull(),
    hash: text().notNull(),
    sealedAt: instant("sealed_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.from] })],
);

/** How far a job has come in this database: written with its work, so that a job that is killed counts nothing twice and nothing never. */
export const jobProgress = sqliteTable(
  "job_progress",
  {
    workspaceId: workspaceId(),
    job: text("job_id").notNull(),
    at: instant("at").notNull(),
    /** Rows that the last step touched. */
    touched: integer().notNull(),
    counts: text({ mode: "json" }).$type<Record<string, number>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.job] })],
);
