import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Role } from "../../../domain/rights.ts";
import type { WorkspaceSettings } from "../../../domain/workspace.ts";

/** The platform database: people, workspaces, Pages, deliveries. Times are integer ms UTC. */

const instant = (name: string) => integer(name);
/** The sign-in library reads and writes Dates; the column is integer ms all the same. */
const date = (name: string) => integer(name, { mode: "timestamp_ms" });

export const person = sqliteTable("person", {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: integer("email_verified", { mode: "boolean" }).notNull().default(false),
  image: text(),
  createdAt: date("created_at").notNull(),
  updatedAt: date("updated_at").notNull(),
});

export const session = sqliteTable(
  "session",
  {
    id: text().primaryKey(),
    token: text().notNull().unique(),
    userId: text("person_id").notNull(),
    expiresAt: date("expires_at").notNull(),
    ipAddress: text("ip"),
    userAgent: text("browser"),
    createdAt: date("created_at").notNull(),
    updatedAt: date("updated_at").notNull(),
  },
  (table) => [index("session_person").on(table.userId)],
);

export const account = sqliteTable(
  "account",
  {
    id: text().primaryKey(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: text("person_id").notNull(),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: date("access_token_expires_at"),
    refreshTokenExpiresAt: date("refresh_token_expires_at"),
    scope: text(),
    password: text(),
    createdAt: date("created_at").notNull(),
    updatedAt: date("updated_at").notNull(),
  },
  (table) => [index("account_person").on(table.userId)],
);

export const verification = sqliteTable(
  "verification",
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: date("expires_at").notNull(),
    createdAt: date("created_at").notNull(),
    updatedAt: date("updated_at").notNull(),
  },
  (table) => [index("verification_identifier").on(table.identifier)],
);

/** Sign-in acts, appended by triggers in the statement that does them; the sealer turns them into audit records. */
export const authEvent = sqliteTable("auth_event", {
  n: integer().primaryKey({ autoIncrement: true }),
  at: instant("at").notNull(),
  act: text().notNull(),
  person: text().notNull(),
  session: text(),
});

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
    status: text({ enum: ["active", "removed"] }).notNull(),
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
    /** Meta refuses calls for this Page until then. */
    pausedUntil: instant("paused_until").notNull().default(0),
  },
  (table) => [index("page_workspace").on(table.workspaceId)],
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
    index("change_parked")
      .on(table.page, table.lead)
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
  ],
);

export const audit = sqliteTable("audit", {
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
});

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
