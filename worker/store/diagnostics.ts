import { sql } from "drizzle-orm";
import type { Fresh } from "../../domain/fresh.ts";
import type { Platform } from "./database.ts";
import { diagnostic } from "./schema/platform.ts";

export interface Diagnosis {
  readonly kind:
    | "bad_signature"
    | "bad_change"
    | "page_unknown"
    | "page_disconnected"
    | "intake"
    | "routing"
    | "dead_letter"
    | "cron"
    | "job"
    | "mail"
    | "notices"
    | "error";
  /** Groups repeats: the same cause is one row with a count. Never a secret, a token or an answer. */
  readonly cause: string;
  readonly workspace?: string | null;
  readonly page?: string | null;
  readonly count?: number;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Counts a cause and keeps its latest data. */
export async function diagnose(platform: Platform, seen: Diagnosis, fresh: Fresh): Promise<void> {
  const row = {
    id: fresh.id(),
    at: fresh.now(),
    kind: seen.kind,
    cause: seen.cause.slice(0, 200),
    workspaceId: seen.workspace ?? null,
    page: seen.page ?? null,
    count: seen.count ?? 1,
    data: { ...seen.data },
  };
  await platform
    .insert(diagnostic)
    .values(row)
    .onConflictDoUpdate({
      target: [diagnostic.kind, diagnostic.cause],
      set: { at: row.at, data: row.data, count: sql`${diagnostic.count} + ${row.count}` },
    });
}
