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

/**
 * Looked through for its number only where it is a new one: of those that were there before ids were written down, whose own ids begin with
 * an n, the one of this name and place is the same. Names need a right of their own at Meta: name and place may come later than the id.
 */
function counted(shard: Shard, workspaceId: string, table: typeof adSet | typeof ad, of: AtMeta, within: string | null): Statement[] {
  if (of.id === null) return [];
  const name = nameOf(of);
  const parent = sql.raw(table === adSet ? "campaign_id" : "ad_set_id");
  const place =
    table === adSet
      ? sql`campaign_id IS ${within}`
      : sql`(SELECT n FROM ad_set WHERE workspace_id = ${workspaceId} AND id = ad.ad_set_id) IS ${numberOf(workspaceId, adSet, { id: within })}`;
  const before = sql`(SELECT n FROM ${table} WHERE workspace_id = ${workspaceId} AND id GLOB 'n[0-9]*' AND name = ${name} AND ${place} LIMIT 1)`;
  const next = sql`(SELECT ifnull(max(n), 0) + 1 FROM ${table} WHERE workspace_id = ${workspaceId})`;
  return [
    shard.run(sql`INSERT INTO ${table} (workspace_id, id, n, name, ${parent})
      SELECT ${workspaceId}, ${of.id}, ifnull(${before}, ${next}), ${name}, ${within} WHERE ${numberOf(workspaceId, table, of)} IS NULL`),
    shard.run(sql`UPDATE ${table} SET name = iif(name = id, ${name}, name), ${parent} = ifnull(${parent}, ${within})
      WHERE workspace_id = ${workspaceId} AND id = ${of.id} AND ((name = id AND ${name} <> id) OR (${parent} IS NULL AND ${within} IS NOT NULL))`),
  ];
}

const nameOf = ({ id, name }: AtMeta) => name || (id ?? "");

/** What a lead has an ad set or an ad by; null where it has none. */
export function numberOf(workspaceId: string, table: typeof adSet | typeof ad, { id }: Pick<AtMeta, "id">): SQL<string | null> {
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
