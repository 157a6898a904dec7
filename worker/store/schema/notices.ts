import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { NoticeData, NoticeKind } from "../../../domain/notice.ts";

/** What people are told of (NT1). Part of a workspace database. */

const instant = (name: string) => integer(name);

export const notice = sqliteTable(
  "notice",
  {
    workspaceId: text("workspace_id").notNull(),
    person: text("person_id").notNull(),
    id: text().notNull(),
    at: instant("at").notNull(),
    kind: text().$type<NoticeKind>().notNull(),
    lead: text("lead_id").notNull(),
    data: text({ mode: "json" }).$type<NoticeData>().notNull(),
    readAt: instant("read_at"),
    /** When it is due to be pushed; whoever pushes it holds it by a later time. Null: it was, or it was read. */
    sendAt: instant("send_at"),
    sentAt: instant("sent_at"),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.person, table.id] }),
    index("notice_unread").on(table.workspaceId, table.person, table.sendAt).where(sql.raw("read_at IS NULL")),
  ],
);
