import { testEnv, type World } from "./world.ts";

/** So many leads in one statement, of every stage, dealt out the same way whatever the number, with all that they are looked up by. */
export async function plantCrowd(
  world: World,
  size: number,
  dealt: { readonly owners: readonly string[]; readonly teams: readonly string[]; readonly now: number },
): Promise<void> {
  const db = testEnv.WORKSPACE_DB_1;
  const owners = JSON.stringify(dealt.owners);
  const teams = JSON.stringify(dealt.teams);
  // The last is the newest, a minute apart. One in fifty is archived, one in three is to be followed up: half of these should have been.
  await db
    .prepare(
      `WITH RECURSIVE k(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM k WHERE i + 1 < ?5)
      INSERT INTO lead (id, workspace_id, name, company, stage, owner_id, team_id, reason, source, priority, is_test, submitted_at, received_at,
        amber_at, red_at, last_activity_at, first_attempt_at, next_follow_up_at, archived_at, closed_at, value, projects, tags, custom)
      SELECT ?1 || '-' || i, ?1, 'Person ' || i, iif(i % 3 = 0, 'Emaar', NULL), json_array('new', 'contacted', 'qualified', 'visit', 'won', 'lost') ->> (i % 6),
        iif(i % 10 < 3, NULL, ?2 ->> (i % json_array_length(?2))), ?3 ->> (i % json_array_length(?3)), '{"code":"no_rule"}', iif(i % 2, 'fb', 'ig'),
        iif(i % 5 = 0, 'high', NULL), 0, ?4 - (?5 - i) * 60000, 0, 0, 0, ?4 - ((i * 7919) % ?5) * 1000, iif(i % 4, 1, NULL),
        iif(i % 3 = 0, ?4 + iif(i % 2, -1, 1) * ((i * 31) % 100000) * 1000, NULL), iif(i % 50 = 49, ?4 - i, NULL), iif(i % 6 > 3, 1, NULL), i % 100,
        json_array('p' || (i % 20)), iif(i % 25 = 0, '["Hot"]', '[]'), json_object('budget', iif(i % 4, '2m', '5m'), 'vip', json(iif(i % 9, 'false', 'true')))
      FROM k`,
    )
    .bind(world.id, owners, teams, dealt.now, size)
    .run();
  await db
    .prepare(
      `INSERT INTO lead_value (workspace_id, field, key, submitted_at, n)
      SELECT workspace_id, 'project', projects ->> 0, submitted_at, n FROM lead WHERE workspace_id = ?1
      UNION ALL SELECT workspace_id, 'tag', 'hot', submitted_at, n FROM lead WHERE workspace_id = ?1 AND tags <> '[]'
      UNION ALL SELECT workspace_id, 'custom:budget', custom ->> 'budget', submitted_at, n FROM lead WHERE workspace_id = ?1
      UNION ALL SELECT workspace_id, 'custom:vip', custom ->> 'vip', submitted_at, n FROM lead WHERE workspace_id = ?1`,
    )
    .bind(world.id)
    .run();
}

/** The words of its newest leads, in everybody's sight that they are in. */
export async function plantWords(world: World, newest: number): Promise<void> {
  await testEnv.WORKSPACE_DB_1.prepare(
    `INSERT INTO lead_search (n, workspace_id, scope, body, phone, email, notes)
    SELECT n, workspace_id, 'w' || replace(workspace_id, '-', '') || ' o' || ifnull(replace(owner_id, '-', ''), 'none') || ' t' || ifnull(team_id, 'none'),
      lower(name) || char(10) || ifnull(lower(company), '') || char(10, 10), '9715' || (10000000 + n), 'common@example.com',
      iif(n % 333 = 0, 'rare balcony', 'many words') FROM lead WHERE workspace_id = ?1 ORDER BY n DESC LIMIT ?2`,
  )
    .bind(world.id, newest)
    .run();
}
