import { uuidv7 } from "uuidv7";
import type { LeadDetail } from "../../domain/api.ts";
import { DEFAULT_SETUP } from "../../domain/setup.ts";
import type { WorkspaceSettings } from "../../domain/workspace.ts";
import * as tables from "../../worker/store/schema/workspace.ts";
import { field, plantFound, plantSetup } from "./edits.ts";
import { HOUR, type Planner, plannerOf } from "./followups.ts";
import { personIn, type StoredLead } from "./leads.ts";
import { makeWorld, shard, type World } from "./world.ts";

/** Two leads of one person, and what is done to make them one. */

export const people = {
  owner: { role: "owner" as const },
  manager: { role: "manager" as const, teams: ["north"] },
  sara: { role: "agent" as const, teams: ["north"] },
  omar: { role: "agent" as const, teams: ["south"] },
  view: { role: "auditor" as const },
};

export const merge = (hand: Planner, lead: string, other: string, mutation = uuidv7()) =>
  hand.send("POST", `leads/${lead}/merge`, JSON.stringify({ mutation, other }));
export const detail = async (hand: Planner, lead: string) => JSON.parse((await hand.read(lead)).text) as LeadDetail;

async function form(world: World, lead: StoredLead, submittedAt: number) {
  const one = {
    source: `meta:${uuidv7()}`,
    id: uuidv7(),
    lead: lead.id,
    organic: false,
    via: "webhook" as const,
    answers: [],
    consents: [],
  };
  await shard.insert(tables.submission).values({ workspaceId: world.id, ...one, submittedAt, receivedAt: submittedAt });
  await shard.insert(tables.timeline).values({
    workspaceId: world.id,
    lead: lead.id,
    id: uuidv7(),
    at: submittedAt,
    actor: null,
    data: { kind: "submission", submission: one.id, form: "Villas", repeat: false },
  });
  return one;
}

/** The first came two hours ago, the second one hour: the same telephone, another name, and what the first has not. */
export async function scene(over: { readonly first?: Partial<StoredLead>; readonly settings?: Partial<WorkspaceSettings> } = {}) {
  const world = await makeWorld({ people, ...(over.settings !== undefined && { settings: over.settings }) });
  await plantSetup(world, { ...DEFAULT_SETUP, fields: [field("budget", "number", { filterable: true }), field("wish", "text")] });
  const now = Date.now();
  const sara = personIn(world, "sara");
  const first = await plantFound(world, {
    name: "Layla Haddad",
    email: null,
    owner: sara,
    team: "north",
    submittedAt: now - 2 * HOUR,
    custom: { wish: "A garden" },
    ...over.first,
  });
  const second = await plantFound(world, {
    name: "L. Haddad",
    email: "work@example.com",
    company: "Blue Sea",
    owner: sara,
    team: "north",
    submittedAt: now - HOUR,
    sameAs: first.id,
    tags: ["sea view"],
    custom: { wish: "A pool" },
    edited: ["company"],
  });
  await shard
    .insert(tables.leadValue)
    .values((second.tags ?? []).map((key) => ({ workspaceId: world.id, field: "tag", key, submittedAt: second.submittedAt, n: second.n })));
  await form(world, first, first.submittedAt);
  await form(world, second, second.submittedAt);
  const project = uuidv7();
  await shard.insert(tables.project).values({ workspaceId: world.id, id: project, name: "Palm Heights" });
  return { world, first, second, project, hand: await plannerOf(world, "manager"), sara: await plannerOf(world, "sara") };
}

/** Everything that a merging moves: a note, two tries of which one is taken back, a follow-up, a project. */
export async function worked() {
  const here = await scene();
  const { hand, sara, second, project } = here;
  const to = (path: string, body: object) =>
    sara.send("POST", `leads/${second.id}/${path}`, JSON.stringify({ mutation: uuidv7(), ...body }));
  await to("notes", { text: "Wants a lagoon villa" });
  const taken = uuidv7();
  await sara.attempt(second.id, { outcome: "reached", text: "Spoke of the marina", mutation: taken });
  await sara.undo(taken);
  await sara.attempt(second.id, { text: "Rang out" });
  const { followUp } = await sara.set(second.id, { note: "Send the brochure" });
  await hand.send(
    "PUT",
    `leads/${second.id}/projects/${project}`,
    JSON.stringify({ mutation: uuidv7(), on: true, interest: "high", note: "Prefers the tower" }),
  );
  return { ...here, followUp };
}

export const found = async (hand: Planner, text: string) =>
  (JSON.parse((await hand.send("GET", `search?q=${encodeURIComponent(text)}`)).text) as { rows: { id: string }[] }).rows.map(
    ({ id }) => id,
  );
