import { asc, gt, sql } from "drizzle-orm";
import * as v from "valibot";
import { submissionRow } from "../../../domain/api.ts";
import { leadRow } from "../../../domain/lead.ts";
import { timelineEntry } from "../../../domain/story.ts";
import { rowColumns } from "../../../worker/store/leads.ts";
import * as workspace from "../../../worker/store/schema/workspace.ts";
import { shard, testEnv } from "../../support/world.ts";
import type { Violation } from "./fuzzing.ts";
import { violations } from "./violations.ts";

/** D1's own bounds: 2 MB a row and 1,000 statements an invocation, 25 leads of which are drained at once; workerd alone knows neither. */
const ROW_BYTES = 1_900_000;
const NAME = 600;
const IDENTITIES = 10;

/** What may have to wait longest: two days. Past that it waits for nothing. */
const LONGEST_MS = 2 * 24 * 60 * 60_000;
const CHUNK = 2_000;

/** Whether every change that was worked on has its outcome, and every outcome everything that belongs to it. */
export async function writtenWhole(now: number, changes: number): Promise<Violation[]> {
  const { PLATFORM_DB, WORKSPACE_DB_1 } = testEnv;
  const found = [
    ...(await violations(PLATFORM_DB, PLATFORM, now + LONGEST_MS, changes)),
    ...(await violations(WORKSPACE_DB_1, WORKSPACE)),
    ...(await shown()),
  ];
  let done = 0;
  for (let after = ""; ;) {
    const { results } = await PLATFORM_DB.prepare(
      "SELECT lead, workspace_id AS workspace, outcome, page FROM change WHERE state = 'done' AND lead > ?1 ORDER BY lead LIMIT ?2",
    )
      .bind(after, CHUNK)
      .all<{ lead: string }>();
    done += results.length;
    found.push(...(await violations(WORKSPACE_DB_1, DONE, JSON.stringify(results))));
    const last = results.at(-1);
    if (last === undefined) break;
    after = last.lead;
  }
  found.push(
    ...(await violations(
      WORKSPACE_DB_1,
      { "there are submissions of no change": "SELECT count(*) AS stored, ?1 AS due FROM submission HAVING count(*) <> ?1" },
      done,
    )),
  );
  return found;
}

/** Asked between two tries, of what is on its way. */
const ON_THE_WAY = {
  "somebody holds a lease": "SELECT lead, lease FROM change WHERE state = 'waiting' AND (lease IS NOT NULL OR lease_until <> 0)",
  "a change waits for nothing": `SELECT lead, due_at, reason FROM change WHERE state = 'waiting' AND (reason IS NULL OR failure IS NULL OR settled_at IS NOT NULL OR outcome IS NOT NULL
    OR typeof(due_at) <> 'integer' OR due_at <= 0 OR due_at > ?1)`,
  "a change is parked without a reason": `SELECT lead FROM change WHERE state = 'parked'
    AND (reason IS NULL OR failure IS NULL OR settled_at IS NULL OR outcome IS NOT NULL OR lease IS NOT NULL)`,
  "a change keeps more of Meta's words than a trace":
    "SELECT lead, length(trace) AS length FROM change WHERE state IN ('waiting', 'parked') AND length(trace) > 100",
  "a Page is paused for ever": "SELECT id, paused_until FROM page WHERE typeof(paused_until) <> 'integer' OR paused_until > ?1",
};

/** Whether everything that has failed will be tried again or waits for a person. */
export function waitingWhole(now: number): Promise<Violation[]> {
  return violations(testEnv.PLATFORM_DB, ON_THE_WAY, now + LONGEST_MS);
}

const PLATFORM = {
  ...ON_THE_WAY,
  "something was diagnosed": "SELECT kind, cause, count FROM diagnostic",
  "a settled change is in somebody's hands": "SELECT lead, state FROM change WHERE lease IS NOT NULL OR lease_until <> 0",
  "a change is unread without a reason":
    "SELECT lead FROM change WHERE state = 'unread' AND (reason IS NULL OR settled_at IS NULL OR outcome IS NOT NULL)",
  "a change is done without an outcome":
    "SELECT lead FROM change WHERE state = 'done' AND (outcome IS NULL OR settled_at IS NULL OR reason IS NOT NULL OR failure IS NOT NULL)",
  "a change's state is unknown":
    "SELECT lead, state FROM change WHERE state NOT IN ('waiting', 'parked', 'unread', 'done') OR typeof(attempts) <> 'integer'",
  "a change is another workspace's":
    "SELECT c.lead, c.workspace_id FROM change AS c LEFT JOIN page AS p ON p.id = c.page WHERE c.workspace_id IS NOT p.workspace_id",
  "there are other changes": "SELECT count(*) AS stored, ?2 AS due FROM change HAVING count(*) <> ?2",
};

/**
 * Both sides in one list, and what does not add up for a lead: a join of two such lists goes through one of them for each row of the other.
 * `due` and `told` are what is added up of a lead and of the rows told of it.
 */
const COUNTED = (due: string, told: string) =>
  `SELECT id, sum(due) AS due, sum(count) AS told FROM (SELECT id, workspace_id, ${due} AS due, 0 AS count FROM lead UNION ALL ${told})
    GROUP BY id, workspace_id HAVING sum(due) <> sum(count)`;
/** A lead's version is the number of its submissions, since nobody else changed it, and so is its log's, its records' and its story's. */
const VERSIONED = (told: string) => COUNTED("version", told);
const ORPHAN = (table: string, column: string, where = "true") =>
  `SELECT o.* FROM ${table} AS o WHERE ${where} AND NOT EXISTS (SELECT 1 FROM lead AS l WHERE l.workspace_id = o.workspace_id AND l.id = o.${column})`;

const WORKSPACE = {
  "a lead has other submissions": VERSIONED("SELECT lead_id, workspace_id, 0, 1 FROM submission"),
  "a lead has other log rows": VERSIONED("SELECT entity_id, workspace_id, 0, 1 FROM change_log WHERE entity = 'lead'"),
  "a lead has other records": VERSIONED(
    "SELECT a.subject, a.workspace_id, 0, 1 FROM audit AS a JOIN audit_detail AS d ON d.audit = a.id AND d.workspace_id = a.workspace_id WHERE subject_kind = 'lead'",
  ),
  "a lead has another story": VERSIONED("SELECT lead_id, workspace_id, 0, 1 FROM timeline WHERE data ->> 'kind' = 'submission'"),
  "a lead does not begin once": COUNTED(
    "1",
    "SELECT entity_id, workspace_id, 0, 1 FROM change_log WHERE entity = 'lead' AND op = 'create'",
  ),
  "an owner is not assigned once": COUNTED("owner_id IS NOT NULL", "SELECT lead_id, workspace_id, 0, 1 FROM assignment"),
  "an assignment is not told once": COUNTED(
    "owner_id IS NOT NULL",
    "SELECT lead_id, workspace_id, 0, 1 FROM timeline WHERE data ->> 'kind' = 'assignment'",
  ),
  "an assignment is another's":
    "SELECT o.id FROM assignment AS o JOIN lead AS l ON l.id = o.lead_id WHERE l.owner_id IS NOT o.to_id OR l.team_id IS NOT o.team_id",
  "an owner is not of the workspace":
    "SELECT id, owner_id FROM lead AS l WHERE owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM member AS m WHERE m.workspace_id = l.workspace_id AND m.person_id = l.owner_id)",
  "a lead cannot be searched":
    "SELECT l.id FROM lead AS l WHERE NOT EXISTS (SELECT 1 FROM lead_search AS s WHERE s.n = l.n AND s.workspace_id = l.workspace_id)",
  "a search row has no lead": "SELECT s.n FROM lead_search AS s WHERE s.n NOT IN (SELECT n FROM lead)",
  "a submission has no lead": ORPHAN("submission", "lead_id"),
  "a story has no lead": ORPHAN("timeline", "lead_id"),
  "an assignment has no lead": ORPHAN("assignment", "lead_id"),
  "an identity has no lead": ORPHAN("identity", "lead_id"),
  "a log row has no lead": ORPHAN("change_log", "entity_id", "o.entity = 'lead'"),
  "a record has no lead": ORPHAN("audit", "subject", "o.subject_kind = 'lead'"),
  "a record has no values": "SELECT id FROM audit WHERE id NOT IN (SELECT audit FROM audit_detail)",
  "values have no record": "SELECT audit FROM audit_detail WHERE audit NOT IN (SELECT id FROM audit)",
  "a lead is like one that is not there":
    "SELECT l.id, l.same_as FROM lead AS l WHERE same_as IS NOT NULL AND NOT EXISTS (SELECT 1 FROM lead AS o WHERE o.id = l.same_as AND o.workspace_id = l.workspace_id)",
  "somebody is claimed twice": "SELECT workspace_id, kind, value FROM identity WHERE claims = 1 GROUP BY 1, 2, 3 HAVING count(*) > 1",
  "a submission's story is another's": `SELECT id, lead_id FROM (SELECT id, lead_id, workspace_id, 1 AS count FROM submission
    UNION ALL SELECT data ->> 'submission', lead_id, workspace_id, -1 FROM timeline WHERE data ->> 'kind' = 'submission')
    GROUP BY id, lead_id, workspace_id HAVING sum(count) <> 0`,
  "a submission outgrows its row": `SELECT source, length(CAST(answers AS BLOB)) AS answers, length(CAST(consents AS BLOB)) AS consents FROM submission
    WHERE length(CAST(answers AS BLOB)) + length(CAST(consents AS BLOB)) > ${ROW_BYTES}
      OR max(ifnull(length(campaign), 0), ifnull(length(ad_set), 0), ifnull(length(ad), 0), ifnull(length(platform), 0), ifnull(length(form_name), 0)) > ${NAME}`,
  "a form outgrows its row": `SELECT id FROM form WHERE length(CAST(questions AS BLOB)) + length(CAST(checkboxes AS BLOB)) > ${ROW_BYTES} OR max(length(name), ifnull(length(locale), 0)) > ${NAME}`,
  "a lead outgrows its row": `SELECT id FROM lead WHERE max(length(name), ifnull(length(phone), 0), ifnull(length(email), 0), ifnull(length(company), 0), ifnull(length(city), 0), ifnull(length(source), 0)) > ${NAME}`,
  "a lead takes more statements than a batch has": `SELECT l.id, l.version, count(*) AS identities FROM identity AS i JOIN lead AS l ON l.id = i.lead_id GROUP BY l.id HAVING count(*) > ${IDENTITIES} * l.version`,
  "leads are counted otherwise": `SELECT w.workspace_id FROM workspace_state AS w WHERE ifnull((SELECT sum(count) FROM tally AS t WHERE t.workspace_id = w.workspace_id), 0)
    <> (SELECT count(*) FROM lead AS l WHERE l.workspace_id = w.workspace_id AND is_test = 0 AND archived_at IS NULL)`,
};

const DONE = {
  "a done change has no submission of its lead": `SELECT value AS change FROM json_each(?1) WHERE NOT EXISTS (SELECT 1 FROM submission AS s JOIN lead AS l ON l.id = s.lead_id AND l.workspace_id = s.workspace_id
    WHERE s.workspace_id = value ->> 'workspace' AND s.source = 'meta:' || (value ->> 'lead') AND s.lead_id = value ->> 'outcome' AND s.page_id = value ->> 'page')`,
};

const submitted = v.object({ ...submissionRow.entries, lead: v.string() });

/** Whether everything that is stored can also be shown: one row that nobody can read would close a whole list. */
async function shown(): Promise<Violation[]> {
  const found: Violation[] = [];
  const unread = (what: string, schema: v.GenericSchema, rows: readonly unknown[]) => {
    for (const row of rows) {
      const parsed = v.safeParse(schema, row);
      if (!parsed.success) found.push({ what, sample: [v.flatten(parsed.issues), JSON.stringify(row).slice(0, 300)] });
    }
  };
  for (let after = 0; ;) {
    const rows = await shard
      .select(rowColumns)
      .from(workspace.lead)
      .where(gt(workspace.lead.n, after))
      .orderBy(asc(workspace.lead.n))
      .limit(CHUNK);
    const last = rows.at(-1);
    if (last === undefined) return found;
    unread("a lead cannot be shown", leadRow, rows);
    const ids = sql`(SELECT id FROM lead WHERE n > ${after} AND n <= ${last.n})`;
    unread(
      "a submission cannot be shown",
      submitted,
      await shard
        .select()
        .from(workspace.submission)
        .where(sql`${workspace.submission.lead} IN ${ids}`),
    );
    unread(
      "a story cannot be shown",
      timelineEntry,
      await shard
        .select()
        .from(workspace.timeline)
        .where(sql`${workspace.timeline.lead} IN ${ids}`),
    );
    after = last.n;
  }
}
