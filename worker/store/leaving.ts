import { and, asc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import * as v from "valibot";
import type { Fresh } from "../../domain/fresh.ts";
import { placeAfter } from "../../domain/giving.ts";
import { visibilityOf } from "../../domain/lead.ts";
import type { RouteReason } from "../../domain/routing.ts";
import { searchScope } from "../../domain/search.ts";
import { canTake } from "./commands.ts";
import { commit, type Committed } from "./commit.ts";
import { batch, type Databases, type Shard, type Statement } from "./database.ts";
import { advance, type Held } from "./jobs.ts";
import { findWorkspace } from "./people.ts";
import { projectMember } from "./projection.ts";
import { goalToldAgain } from "./reminders.ts";
import { jobProgress, lead, member } from "./schema/workspace.ts";

/**
 * PE1: the leads of somebody who left, archived ones too, go to the person who was chosen, or to the queue. A chunk is one commit, in
 * which the shard counts it; so whoever is killed anywhere has moved a chunk and counted it, or neither.
 */

/** Leads a step moves: eight rows and their indexes each, a few ten milliseconds of the database. */
export const CHUNK = 25;
/** Steps in a row that found their leads changed under them: then the job pauses, as after any failure. */
const LOST = 5;

const order = v.object({
  person: v.string(),
  /** Null: the queue. */
  to: v.nullable(v.string()),
  /** Who removed them. */
  by: v.string(),
  /** The shard knows that they left: from then on nobody gives them a lead. */
  known: v.optional(v.boolean(), false),
  lost: v.optional(v.number(), 0),
});
type Order = v.InferOutput<typeof order>;

export interface StepDeps {
  readonly fresh: Fresh;
  readonly poke: (workspaceId: string) => Promise<void>;
}

export async function leavingStep(held: Held, databases: Databases, now: number, { fresh, poke }: StepDeps): Promise<Held> {
  const { platform } = databases;
  const workspace = await findWorkspace(platform, held.scope);
  // A workspace that is gone has taken its leads with it.
  if (workspace === undefined) return advance(platform, held, { next: null }, now);
  const wanted = v.parse(order, held.cursor);
  const shard = databases.shard(workspace.shard);
  if (!wanted.known) {
    await projectMember(platform, shard, workspace.id, wanted.person, fresh);
    return advance(platform, held, { next: { ...wanted, known: true } }, now);
  }
  const { leads, gone, heir, counts } = await readLeaving(shard, workspace.id, held.id, wanted);
  // Who was taken in again keeps what is still theirs.
  if (leads.length === 0 || !gone) return advance(platform, held, { counts, next: null }, now);
  const moved = await moveLeads(shard, { workspace: workspace.id, job: held.id, order: wanted, leads, heir, at: now }, fresh);
  if (moved.kind !== "done") {
    if (wanted.lost >= LOST) throw new Error("the leads changed under the job again and again");
    return advance(platform, held, { counts, next: { ...wanted, lost: wanted.lost + 1 } }, now);
  }
  // A lost poke mends at the room's next look.
  await poke(workspace.id).catch(() => undefined);
  const [progress] = moved.read[0] as Progress[];
  return advance(platform, held, { counts: progress?.counts ?? {}, next: { ...wanted, lost: 0 } }, now);
}

type Progress = Pick<typeof jobProgress.$inferSelect, "counts">;
type Leaving = Pick<typeof lead.$inferSelect, "id" | "n" | "version" | "owner" | "team" | "archivedAt" | "mergedInto">;
interface Heir {
  readonly id: string;
  readonly teams: readonly string[];
}

/** The next leads, whether the person is gone, who gets the leads by now, and what was counted so far: one round trip. */
async function readLeaving(shard: Shard, workspace: string, job: string, { person, to }: Order) {
  const columns = {
    id: lead.id,
    n: lead.n,
    version: lead.version,
    owner: lead.owner,
    team: lead.team,
    archivedAt: lead.archivedAt,
    mergedInto: lead.mergedInto,
  };
  const theirs = and(eq(lead.workspaceId, workspace), eq(lead.owner, person));
  const someone = (id: string) => and(eq(member.workspaceId, workspace), eq(member.personId, id));
  const [live, archived, gone, heirs, progress] = (await batch(shard, [
    shard
      .select(columns)
      .from(lead)
      .where(and(theirs, isNull(lead.archivedAt)))
      .orderBy(asc(lead.submittedAt), asc(lead.n))
      .limit(CHUNK),
    shard
      .select(columns)
      .from(lead)
      .where(and(theirs, isNotNull(lead.archivedAt)))
      .orderBy(asc(lead.n))
      .limit(CHUNK),
    shard
      .select({ id: member.personId })
      .from(member)
      .where(and(someone(person), eq(member.status, "removed"))),
    shard
      .select({ id: member.personId, teams: member.teams })
      .from(member)
      .where(and(someone(to ?? ""), canTake(workspace, to ?? ""))),
    shard.select({ counts: jobProgress.counts }).from(jobProgress).where(progressOf(workspace, job)),
  ])) as [Leaving[], Leaving[], { id: string }[], Heir[], Progress[]];
  return {
    leads: [...live, ...archived].slice(0, CHUNK),
    gone: gone.length > 0,
    // Whoever was chosen and left meanwhile, or only looks by now, gets no more: the queue does.
    heir: heirs[0] ?? null,
    counts: progress[0]?.counts ?? {},
  };
}

interface Move {
  readonly workspace: string;
  readonly job: string;
  readonly order: Order;
  readonly leads: readonly Leaving[];
  readonly heir: Heir | null;
  readonly at: number;
}

function moveLeads(shard: Shard, move: Move, fresh: Fresh): Promise<Committed> {
  const { workspace, job, order: wanted, leads, heir, at } = move;
  const owner = heir?.id ?? null;
  const reason: RouteReason = { code: "left", by: wanted.by };
  const after = leads.map((one) => ({ ...one, ...placeAfter(one, { owner }, heir ?? undefined) }));
  return commit(
    shard,
    {
      workspace,
      doer: { person: null, onBehalf: wanted.by, ip: null, browser: null, request: null },
      at,
      guards: [
        sql`EXISTS (SELECT 1 FROM member WHERE workspace_id = ${workspace} AND person_id = ${wanted.person} AND status = 'removed')`,
        asTheyWere(workspace, wanted.person, leads),
        ...(owner === null ? [] : [canTake(workspace, owner)]),
      ],
      writes: [
        ...movedRows(shard, move, after, reason, fresh),
        counted(shard, workspace, job, at, owner === null ? "unassigned" : "given", leads.length),
      ],
      log: leads.map((one, n) => ({
        entity: "lead",
        id: one.id,
        op: "update",
        fields: ["owner"],
        before: visibilityOf(one),
        after: visibilityOf(after[n] ?? one),
      })),
      audit: leads.map((one, n) => ({
        act: "lead.assigned",
        subjectKind: "lead",
        subject: one.id,
        detail: { before: { owner: one.owner, team: one.team }, after: { owner, team: after[n]?.team ?? null }, reason, job },
      })),
      reads: [shard.select({ counts: jobProgress.counts }).from(jobProgress).where(progressOf(workspace, job))],
    },
    fresh,
  );
}

function asTheyWere(workspace: string, person: string, leads: readonly Leaving[]): SQL {
  const seen = JSON.stringify(leads.map(({ id, version }) => ({ id, version })));
  return sql`(SELECT count(*) FROM json_each(${seen}) AS seen JOIN lead ON lead.id = seen.value ->> 'id'
    WHERE lead.workspace_id = ${workspace} AND lead.owner_id = ${person} AND lead.version = seen.value ->> 'version') = ${leads.length}`;
}

/** One statement a table, however many leads: what `moveTo` writes of one. */
function movedRows(shard: Shard, move: Move, after: readonly Leaving[], reason: RouteReason, fresh: Fresh): Statement[] {
  const { workspace, order: wanted, heir, at } = move;
  const owner = heir?.id ?? null;
  const why = JSON.stringify(reason);
  const data = JSON.stringify({ kind: "assignment", from: wanted.person, to: owner, reason });
  const moved = JSON.stringify(
    after.map(({ id, n, team, archivedAt, mergedInto }) => ({
      id,
      n,
      team,
      // LM1: one that went into another lead is found as that one.
      scope: mergedInto === null ? searchScope(workspace, owner, team) : "",
      assignment: fresh.id(),
      entry: fresh.id(),
      notice: fresh.id(),
      live: archivedAt === null,
    })),
  );
  // NT1: never of what they did themselves; and with an archived lead there is nothing to be done.
  const told = owner !== null && owner !== wanted.by;
  const toldToHeir = sql`INSERT INTO notice (workspace_id, person_id, id, at, kind, lead_id, data, send_at)
    SELECT ${workspace}, ${owner}, value ->> 'notice', ${at}, 'assigned', value ->> 'id', json_object('by', ${wanted.by}), ${at}
    FROM json_each(${moved}) WHERE value ->> 'live' = 1`;
  return [
    sql`UPDATE lead SET owner_id = ${owner}, team_id = moved.value ->> 'team', reason = ${why}, version = lead.version + 1, last_activity_at = ${at},
        goal_told_at = ${owner === null ? goalToldAgain(at) : sql`lead.goal_told_at`}
      FROM json_each(${moved}) AS moved WHERE lead.workspace_id = ${workspace} AND lead.id = moved.value ->> 'id'`,
    sql`UPDATE lead_search SET scope = moved.value ->> 'scope' FROM json_each(${moved}) AS moved
      WHERE lead_search.workspace_id = ${workspace} AND lead_search.n = moved.value ->> 'n'`,
    sql`UPDATE follow_up SET person_id = ifnull(${owner}, created_by)
      WHERE workspace_id = ${workspace} AND lead_id IN (SELECT value ->> 'id' FROM json_each(${moved})) AND state = 'open'`,
    sql`INSERT INTO assignment (workspace_id, lead_id, id, at, from_id, to_id, team_id, actor, reason)
      SELECT ${workspace}, value ->> 'id', value ->> 'assignment', ${at}, ${wanted.person}, ${owner}, value ->> 'team', NULL, ${why} FROM json_each(${moved})`,
    sql`INSERT INTO timeline (workspace_id, lead_id, id, at, actor, data)
      SELECT ${workspace}, value ->> 'id', value ->> 'entry', ${at}, NULL, ${data} FROM json_each(${moved})`,
    ...(told ? [toldToHeir] : []),
  ].map((one) => shard.run(one));
}

const progressOf = (workspace: string, job: string) => and(eq(jobProgress.workspaceId, workspace), eq(jobProgress.job, job));

function counted(shard: Shard, workspace: string, job: string, at: number, as: "given" | "unassigned", many: number): Statement {
  const before = sql`ifnull(${jobProgress.counts} ->> ${as}, 0)`;
  return shard
    .insert(jobProgress)
    .values({ workspaceId: workspace, job, at, touched: many, counts: { [as]: many } })
    .onConflictDoUpdate({
      target: [jobProgress.workspaceId, jobProgress.job],
      set: { at, touched: many, counts: sql`json_set(${jobProgress.counts}, ${`$."${as}"`}, ${before} + ${many})` },
    });
}
