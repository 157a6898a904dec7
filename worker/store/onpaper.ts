import { type SQL, type SQLWrapper } from "drizzle-orm";
import { SQLiteSyncDialect } from "drizzle-orm/sqlite-core";
import { openPlatform, type Platform, type Statement } from "./database.ts";

/** Builds the platform's statements where there is no database to run them: in the deployment guide, which reaches D1 by wrangler. */
export const onPaper: Platform = openPlatform(null as unknown as D1Database);

const dialect = new SQLiteSyncDialect();

/** A statement with its values in it, as wrangler takes it. */
export function textOf(statement: Statement | SQL): string {
  return dialect.sqlToQuery((statement as SQLWrapper).getSQL().inlineParams()).sql;
}
