import { eq, type SQL, sql } from "drizzle-orm";
import * as v from "valibot";
import type { Fresh } from "../../domain/fresh.ts";
import type { FieldSetup, FieldValue, Setup } from "../../domain/setup.ts";
import { customField, isLookedUp, keysOf } from "../../domain/values.ts";
import { commit, positionOf, readPosition } from "./commit.ts";
import { batch, type Databases, type Shard } from "./database.ts";
import { guard, refusedByGuard } from "./guard.ts";
import { advance, type Held } from "./jobs.ts";
import { findWorkspace } from "./people.ts";
import { jobProgress, setup } from "./schema/workspace.ts";
import { readSetup, setupOf } from "./setup.ts";

/**
 * FL1: makes or takes away what leads are looked up by in a field of the workspace's own (`lead_value`), for the fields that the setup says
 * are this job's. First whatever is there goes: while leads were not looked up by the field, nobody kept it. Then each lead gets its rows;
 * who is edited meanwhile wrote their own. A step's batch holds only while the field is still this job's, and finds by itself what was done
 * before: so whoever is killed anywhere has written and counted a row once, or not at all.
 */

/**
 * Rows that a step removes, or leads or log entries that it reads: a few ten milliseconds of the database. What so many leads say in a field
 * is one parameter, which D1 takes up to 2 MB: 2,000 letters of three bytes each are 1.2.
 */
export const CHUNK = 200;

const cursor = v.object({
  field: v.optional(v.string(), ""),
  /** The rows that are there; the leads along two indexes; and those that came back from the second into the first meanwhile. */
  part: v.optional(v.picklist(["clear", "live", "archived", "restored"]), "clear"),
  /** What was looked at last: its place in the part's index. */
  at: v.optional(v.number(), 0),
  n: v.optional(v.number(), 0),
  /** The log's end as the first leads were read. */
  since: v.optional(v.number(), 0),
});
type Place = v.InferOutput<typeof cursor>;

interface IndexDeps {
  readonly fresh: Fresh;
  readonly poke: (workspaceId: string) => Promise<void>;
}

type Counts = Readonly<Record<string, number>>;

interface Here {
  readonly shard: Shard;
  readonly workspace: string;
  readonly job: string;
  readonly now: number;
}

export async function indexStep(held: Held, databases: Databases, now: number, { fresh, poke }: IndexDeps): Promise<Held> {
  const { platform } = databases;
  const workspace = await findWorkspace(platform, held.scope);
  // A workspace that is gone has taken its leads with it.
  if (workspace === undefined) return advance(platform, held, { next: null }, now);
  const here: Here = { shard: databases.shard(workspace.shard), workspace: workspace.id, job: held.id, now };
  const place = v.parse(cursor, held.cursor);
  const { fields, counts, found } = await look(here, place);
  const at = fields.findIndex((one) => one.indexing === held.id);
  const field = fields[at];
  if (field === undefined) return advance(platform, held, { counts, next: null }, now);
  if (place.field !== field.id) return advance(platform, held, { counts, next: { field: field.id } }, now);
  const done = await work(here, field, place, found);
  // Refused: somebody gave the field to another job, or took it from all of them. The next step looks again.
  if (done === null) return advance(platform, held, { counts, next: place }, now);
  if (done.next === "finish") {
    // Where that is refused too, the next step finds nothing more to remove or to add, and comes here again.
    await finish(here, field, at, fresh);
    await poke(workspace.id).catch(() => undefined);
  }
  return advance(platform, held, { counts: { ...counts, ...done.counts }, next: done.next === "finish" ? place : done.next }, now);
}

interface Found {
  readonly n: number;
  readonly at: number;
  /** The field's value as JSON, or null. */
  readonly value: string | null;
}

interface Looked {
  /** The log's end. */
  readonly head: number;
  readonly leads: readonly Found[];
  /** The last place that was looked at; null: there is nothing after it. */
  readonly reached: Pick<Place, "at" | "n"> | null;
}

/** The fields, what was counted, and what comes next, in one round trip. */
async function look({ shard, workspace, job }: Here, place: Place) {
  const entries = sql`SELECT seq, entity, entity_id, "before", "after" FROM change_log WHERE workspace_id = ${workspace} AND seq > ${place.at}
    ORDER BY seq LIMIT ${CHUNK}`;
  const [setups, progress, heads, leads, ends] = (await batch(shard, [
    setupOf(shard, workspace),
    shard.select({ counts: jobProgress.counts }).from(jobProgress).where(progressOf(workspace, job)),
    positionOf(shard, workspace),
    shard.all(leadsAfter(workspace, place, entries)),
    shard.all(place.part === "restored" ? sql`SELECT max(seq) AS at, count(*) AS many FROM (${entries})` : NOTHING),
  ])) as [Setup[], { counts: Counts }[], unknown, Found[], { at: number; many: number }[]];
  const [last, end] = [leads.at(-1), ends[0]];
  const chunk = end === undefined ? leads.length : end.many;
  const reached = chunk < CHUNK ? null : (end ?? last ?? null);
  return {
    fields: readSetup(setups).fields,
    counts: progress[0]?.counts ?? {},
    found: {
      head: readPosition(heads).seq,
      leads,
      reached: reached === null ? null : { at: reached.at, n: last?.n ?? 0 },
    } satisfies Looked,
  };
}

const NOTHING = sql`SELECT 1 WHERE 0`;

function leadsAfter(workspace: string, { part, field, at, n }: Place, entries: SQL): SQL {
  const leads = (which: SQL) => sql`FROM lead WHERE workspace_id = ${workspace} AND ${which}`;
  const value = sql`lead.custom -> ${`$."${field}"`} AS value`;
  switch (part) {
    case "clear":
      return NOTHING;
    case "live":
      return sql`SELECT n, submitted_at AS at, ${value} ${leads(sql`archived_at IS NULL AND (submitted_at, n) > (${at}, ${n})`)}
        ORDER BY submitted_at, n LIMIT ${CHUNK}`;
    case "archived":
      return sql`SELECT n, archived_at AS at, ${value} ${leads(sql`archived_at IS NOT NULL AND (archived_at, n) > (${at}, ${n})`)}
        ORDER BY archived_at, n LIMIT ${CHUNK}`;
    case "restored":
      return sql`SELECT n, 0 AS at, ${value} ${leads(sql`id IN (SELECT entity_id FROM (${entries})
        WHERE entity = 'lead' AND "before" ->> 'archived' = 1 AND "after" ->> 'archived' = 0)`)}`;
  }
}

/** One step, or null where it was refused: counts, and where the next one goes on. */
async function work(here: Here, field: FieldSetup, place: Place, { leads, reached, head }: Looked): Promise<Worked | null> {
  const begin = (part: Place["part"], at: number, since: number): Place => ({ field: field.id, part, at, n: 0, since });
  if (place.part === "clear") {
    const cleared = await write(here, field, "removed", firstRows(here.workspace, field));
    if (cleared === null) return null;
    if (cleared.touched >= CHUNK) return { counts: cleared.counts, next: place };
    return { counts: cleared.counts, next: isLookedUp(field) ? begin("live", 0, head) : "finish" };
  }
  const filled = leads.length === 0 ? { counts: {} } : await write(here, field, "added", rowsOf(here.workspace, field, leads));
  if (filled === null) return null;
  const { counts } = filled;
  if (reached !== null) return { counts, next: { ...place, ...reached } };
  if (place.part === "live") return { counts, next: begin("archived", 0, place.since) };
  return { counts, next: place.part === "archived" ? begin("restored", place.since, place.since) : "finish" };
}

interface Worked {
  readonly counts: Counts;
  readonly next: Place | "finish";
}

/** Runs a statement while the field is this job's, and counts the rows it touched with it. */
async function write({ shard, workspace, job, now }: Here, { id }: FieldSetup, as: "added" | "removed", statement: SQL) {
  const before = sql`ifnull(${jobProgress.counts} ->> ${as}, 0)`;
  try {
    const results = await batch(shard, [
      shard.run(
        guard(sql`EXISTS (SELECT 1 FROM setup, json_each(setup.fields) WHERE workspace_id = ${workspace}
        AND value ->> 'id' = ${id} AND value ->> 'indexing' = ${job})`),
      ),
      shard.run(statement),
      shard
        .insert(jobProgress)
        .values({ workspaceId: workspace, job, at: now, touched: sql`changes()`, counts: sql`json_object(${as}, changes())` })
        .onConflictDoUpdate({
          target: [jobProgress.workspaceId, jobProgress.job],
          set: { at: now, touched: sql`changes()`, counts: sql`json_set(${jobProgress.counts}, ${`$."${as}"`}, ${before} + changes())` },
        })
        .returning({ touched: jobProgress.touched, counts: jobProgress.counts }),
    ]);
    const [row] = results.at(-1) as { touched: number; counts: Counts }[];
    if (row === undefined) throw new Error("the shard kept no progress");
    return row;
  } catch (error) {
    if (refusedByGuard(error)) return null;
    throw error;
  }
}

/** The field's first rows, up to the last one of a chunk: a range of the table's own order. */
function firstRows(workspace: string, { id }: FieldSetup): SQL {
  const own = sql`workspace_id = ${workspace} AND field = ${customField(id)}`;
  const chunk = sql`SELECT key, submitted_at, n FROM lead_value WHERE ${own} ORDER BY key, submitted_at, n LIMIT ${CHUNK}`;
  return sql`DELETE FROM lead_value WHERE ${own} AND (key, submitted_at, n) <=
    (SELECT key, submitted_at, n FROM (${chunk}) ORDER BY key DESC, submitted_at DESC, n DESC LIMIT 1)`;
}

/** The rows of these leads, where they still say what was read: who was edited since has written their own. */
function rowsOf(workspace: string, { id, type }: FieldSetup, leads: readonly Found[]): SQL {
  const rows = leads.flatMap(({ n, value }) => (value === null ? [] : [{ n, keys: keysOf(type, JSON.parse(value) as FieldValue), value }]));
  return sql`INSERT INTO lead_value (workspace_id, field, key, submitted_at, n)
    SELECT lead.workspace_id, ${customField(id)}, key.value, lead.submitted_at, lead.n
    FROM json_each(${JSON.stringify(rows)}) AS told CROSS JOIN lead ON lead.n = told.value ->> 'n' CROSS JOIN json_each(told.value, '$.keys') AS key
    WHERE lead.workspace_id = ${workspace} AND lead.custom -> ${`$."${id}"`} IS told.value ->> 'value' ON CONFLICT DO NOTHING`;
}

/** From here on leads are filtered by the field, or no more: everybody is told. The setup's version stays, since nothing it decides is otherwise. */
function finish({ shard, workspace, job, now }: Here, { id }: FieldSetup, at: number, fresh: Fresh) {
  const is = (path: string, value: string) => sql`setup.fields ->> ${`$[${at}].${path}`} = ${value}`;
  return commit(
    shard,
    {
      workspace,
      doer: { person: null, ip: null, browser: null, request: null },
      at: now,
      guards: [sql`EXISTS (SELECT 1 FROM setup WHERE workspace_id = ${workspace} AND ${is("id", id)} AND ${is("indexing", job)})`],
      writes: [
        shard
          .update(setup)
          .set({ fields: sql`json_remove(${setup.fields}, ${`$[${at}].indexing`})` })
          .where(eq(setup.workspaceId, workspace)),
      ],
      log: [{ entity: "workspace", id: workspace, op: "update", fields: ["setup"], before: null, after: null }],
      audit: [{ act: "setup.changed", subjectKind: "setup", subject: "fields", detail: { part: "fields", indexed: id, job } }],
    },
    fresh,
  );
}

function progressOf(workspace: string, job: string): SQL {
  return sql`workspace_id = ${workspace} AND job_id = ${job}`;
}
