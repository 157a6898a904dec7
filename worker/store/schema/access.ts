import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Role } from "../../../domain/rights.ts";

/** How somebody comes to a workspace who is not in it: invited, as support, or again after losing a second factor; and the mails about it. */

const instant = (name: string) => integer(name);

export const INVITATION_STATES = ["open", "accepted", "withdrawn"] as const;

/** Known by its link only: the token's SHA-256, hex, stands here. Sent again it has another one. */
export const invitation = sqliteTable(
  "invitation",
  {
    id: text().primaryKey(),
    workspaceId: text("workspace_id").notNull(),
    /** As `emailAddress` gives it. */
    email: text().notNull(),
    role: text().$type<Role>().notNull(),
    teams: text({ mode: "json" }).$type<string[]>().notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    invitedBy: text("invited_by").notNull(),
    state: text({ enum: INVITATION_STATES }).notNull(),
    sends: integer().notNull(),
    version: integer().notNull().default(1),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    settledAt: instant("settled_at"),
    settledBy: text("settled_by"),
  },
  (table) => [
    uniqueIndex("invitation_open")
      .on(table.workspaceId, table.email)
      .where(sql`state = 'open'`),
    index("invitation_workspace").on(table.workspaceId, table.createdAt),
  ],
);

export const GRANT_STATES = ["asked", "approved", "refused", "withdrawn", "ended"] as const;

/** Support's way into one workspace, for one person of the platform, for a time its owner gives. */
export const supportGrant = sqliteTable(
  "support_grant",
  {
    id: text().primaryKey(),
    workspaceId: text("workspace_id").notNull(),
    personId: text("person_id").notNull(),
    reason: text().notNull(),
    /** Else only to read. */
    edit: integer({ mode: "boolean" }).notNull(),
    minutes: integer().notNull(),
    state: text({ enum: GRANT_STATES }).notNull(),
    version: integer().notNull().default(1),
    askedAt: instant("asked_at").notNull(),
    decidedAt: instant("decided_at"),
    decidedBy: text("decided_by"),
    /** Set by the approval. Past it nothing is open, whatever the state says. */
    expiresAt: instant("expires_at"),
    endedAt: instant("ended_at"),
    endedBy: text("ended_by"),
  },
  (table) => [
    index("support_grant_workspace").on(table.workspaceId, table.askedAt),
    index("support_grant_person").on(table.personId, table.state),
  ],
);

export const RECOVERY_STATES = ["open", "used", "cancelled"] as const;

/** Somebody lost their second factor: the link in their mailbox takes it away, from `startsAt` on, once. */
export const recovery = sqliteTable(
  "recovery",
  {
    id: text().primaryKey(),
    personId: text("person_id").notNull(),
    /** The workspace whose owner or admin asked; null: support did. */
    workspaceId: text("workspace_id"),
    askedBy: text("asked_by").notNull(),
    reason: text().notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    state: text({ enum: RECOVERY_STATES }).notNull(),
    createdAt: instant("created_at").notNull(),
    startsAt: instant("starts_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    settledAt: instant("settled_at"),
    settledBy: text("settled_by"),
  },
  (table) => [
    uniqueIndex("recovery_open")
      .on(table.personId)
      .where(sql`state = 'open'`),
  ],
);

/** A mail on its way, written in the batch of what it tells of. Its values may hold a link that opens something: encrypted, and gone once it is sent. */
export const mail = sqliteTable(
  "mail",
  {
    id: text().primaryKey(),
    kind: text().notNull(),
    recipient: text().notNull(),
    language: text({ enum: ["en", "ar"] }).notNull(),
    /** As `sealToken` gives it, bound to the mail's id; empty once sent (kept in development, for the outbox page). */
    sealed: text().notNull(),
    createdAt: instant("created_at").notNull(),
    dueAt: instant("due_at").notNull(),
    attempts: integer().notNull().default(0),
    sentAt: instant("sent_at"),
    /** Given up: a cause without values. */
    failure: text(),
  },
  (table) => [
    index("mail_due")
      .on(table.dueAt)
      .where(sql`sent_at IS NULL AND failure IS NULL`),
    index("mail_created").on(table.createdAt),
  ],
);
