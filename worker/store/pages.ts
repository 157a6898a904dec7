import { and, eq, inArray, sql } from "drizzle-orm";
import type { Platform } from "./database.ts";
import { change, page, workspace } from "./schema/platform.ts";

/** A Page as connected, with where its workspace lives. */
export async function findPage(platform: Platform, id: string) {
  const [row] = await platform
    .select({
      id: page.id,
      state: page.state,
      token: page.token,
      pausedUntil: page.pausedUntil,
      workspace: page.workspaceId,
      workspaceStatus: workspace.status,
      shard: workspace.shard,
    })
    .from(page)
    .innerJoin(workspace, eq(workspace.id, page.workspaceId))
    .where(eq(page.id, id));
  return row;
}
export type PageRow = NonNullable<Awaited<ReturnType<typeof findPage>>>;

/** Meta refuses this Page's token or rights: everything that waits for it is parked until somebody connects it again. */
export async function breakPage(platform: Platform, id: string, reason: string): Promise<void> {
  await platform
    .update(page)
    .set({ state: "broken", brokenReason: reason })
    .where(and(eq(page.id, id), eq(page.state, "connected")));
}

/** Meta refuses calls for this Page until `until`; calls before that would prolong it. */
export async function pausePage(platform: Platform, id: string, until: number): Promise<void> {
  await platform
    .update(page)
    .set({ pausedUntil: sql`max(${page.pausedUntil}, ${until})` })
    .where(eq(page.id, id));
}

/** The Page works again: what was parked for its connection, and what came while it was gone, is due at once. */
export async function mendPage(platform: Platform, id: string, token: string, by: string, now: number): Promise<void> {
  await platform.batch([
    platform
      .update(page)
      .set({ state: "connected", brokenReason: null, pausedUntil: 0, token, connectedBy: by, connectedAt: now })
      .where(eq(page.id, id)),
    platform
      .update(change)
      .set({ state: "waiting", dueAt: now, attempts: 0, failure: null, reason: null, settledAt: null })
      .where(
        and(
          eq(change.page, id),
          inArray(change.state, ["parked", "unread"]),
          sql`(${change.failure} = 'reconnect' OR ${change.reason} LIKE 'page_%')`,
        ),
      ),
  ]);
}
