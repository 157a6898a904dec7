import { and, asc, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { LeadFieldsInput } from "../../domain/edit.ts";
import { identitiesIn } from "../../domain/editing.ts";
import { searchWords } from "../../domain/search.ts";
import { DEFAULT_SETUP, type FieldSetup, type Setup } from "../../domain/setup.ts";
import { valuesOf } from "../../domain/values.ts";
import { hashed } from "../../worker/store/erasure.ts";
import { readSetup } from "../../worker/store/setup.ts";
import * as tables from "../../worker/store/schema/workspace.ts";
import type { Hand } from "./commands.ts";
import { leadById, leadsOf, plantLead, type StoredLead } from "./leads.ts";
import { settings, shard, type World } from "./world.ts";

type Over = Readonly<Record<string, unknown>>;

/** What people write into leads by hand, as the app sends it. */
export const edit = (hand: Hand, lead: string, fields: LeadFieldsInput | Over, over: Over = {}) =>
  send(hand, "PUT", `leads/${lead}/fields`, { fields, ...over });
export const archive = (hand: Hand, lead: string, archived = true, over: Over = {}) =>
  send(hand, "PUT", `leads/${lead}/archived`, { archived, ...over });
export const add = (hand: Hand, fields: LeadFieldsInput | Over, over: Over = {}) =>
  send(hand, "POST", "leads", { id: uuidv7(), source: "call", fields, ...over });

/** A refusal besides its code: which field, why, who has them already. */
export interface Refused {
  readonly code: string;
  readonly field?: string;
  readonly fields?: readonly string[];
  readonly why?: string;
  readonly lead?: string;
  readonly by?: string | null;
}

async function send(hand: Hand, method: string, path: string, body: Over) {
  const told = await hand.send(method, path, JSON.stringify({ mutation: uuidv7(), ...body }));
  const { request: _, ...error } = told.body.error ?? { request: "", code: "" };
  return { ...told, row: told.body.row, error: error as Refused };
}

export async function plantSetup(world: World, over: Partial<Setup>): Promise<void> {
  const { version: _, ...parts } = { ...DEFAULT_SETUP, ...over };
  await shard
    .insert(tables.setup)
    .values({ workspaceId: world.id, version: 1, ...parts })
    .onConflictDoUpdate({ target: tables.setup.workspaceId, set: { ...parts, version: (over.version ?? 1) + 1 } });
}

export const field = (id: string, type: FieldSetup["type"], over: Partial<FieldSetup> = {}): FieldSetup => ({
  ...{ id, name: id, type, options: [], filterable: false },
  ...over,
});

/** A lead that was added by hand: with its identities, and nothing that it is found by missing. */
export async function plantFound(world: World, over: Partial<StoredLead> = {}): Promise<StoredLead> {
  const lead = await plantLead(world, over);
  const { body, phone, email } = searchWords(lead);
  await shard.update(tables.leadSearch).set({ body, phone, email }).where(eq(tables.leadSearch.n, lead.n));
  for (const { kind, value } of identitiesIn(lead)) {
    const [claimed] = await shard
      .select()
      .from(tables.identity)
      .where(and(eq(tables.identity.workspaceId, world.id), eq(tables.identity.value, value), eq(tables.identity.claims, true)));
    await shard.insert(tables.identity).values({ workspaceId: world.id, kind, value, lead: lead.id, claims: claimed === undefined });
  }
  return lead;
}

/** Under which the person who has this telephone asked never to be known again. */
export async function plantTombstone(world: World, phone: string, over: Partial<typeof tables.tombstone.$inferInsert> = {}): Promise<void> {
  const [one] = await hashed(settings.ERASURE_KEY, world.id, [{ kind: "phone", value: phone }]);
  if (one === undefined) throw new Error("nothing was hashed");
  await shard
    .insert(tables.tombstone)
    .values({ workspaceId: world.id, kind: "phone", hash: one.hash, erasedAt: 1, neverAgain: true, ...over });
}

/** A lead's identities as `phone +9715… claims`. */
export async function identitiesOf(lead: string): Promise<string[]> {
  const rows = await shard.select().from(tables.identity).where(eq(tables.identity.lead, lead));
  return rows.map(({ kind, value, claims }) => `${kind} ${value}${claims ? " claims" : ""}`).sort();
}

export async function storyOf(lead: string) {
  return shard.select().from(tables.timeline).where(eq(tables.timeline.lead, lead)).orderBy(asc(tables.timeline.id));
}

export async function logOf(world: World) {
  return shard.select().from(tables.changeLog).where(eq(tables.changeLog.workspaceId, world.id)).orderBy(asc(tables.changeLog.seq));
}

/** Throws where what a workspace's leads are found by does not say what they say (`lead_value`, `lead_search`). */
export async function checkFound(world: World): Promise<void> {
  const setups = await shard.select().from(tables.setup).where(eq(tables.setup.workspaceId, world.id));
  const rows = await shard.select().from(tables.leadValue).where(eq(tables.leadValue.workspaceId, world.id));
  const searched = await shard.select().from(tables.leadSearch).where(eq(tables.leadSearch.workspaceId, world.id));
  for (const { id, n } of await leadsOf(world)) {
    const lead = await leadById(id);
    const said = valuesOf(lead, readSetup(setups)).map(({ field: name, key }) => `${name} ${key} ${lead.submittedAt}`);
    const held = rows.filter((row) => row.n === n).map((row) => `${row.field} ${row.key} ${row.submittedAt}`);
    if (said.sort().join() !== held.sort().join()) throw new Error(`the lead says ${said.join()}, lead_value holds ${held.join()}`);
    const words = searchWords(lead);
    const { body, phone, email } = searched.find((row) => row.n === n) ?? { body: "", phone: "", email: "" };
    if (JSON.stringify(words) !== JSON.stringify({ body, phone, email }))
      throw new Error(`the lead's words are ${JSON.stringify(words)}, it is searched by ${JSON.stringify({ body, phone, email })}`);
  }
}
