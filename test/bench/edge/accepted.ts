import { testEnv } from "../../support/world.ts";
import { queued } from "./held.ts";
import type { Accepted, Violation } from "./fuzzing.ts";
import { violations } from "./violations.ts";

/** Whether every accepted delivery is in, whole, and nothing else is. */
export async function acceptedWhole({ deliveries = [], leads = [], totals }: Accepted): Promise<Violation[]> {
  const database = testEnv.PLATFORM_DB;
  const listed = await violations(
    database,
    {
      "an accepted delivery is not stored": `SELECT value ->> 'id' AS id FROM json_each(?1) WHERE value ->> 'id' NOT IN (SELECT id FROM delivery)`,
      "a delivery is stored with other counts": `SELECT d.id, d.verdict, d.leads, d.ignored, d.bad, value AS due FROM json_each(?1) JOIN delivery AS d ON d.id = value ->> 'id'
        WHERE (d.verdict, d.leads, d.ignored, d.bad) IS NOT (value ->> 'verdict', value ->> 'leads', value ->> 'ignored', value ->> 'bad')`,
      "a change is not stored": "SELECT value AS lead FROM json_each(?2) WHERE value NOT IN (SELECT lead FROM change)",
    },
    JSON.stringify(deliveries),
    JSON.stringify(leads),
  );
  if (totals === undefined) return listed;
  const all = await violations(
    database,
    {
      "there are other deliveries": "SELECT count(*) AS stored, ?1 AS due FROM delivery HAVING count(*) <> ?1",
      "there are other changes": "SELECT count(*) AS stored, ?2 AS due FROM change HAVING count(*) <> ?2",
      "a change has no delivery": "SELECT lead, delivery FROM change WHERE delivery NOT IN (SELECT id FROM delivery)",
      "a change's state is unknown": `SELECT lead, state, reason FROM change WHERE NOT (state = 'waiting' AND settled_at IS NULL
        OR state = 'unread' AND reason = 'connection_test' AND settled_at IS NOT NULL AND lease IS NULL)`,
      "a change is not of its types": `SELECT lead, page, form, ad, created_at FROM change WHERE lead GLOB '*[^0-9]*' OR page GLOB '*[^0-9]*' OR lead = '' OR page = ''
        OR form GLOB '*[^0-9]*' OR ad GLOB '*[^0-9]*' OR typeof(created_at) <> 'integer' OR typeof(due_at) <> 'integer' OR typeof(lease_until) <> 'integer'`,
      "a delivery has more changes than it told":
        "SELECT d.id FROM delivery AS d JOIN change AS c ON c.delivery = d.id GROUP BY d.id HAVING count(*) > d.leads",
    },
    totals.deliveries,
    totals.leads,
  );
  return [...listed, ...all];
}

/** Which of these deliveries are not stored. */
export async function missing(deliveries: readonly string[]): Promise<string[]> {
  const { results } = await testEnv.PLATFORM_DB.prepare(
    "SELECT value AS id FROM json_each(?1) WHERE value NOT IN (SELECT id FROM delivery)",
  )
    .bind(JSON.stringify(deliveries))
    .all<{ id: string }>();
  return results.map(({ id }) => id).filter((id) => queued.has(id));
}
