import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { FollowUp, FollowUpWay, Repeats } from "../../../domain/followup.ts";
import type { Interest, ProjectStatus } from "../../../domain/project.ts";
import type { FieldSetup, LostReasonSetup, StageSetup, TemplateSetup } from "../../../domain/setup.ts";
import type { VIEW_SHARES, ViewShape } from "../../../domain/view.ts";

/** What a workspace's admins set up for their sales floor, and what its people keep about a lead beside its row. Part of a workspace database. */

const instant = (name: string) => integer(name);
const workspaceId = () => text("workspace_id").notNull();

export const project = sqliteTable(
  "project",
  {
    workspaceId: workspaceId(),
    id: text().notNull(),
    name: text().notNull(),
    code: text(),
    place: text(),
    status: text().$type<ProjectStatus>().notNull().default("active"),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

/** What the workspace's admins define for their floor (`domain/setup.ts`); without a row it is what every workspace starts with. */
export const setup = sqliteTable("setup", {
  workspaceId: text("workspace_id").primaryKey(),
  version: integer().notNull(),
  stages: text({ mode: "json" }).$type<readonly StageSetup[]>().notNull(),
  lostReasons: text("lost_reasons", { mode: "json" }).$type<readonly LostReasonSetup[]>().notNull(),
  fields: text({ mode: "json" }).$type<readonly FieldSetup[]>().notNull(),
  templates: text({ mode: "json" }).$type<readonly TemplateSetup[]>().notNull(),
});

/** An ad campaign as leads named it, the last name first seen. */
export const campaign = sqliteTable(
  "campaign",
  { workspaceId: workspaceId(), id: text().notNull(), name: text().notNull(), project: text() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

/**
 * An ad set as leads named it, and the campaign that it stands in: many are called the same. Leads have it by its number, counted within the
 * workspace.
 */
export const adSet = sqliteTable(
  "ad_set",
  { workspaceId: workspaceId(), id: text().notNull(), n: integer().notNull(), name: text().notNull(), campaign: text("campaign_id") },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const ad = sqliteTable(
  "ad",
  { workspaceId: workspaceId(), id: text().notNull(), n: integer().notNull(), name: text().notNull(), adSet: text("ad_set_id") },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const view = sqliteTable(
  "view",
  {
    workspaceId: workspaceId(),
    id: text().notNull(),
    name: text().notNull(),
    by: text("by_id").notNull(),
    share: text().$type<(typeof VIEW_SHARES)[number]>().notNull(),
    team: text("team_id"),
    shape: text({ mode: "json" }).$type<ViewShape>().notNull(),
    version: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

/**
 * What leads are looked up by besides owner, team and stage: `project`, `tag`, and the filterable ones of the workspace's own fields
 * (`custom:<id>`). In the order of every list, so that a filter by one of them reads its page and no more.
 */
export const leadValue = sqliteTable(
  "lead_value",
  {
    workspaceId: workspaceId(),
    field: text().notNull(),
    key: text().notNull(),
    submittedAt: instant("submitted_at").notNull(),
    n: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.field, table.key, table.submittedAt, table.n] })],
);

export const leadProject = sqliteTable(
  "lead_project",
  {
    workspaceId: workspaceId(),
    lead: text("lead_id").notNull(),
    project: text("project_id").notNull(),
    interest: text().$type<Interest>(),
    note: text(),
    at: instant("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.lead, table.project] })],
);

const OPEN = sql.raw("state = 'open'");

export const followUp = sqliteTable(
  "follow_up",
  {
    workspaceId: workspaceId(),
    lead: text("lead_id").notNull(),
    id: text().notNull(),
    person: text("person_id").notNull(),
    way: text().$type<FollowUpWay>().notNull(),
    note: text(),
    dueAt: instant("due_at").notNull(),
    /** Minutes before. */
    remind: integer(),
    /** When the reminder is due, until it was sent. */
    remindAt: instant("remind_at"),
    repeats: text({ mode: "json" }).$type<Repeats>(),
    state: text().$type<FollowUp["state"]>().notNull(),
    doneAt: instant("done_at"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    version: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.lead, table.id] }),
    index("follow_up_due").on(table.workspaceId, table.person, table.dueAt).where(OPEN),
    index("follow_up_done").on(table.workspaceId, table.person, table.doneAt).where(sql.raw("state = 'done'")),
    index("follow_up_remind").on(table.workspaceId, table.remindAt).where(sql.raw("remind_at IS NOT NULL")),
  ],
);
