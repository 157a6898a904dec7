import type { DeliveriesPage, DeliveriesQuery, DeliveryDetail } from "../../../domain/console.ts";
import type { Platform } from "../database.ts";
import { CHANGE, CHANGE_FROM, changeOf, DELIVERY, deliveryOf, placeIn, type RawChange, type RawDelivery } from "./rows.ts";

/** Deliveries a page. */
export const PAGE = 50;
/** With a filter so many are looked through in one request: a filter that fits nothing must not read the whole log. */
const LOOKED_THROUGH = 500;
/** Changes of one delivery that are listed; Meta sends up to 1,000 in one. */
const CHANGES = 200;

type Bound = string | number | null;

/** One condition a filter; numbered parameters begin at `?5`. */
const FILTERS: { readonly [K in Exclude<keyof DeliveriesQuery, "after">]-?: (at: string) => string } = {
  verdict: (at) => `d.verdict = ${at}`,
  page: (at) => `EXISTS (SELECT 1 FROM change WHERE delivery = d.id AND page = ${at})`,
  workspace: (at) =>
    `EXISTS (SELECT 1 FROM change AS c LEFT JOIN page AS p ON p.id = c.page WHERE c.delivery = d.id AND ifnull(c.workspace_id, p.workspace_id) = ${at})`,
  state: (at) => `EXISTS (SELECT 1 FROM change WHERE delivery = d.id AND state = ${at})`,
  place: (at) => `(d.colo = ${at} OR d.country = ${at})`,
  since: (at) => `d.received_at >= ${at}`,
};

/** A page of the log, newest first. One round trip. */
export async function readDeliveries(platform: Platform, query: DeliveriesQuery): Promise<DeliveriesPage> {
  const { after, ...wish } = query;
  const asked = Object.entries(wish).filter((one): one is [keyof typeof FILTERS, string | number] => one[1] !== undefined);
  const through = asked.length === 0 ? PAGE : LOOKED_THROUGH;
  const { at, id } = placeIn(after);
  const where = asked.map(([key], n) => FILTERS[key](`?${n + 5}`)).join(" AND ") || "true";
  const looked = `SELECT * FROM delivery WHERE received_at <= ?1 AND (received_at < ?1 OR id < ?2) ORDER BY received_at DESC, id DESC LIMIT ?3`;
  const bound: Bound[] = [at, id, through, PAGE, ...asked.map(([, value]) => value)];
  const database = platform.$client;
  const [found, edge] = await database.batch([
    database
      .prepare(`SELECT ${DELIVERY} FROM (${looked}) AS d WHERE ${where} ORDER BY d.received_at DESC, d.id DESC LIMIT ?4`)
      .bind(...bound),
    // Where the looking ended, should it have found less than a page.
    database.prepare(`SELECT received_at AS receivedAt, id FROM (${looked}) LIMIT 1 OFFSET ?3 - 1`).bind(at, id, through),
  ]);
  const rows = ((found?.results ?? []) as RawDelivery[]).map(deliveryOf);
  const last = rows.length === PAGE ? rows.at(-1) : (edge?.results as { receivedAt: number; id: string }[] | undefined)?.[0];
  const over = last === undefined || (wish.since !== undefined && last.receivedAt < wish.since);
  return { rows, next: over ? null : `${last.receivedAt}.${last.id}` };
}

/** One delivery and what became of each change it told first. */
export async function readDelivery(platform: Platform, id: string): Promise<DeliveryDetail | null> {
  const database = platform.$client;
  const [found, changes] = await database.batch([
    database.prepare(`SELECT ${DELIVERY} FROM delivery AS d WHERE d.id = ?1`).bind(id),
    database
      .prepare(
        `SELECT ${CHANGE} FROM ${CHANGE_FROM} WHERE c.delivery = ?1
         ORDER BY CASE c.state WHEN 'parked' THEN 0 WHEN 'waiting' THEN 1 WHEN 'unread' THEN 2 ELSE 3 END, c.lead LIMIT ?2`,
      )
      .bind(id, CHANGES),
  ]);
  const [raw] = (found?.results ?? []) as RawDelivery[];
  if (raw === undefined) return null;
  const row = deliveryOf(raw);
  const listed = ((changes?.results ?? []) as RawChange[]).map(changeOf);
  const { waiting, done, parked, unread } = row.states;
  return { row, changes: listed, more: Math.max(0, waiting + done + parked + unread - listed.length) };
}

/** Deliveries that are new since then, or whose changes were settled since then, the newest first. `more`: beyond `most`. One round trip. */
export async function watchDeliveries(
  platform: Platform,
  since: number,
  most: number,
): Promise<{ readonly rows: ReturnType<typeof deliveryOf>[]; readonly more: boolean }> {
  const { results } = await platform.$client
    .prepare(
      `WITH touched (id) AS (
         SELECT id FROM (SELECT id FROM delivery WHERE received_at >= ?1 ORDER BY received_at DESC LIMIT ?2 + 1)
         UNION SELECT delivery FROM (SELECT delivery FROM change WHERE state IN ('done', 'unread') AND settled_at >= ?1 LIMIT 4 * ?2)
         UNION SELECT delivery FROM (SELECT delivery FROM change WHERE state = 'parked' AND settled_at >= ?1 LIMIT 4 * ?2))
       SELECT ${DELIVERY} FROM touched JOIN delivery AS d ON d.id = touched.id ORDER BY d.received_at DESC, d.id DESC LIMIT ?2 + 1`,
    )
    .bind(since, most)
    .all<RawDelivery>();
  return { rows: results.slice(0, most).map(deliveryOf), more: results.length > most };
}
