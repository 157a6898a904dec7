import type { Parked, ParkedGroup, ParkedQuery } from "../../../domain/console.ts";
import { MOST_COUNTED } from "../../../domain/health.ts";
import type { Platform } from "../database.ts";
import { CHANGE, CHANGE_FROM, changeOf, placeIn, placeOf, type RawChange } from "./rows.ts";

/** Single changes a page. */
const PAGE = 50;

type RawGroup = Omit<ParkedGroup, "page"> & {
  readonly page: string;
  readonly name: string | null;
  readonly workspace: string | null;
  readonly workspaceName: string | null;
};

/** What waits for a person: by reason and Page, and one by one, the newest first. One round trip. */
export async function readParked(platform: Platform, query: ParkedQuery): Promise<Parked> {
  const { at, id } = placeIn(query.after);
  const database = platform.$client;
  const [groups, total, changes] = await database.batch([
    database
      .prepare(
        `SELECT g.reason, g.page, p.name, p.state AS pageState, w.id AS workspace, w.name AS workspaceName, g.count, g.since, g.last
         FROM (SELECT ifnull(reason, 'unknown') AS reason, page, max(workspace_id) AS workspace_id, count(*) AS count, min(settled_at) AS since,
             max(settled_at) AS last
           FROM (SELECT reason, page, workspace_id, settled_at FROM change WHERE state = 'parked' ORDER BY settled_at DESC LIMIT ?1) GROUP BY 1, 2) AS g
         LEFT JOIN page AS p ON p.id = g.page LEFT JOIN workspace AS w ON w.id = ifnull(g.workspace_id, p.workspace_id)
         ORDER BY g.count DESC, g.since`,
      )
      .bind(MOST_COUNTED),
    database.prepare(`SELECT 1 FROM change WHERE state = 'parked' LIMIT 1 OFFSET ?1`).bind(MOST_COUNTED),
    database
      .prepare(
        `SELECT ${CHANGE} FROM ${CHANGE_FROM} WHERE c.state = 'parked' AND c.settled_at <= ?1 AND (c.settled_at < ?1 OR c.lead < ?2)
           AND (?3 IS NULL OR c.page = ?3) AND (?4 IS NULL OR ifnull(c.reason, 'unknown') = ?4)
         ORDER BY c.settled_at DESC, c.lead DESC LIMIT ?5`,
      )
      .bind(at, id, query.page ?? null, query.reason ?? null, PAGE),
  ]);
  const rows = ((changes?.results ?? []) as RawChange[]).map(changeOf);
  const last = rows.length === PAGE ? rows.at(-1) : undefined;
  return {
    groups: ((groups?.results ?? []) as RawGroup[]).map(({ page, name, workspace, workspaceName, ...group }) => ({
      ...group,
      page: { id: page, name, workspace: placeOf(workspace, workspaceName) },
    })),
    atLeast: (total?.results.length ?? 0) > 0,
    rows,
    next: last === undefined ? null : `${last.settledAt ?? 0}.${last.lead}`,
  };
}
