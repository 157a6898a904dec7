import { and, asc, eq, inArray } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { OutboxDeps, OutboxRun } from "../../worker/identity/outbox.ts";
import { runOutbox } from "../../worker/identity/outbox.ts";
import { hashDetail } from "../../worker/store/audit.ts";
import type { MemberChange } from "../../worker/store/membership.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import * as workspace from "../../worker/store/schema/workspace.ts";
import { personIn } from "./leads.ts";
import { databases, shard, type World } from "./world.ts";

const db = databases.platform;

/** A clock that only tests move. */
export function clock() {
  let now = Date.now();
  return {
    fresh: { now: () => now, id: uuidv7, random: () => 0 },
    pass(ms: number): void {
      now += ms;
    },
  };
}

/** Rooms that write down what they are told; `refuse` makes them fail while it says so. */
export function rooms(refuse: (workspace: string) => boolean = () => false) {
  const told: string[] = [];
  const tell = async (workspaceId: string, what: string) => {
    if (refuse(workspaceId)) throw new Error("the room is gone");
    told.push(`${workspaceId} ${what}`);
  };
  const ports: OutboxDeps["rooms"] = {
    accessChanged: (id) => tell(id, "access"),
    sessionEnded: (id, session) => tell(id, session),
  };
  return { told, ports };
}

export function run(at: ReturnType<typeof clock>, to: ReturnType<typeof rooms>): Promise<OutboxRun> {
  return runOutbox({ databases, fresh: at.fresh, rooms: to.ports });
}

export const DOER = { person: "the-doer", ip: "203.0.113.7", browser: "A browser", request: "request-1" };

/** That person, a member without teams, changed by `over`. */
export function memberChange(world: World, who: string, over: Partial<MemberChange> = {}): MemberChange {
  const person = personIn(world, who);
  return { workspace: world.id, person, role: "agent", status: "active", weight: 1, away: false, teams: [], ...over };
}

/** Somebody who has signed in and belongs nowhere yet. */
export async function stranger(): Promise<string> {
  const id = uuidv7();
  const date = new Date();
  await db.insert(platform.person).values({ id, name: "A stranger", email: `${id}@example.com`, createdAt: date, updatedAt: date });
  return id;
}

/** What the shard knows of a workspace, without its leads. */
export async function projected(world: World) {
  const [state] = await shard.select().from(workspace.workspaceState).where(eq(workspace.workspaceState.workspaceId, world.id));
  const members = await shard.select().from(workspace.member).where(eq(workspace.member.workspaceId, world.id));
  const teams = await shard.select().from(workspace.team).where(eq(workspace.team.workspaceId, world.id));
  const log = await shard
    .select({
      entity: workspace.changeLog.entity,
      id: workspace.changeLog.id,
      op: workspace.changeLog.op,
      fields: workspace.changeLog.fields,
    })
    .from(workspace.changeLog)
    .where(eq(workspace.changeLog.workspaceId, world.id))
    .orderBy(asc(workspace.changeLog.seq));
  if (state === undefined) throw new Error("the shard does not know this workspace");
  return { state, members: new Map(members.map((one) => [one.personId, one])), teams: new Map(teams.map((one) => [one.id, one])), log };
}

/** The platform's audit of a workspace with its details, in order. Throws where a hash does not cover its values (AU1). */
export async function platformAuditOf(world: World) {
  const rows = await db
    .select({ record: platform.audit, detail: platform.auditDetail.detail, salt: platform.auditDetail.salt })
    .from(platform.audit)
    .innerJoin(platform.auditDetail, eq(platform.auditDetail.audit, platform.audit.id))
    .where(eq(platform.audit.workspaceId, world.id))
    .orderBy(asc(platform.audit.n));
  for (const row of rows) {
    if ((await hashDetail(row.salt, row.detail)) !== row.record.detailHash)
      throw new Error(`the hash of ${row.record.act} does not verify`);
  }
  return rows;
}

/** The workspace's rows of the outbox, or those of these numbers. */
export function outboxRows(world: World, ...ns: readonly number[]) {
  const { outbox } = platform;
  return db
    .select()
    .from(outbox)
    .where(and(eq(outbox.workspaceId, world.id), ns.length === 0 ? undefined : inArray(outbox.n, [...ns])))
    .orderBy(asc(outbox.n));
}
