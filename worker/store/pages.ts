import { and, eq, lt, sql } from "drizzle-orm";
import type { Audited, Doer } from "../../domain/change.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { auditOnPlatform } from "./audit.ts";
import { batch, type Platform, type Statement } from "./database.ts";
import { guard, refusedByGuard } from "./guard.ts";
import { page, workspace } from "./schema/platform.ts";

/** A Page as connected, with where its workspace lives. */
export async function findPage(platform: Platform, id: string) {
  const [row] = await platform
    .select({
      id: page.id,
      state: page.state,
      token: page.token,
      pausedUntil: page.pausedUntil,
      since: page.connectedAt,
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

/** Meta refuses this Page's token, unless somebody has brought another one since: what waits for it is parked until it is connected again. */
export async function breakPage(
  platform: Platform,
  broken: { readonly page: string; readonly workspace: string; readonly since: number },
  reason: string,
  fresh: Fresh,
): Promise<void> {
  const detail = { before: { state: "connected" }, after: { state: "broken", reason } };
  await changePage(
    platform,
    { id: broken.page, workspace: broken.workspace, from: "connected", since: broken.since },
    [platform.update(page).set({ state: "broken", brokenReason: reason }).where(eq(page.id, broken.page))],
    { act: "page.broken", subjectKind: "page", subject: broken.page, detail },
    SYSTEM,
    fresh,
  );
}

/** Meta refuses calls for this Page until `until`; calls before that would prolong it. */
export async function pausePage(platform: Platform, id: string, until: number): Promise<void> {
  await platform
    .update(page)
    .set({ pausedUntil: sql`max(${page.pausedUntil}, ${until})` })
    .where(eq(page.id, id));
}

/** Meta refuses the whole app: no Page of any workspace is asked for until then. */
export async function pauseAllPages(platform: Platform, until: number): Promise<void> {
  await platform
    .update(page)
    .set({ pausedUntil: sql`max(${page.pausedUntil}, ${until})` })
    .where(and(eq(page.state, "connected"), lt(page.pausedUntil, until)));
}

const SYSTEM: Doer = { person: null, ip: null, browser: null, request: null };

/** One batch with its audit (AU1), only from the state it was decided in: of two who notice the same thing one writes it. */
async function changePage(
  platform: Platform,
  at: { readonly id: string; readonly workspace: string; readonly from: string; readonly since: number },
  writes: readonly Statement[],
  audited: Audited,
  doer: Doer,
  fresh: Fresh,
): Promise<void> {
  const holds = sql`EXISTS (SELECT 1 FROM page WHERE id = ${at.id} AND workspace_id = ${at.workspace} AND state = ${at.from} AND connected_at = ${at.since})`;
  try {
    await batch(platform, [
      platform.run(guard(holds)),
      ...writes,
      ...(await auditOnPlatform(platform, at.workspace, [audited], doer, fresh.now(), fresh)),
    ]);
  } catch (error) {
    if (!refusedByGuard(error)) throw error;
  }
}
