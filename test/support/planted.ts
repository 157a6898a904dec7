import { eq } from "drizzle-orm";
import fc from "fast-check";
import { uuidv7 } from "uuidv7";
import type { LeadRow } from "../../domain/lead.ts";
import { searchScope, searchWords } from "../../domain/search.ts";
import { valuesOf } from "../../domain/values.ts";
import { rowColumns } from "../../worker/store/leads.ts";
import * as tables from "../../worker/store/schema/workspace.ts";
import { FLOOR, OWNERS, someLead, TEAMS } from "./filters.ts";
import { makeWorld, shard } from "./world.ts";
import type { Actor, Role } from "../../domain/rights.ts";

/** Leads of every kind, each with all that it is looked up and searched by, in a workspace of their own. */
export async function plantKinds(leads: number): Promise<{ readonly workspace: string; readonly rows: readonly LeadRow[] }> {
  const { id: workspace } = await makeWorld();
  for (const lead of fc.sample(someLead, { numRuns: leads, seed: 5 })) {
    const one = { ...lead, id: uuidv7(), workspaceId: workspace, receivedAt: lead.submittedAt, reason: { code: "no_rule" as const } };
    const [row] = await shard
      .insert(tables.lead)
      .values(one as typeof tables.lead.$inferInsert)
      .returning({ n: tables.lead.n });
    if (row === undefined) throw new Error("the lead was not stored");
    const of = { n: row.n, workspaceId: workspace };
    const scope = searchScope(workspace, one.owner, one.team);
    await shard.batch([
      shard.insert(tables.leadSearch).values({ ...of, scope, ...searchWords(one) }),
      ...valuesOf(one, FLOOR).map((value) => shard.insert(tables.leadValue).values({ ...of, ...value, submittedAt: one.submittedAt })),
    ]);
  }
  const rows = await shard.select(rowColumns).from(tables.lead).where(eq(tables.lead.workspaceId, workspace));
  return { workspace, rows: rows as LeadRow[] };
}

/** Whoever may read them, whatever they see of them. */
export const someReader: fc.Arbitrary<Omit<Actor, "workspace">> = fc.record({
  person: fc.constantFrom(...OWNERS),
  role: fc.constantFrom<Role>("owner", "manager", "manager", "agent", "agent", "auditor"),
  teams: fc.subarray(TEAMS),
  rights: fc.constant([]),
  agentsSeeUnclaimed: fc.boolean(),
  masked: fc.constantFrom<Actor["masked"]>([], ["phone"], ["email"], ["phone", "email"]),
});
