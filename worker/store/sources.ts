import { and, desc, eq, sql, type SQL } from "drizzle-orm";
import type { Sources } from "../../domain/api.ts";
import { batch, type Platform, type Shard, type Statement } from "./database.ts";
import { page } from "./schema/platform.ts";
import { ad, adSet, campaign } from "./schema/workspace.ts";

/** Something of Meta's that leads come by. Its name comes only where Meta tells it. */
export interface AtMeta {
  readonly id: string | null;
  readonly name: string | null;
}

interface CameBy {
  readonly campaign: AtMeta;
  readonly adSet: AtMeta;
  readonly ad: AtMeta;
}

/** Campaign, ad set and ad are known from their first lead on: its batch writes them down before the lead. */
export function sourceRows(shard: Shard, workspaceId: string, by: CameBy): Statement[] {
  return [
    ...(by.campaign.id === null
      ? []
      : [
          shard
            .insert(campaign)
            .values({ workspaceId, id: by.campaign.id, name: nameOf(by.campaign) })
            .onConflictDoNothing(),
        ]),
    ...counted(shard, workspaceId, adSet, by.adSet, by.campaign.id),
    ...counted(shard, workspaceId, ad, by.ad, by.adSet.id),
  ];
}

/** Looked through for the next number only where it is a new one. Names need a right of their own at Meta: one may come later than its id. */
function counted(shard: Shard, workspaceId: string, table: typeof adSet | typeof ad, of: AtMeta, within: string | null): Statement[] {
  if (of.id === null) return [];
  const name = nameOf(of);
  const next = sql`(SELECT ifnull(max(n), 0) + 1 FROM ${table} WHERE workspace_id = ${workspaceId})`;
  const parent = sql.raw(table === adSet ? "campaign_id" : "ad_set_id");
  return [
    shard.run(sql`INSERT INTO ${table} (workspace_id, id, n, name, ${parent}) SELECT ${workspaceId}, ${of.id}, ${next}, ${name}, ${within}
      WHERE ${numberOf(workspaceId, table, of)} IS NULL`),
    ...(name === of.id
      ? []
      : [
          shard
            .update(table)
            .set({ name })
            .where(and(eq(table.workspaceId, workspaceId), eq(table.id, of.id), eq(table.name, of.id))),
        ]),
  ];
}

const nameOf = ({ id, name }: AtMeta) => name || (id ?? "");

/** What a lead has an ad set or an ad by; null where it has none. */
export function numberOf(workspaceId: string, table: typeof adSet | typeof ad, { id }: AtMeta): SQL<string | null> {
  return sql`(SELECT n FROM ${table} WHERE workspace_id = ${workspaceId} AND id = ${id})`;
}

/** Nobody has more; of more, those that were met last are named. */
const MOST_NAMED = 5_000;

/** The names behind the Pages, ad sets and ads of rows: more than are read with every screen. One round trip to each database, at once. */
export async function readSources(platform: Platform, shard: Shard, workspaceId: string): Promise<Sources> {
  const text = (n: typeof adSet.n | typeof ad.n) => sql<string>`CAST(${n} AS TEXT)`;
  const [pages, [adSets, ads]] = await Promise.all([
    platform.select({ id: page.id, name: page.name }).from(page).where(eq(page.workspaceId, workspaceId)),
    batch(shard, [
      shard
        .select({ id: text(adSet.n), name: adSet.name, campaign: adSet.campaign })
        .from(adSet)
        .where(eq(adSet.workspaceId, workspaceId))
        .orderBy(desc(adSet.n))
        .limit(MOST_NAMED),
      shard
        .select({ id: text(ad.n), name: ad.name, adSet: text(adSet.n) })
        .from(ad)
        .leftJoin(adSet, and(eq(adSet.workspaceId, workspaceId), eq(adSet.id, ad.adSet)))
        .where(eq(ad.workspaceId, workspaceId))
        .orderBy(desc(ad.n))
        .limit(MOST_NAMED),
    ]) as Promise<[Sources["adSets"], Sources["ads"]]>,
  ]);
  return { pages, adSets, ads };
}
