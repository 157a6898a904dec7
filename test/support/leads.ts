import { asc, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { searchScope } from "../../domain/search.ts";
import * as workspace from "../../worker/store/schema/workspace.ts";
import { shard, testEnv, type World } from "./world.ts";

type LeadInsert = typeof workspace.lead.$inferInsert;
export type StoredLead = typeof workspace.lead.$inferSelect;

/** A person's id by the key the world was wished with. */
export function personIn(world: World, key: string): string {
  const found = world.people[key];
  if (found === undefined) throw new Error(`nobody is called ${key} here`);
  return found.id;
}

/** A lead with its row in the search index, as the intake leaves one. */
export async function plantLead(world: World, over: Partial<LeadInsert> = {}): Promise<StoredLead> {
  const now = Date.now();
  const [row] = await shard
    .insert(workspace.lead)
    .values({
      id: uuidv7(),
      workspaceId: world.id,
      name: "Layla Haddad",
      phone: "+971501234567",
      email: "layla@example.com",
      stage: "new",
      owner: null,
      team: null,
      reason: { code: "no_rule" },
      isTest: false,
      submittedAt: now,
      receivedAt: now,
      amberAt: now + 300_000,
      redAt: now + 600_000,
      lastActivityAt: now,
      ...over,
    })
    .returning();
  if (row === undefined) throw new Error("the lead was not stored");
  await shard
    .insert(workspace.leadSearch)
    .values({ n: row.n, workspaceId: world.id, scope: searchScope(world.id, row.owner, row.team), body: "layla haddad" });
  return row;
}

export async function leadById(id: string): Promise<StoredLead> {
  const [row] = await shard.select().from(workspace.lead).where(eq(workspace.lead.id, id));
  if (row === undefined) throw new Error("the lead is gone");
  return row;
}

export function leadsOf(world: World): Promise<StoredLead[]> {
  return shard.select().from(workspace.lead).where(eq(workspace.lead.workspaceId, world.id)).orderBy(asc(workspace.lead.n));
}

/**
 * Any number of leads in one statement, dealt out the same way whatever the number: of ten, three are nobody's, two each of `owners`
 * in turn; every other one is of `teams` in turn. Only the newest `waiting` have not been called.
 */
export async function plantMany(
  world: World,
  size: number,
  dealt: { readonly owners: readonly string[]; readonly teams: readonly string[]; readonly waiting: number },
): Promise<void> {
  const numbers = JSON.stringify(Array.from({ length: size }, (_, n) => n));
  await testEnv.WORKSPACE_DB_1.prepare(
    `INSERT INTO lead (id, workspace_id, name, stage, owner_id, team_id, reason, is_test, submitted_at, received_at, amber_at, red_at,
       last_activity_at, first_attempt_at)
     SELECT ?1 || '-' || value, ?1, 'Person ' || value, 'new',
       iif(value % 10 < 3, NULL, ?2 ->> (value % json_array_length(?2))), ?3 ->> (value % json_array_length(?3)),
       '{"code":"no_rule"}', 0, 1700000000000 + value, 0, 0, 0, 0, iif(value >= ?4, NULL, 1)
     FROM json_each(?5)`,
  )
    .bind(world.id, JSON.stringify(dealt.owners), JSON.stringify(dealt.teams), size - dealt.waiting, numbers)
    .run();
}

/** A telephone of its own for each lead of that workspace. */
export async function plantIdentities(world: World): Promise<void> {
  await testEnv.WORKSPACE_DB_1.prepare(
    `INSERT INTO identity (workspace_id, kind, value, lead_id, claims)
     SELECT workspace_id, 'phone', '+9715' || (10000000 + n), id, 1 FROM lead WHERE workspace_id = ?1`,
  )
    .bind(world.id)
    .run();
}
