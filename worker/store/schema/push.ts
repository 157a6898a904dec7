import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { NoticeKind, QuietHours } from "../../../domain/notice.ts";

/** Where and when people are pushed to (NT1). Part of the platform database. */

/** A browser that takes pushes, bound to the session it was added in: gone with it, by a trigger. */
export const pushSubscription = sqliteTable(
  "push_subscription",
  {
    id: text().primaryKey(),
    person: text("person_id").notNull(),
    session: text("session_id").notNull(),
    endpoint: text().notNull().unique(),
    p256dh: text().notNull(),
    auth: text().notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [index("push_subscription_person").on(table.person, table.createdAt), index("push_subscription_session").on(table.session)],
);

/** What somebody wants pushed, where that is not the usual. */
export const notify = sqliteTable("notify", {
  person: text("person_id").primaryKey(),
  off: text({ mode: "json" }).$type<NoticeKind[]>().notNull(),
  quiet: text({ mode: "json" }).$type<QuietHours>(),
});
