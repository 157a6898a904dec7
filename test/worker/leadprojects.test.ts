import { and, asc, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { beforeEach, describe, expect, it } from "vitest";
import { MAX_PROJECTS } from "../../domain/project.ts";
import * as tables from "../../worker/store/schema/workspace.ts";
import { type Hand, handOf } from "../support/commands.ts";
import { deliver } from "../support/deliver.ts";
import { answers, arrived, createOne } from "../support/intake.ts";
import { leadById, personIn, plantLead, type StoredLead } from "../support/leads.ts";
import { auditOf } from "../support/records.ts";
import { Client } from "../support/socket.ts";
import { atMeta, makeWorld, metaNumber, shard, type World } from "../support/world.ts";

let world: World;
let hand: Hand;
let lead: StoredLead;
let projects: readonly string[];

beforeEach(async () => {
  world = await makeWorld({
    people: { owner: { role: "owner" }, agent: { role: "agent" }, other: { role: "agent" }, auditor: { role: "auditor" } },
  });
  hand = await handOf(world, "agent");
  lead = await plantLead(world, { owner: personIn(world, "agent") });
  projects = await plantProjects(3);
});

async function plantProjects(count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, n) => ({ workspaceId: world.id, id: uuidv7(), name: `Project ${n}` }));
  await shard.insert(tables.project).values(rows);
  return rows.map(({ id }) => id);
}

const project = (n: number) => projects[n] ?? "";
type Said = Readonly<Record<string, unknown>>;
async function set(n: number, said: Said = {}, by: Hand = hand, mutation = uuidv7()) {
  const told = await by.send("PUT", `leads/${lead.id}/projects/${project(n)}`, JSON.stringify({ mutation, on: true, ...said }));
  return { ...told, mutation };
}
const take = (n: number, by: Hand = hand) => set(n, { on: false }, by);

/** The row's list, what is said of each, and what leads are looked up by: three tables that have to say the same. */
async function standing() {
  const { leadProject, leadValue } = tables;
  const { projects: list, n, submittedAt, edited } = await leadById(lead.id);
  const rows = await shard
    .select()
    .from(leadProject)
    .where(and(eq(leadProject.workspaceId, world.id), eq(leadProject.lead, lead.id)))
    .orderBy(asc(leadProject.at), asc(leadProject.project));
  const values = await shard
    .select()
    .from(leadValue)
    .where(and(eq(leadValue.workspaceId, world.id), eq(leadValue.n, n), eq(leadValue.field, "project")));
  expect(rows.map((row) => row.project)).toEqual(list);
  expect(values.map(({ key }) => key).sort()).toEqual([...list].sort());
  expect(values.every((value) => value.submittedAt === submittedAt)).toBe(true);
  return { list, edited, said: rows.map(({ project: id, interest, note }) => ({ project: id, interest, note })) };
}

async function story() {
  const rows = await shard
    .select()
    .from(tables.timeline)
    .where(and(eq(tables.timeline.workspaceId, world.id), eq(tables.timeline.lead, lead.id)))
    .orderBy(asc(tables.timeline.id));
  return rows.flatMap(({ actor, data }) => (data.kind === "project" ? [{ actor, ...data }] : []));
}

const records = async () => (await auditOf(world)).filter(({ record }) => record.subject === lead.id);

describe("ED1: projects of a lead", () => {
  it("one is added, said more of, and taken away: row, list and index say the same, ST1: and its story tells each", async () => {
    const client = await Client.open(world.slug, hand.signed);
    await client.greet(null);
    expect((await set(0)).body.row?.projects).toEqual([project(0)]);
    expect(await client.next("changes")).toMatchObject({ upserts: [{ row: { projects: [project(0)] } }] });
    client.leave();
    await set(1, { interest: "high", note: "Wants the tower" });
    await set(0, { interest: "low" });
    expect(await standing()).toMatchObject({
      list: [project(0), project(1)],
      said: [
        { project: project(0), interest: "low", note: null },
        { project: project(1), interest: "high", note: "Wants the tower" },
      ],
      edited: [],
    });
    const taken = await take(0);
    expect(taken.body.row?.projects).toEqual([project(1)]);
    expect(await standing()).toMatchObject({ list: [project(1)], edited: ["projects"] });
    const by = personIn(world, "agent");
    const nothing = { interest: null, note: null };
    expect(await story()).toEqual([
      { actor: by, kind: "project", project: project(0), from: null, to: nothing },
      { actor: by, kind: "project", project: project(1), from: null, to: { interest: "high", note: "Wants the tower" } },
      { actor: by, kind: "project", project: project(0), from: nothing, to: { interest: "low", note: null } },
      { actor: by, kind: "project", project: project(0), from: { interest: "low", note: null }, to: null },
    ]);
  });

  it("the open lead has what is said of each", async () => {
    await set(0, { interest: "medium", note: "Corner flat" });
    const told = JSON.parse((await hand.read(lead.id)).text) as { projects: unknown };
    expect(told.projects).toEqual([{ project: project(0), interest: "medium", note: "Corner flat" }]);
  });

  it("PV2: a telephone that somebody wrote into what is said of it is kept from whom telephones are", async () => {
    const masks = { phone: ["manager" as const], email: [] };
    const masked = await makeWorld({
      people: { owner: { role: "owner" }, manager: { role: "manager", teams: ["t"] } },
      settings: { masks },
    });
    world = masked;
    projects = await plantProjects(1);
    lead = await plantLead(world, { owner: personIn(world, "owner"), team: "t" });
    await set(0, { note: "Call +971501234567 first" }, await handOf(world, "owner"));
    await take(0, await handOf(world, "owner"));
    await set(0, { note: "Call +971501234567 first" }, await handOf(world, "owner"));
    const told = (await (await handOf(world, "manager")).read(lead.id)).text;
    expect([told.includes("501234567"), told.match(/Call ••• first/g)?.length]).toEqual([false, 4]);
    expect((await (await handOf(world, "owner")).read(lead.id)).text).toContain("501234567");
    const manager = await handOf(world, "manager");
    const [anew, as] = [await set(0, { note: "Call" }, manager), await set(0, { interest: "high", note: "Call ••• first" }, manager)];
    expect([anew.status, as.status]).toEqual([403, 200]);
    expect((await (await handOf(world, "owner")).read(lead.id)).text).toContain('"interest":"high","note":"Call +971501234567 first"');
  });

  it("AU1: a record tells the project and the interest, and of a note only that it is another one", async () => {
    await set(0, { interest: "high", note: "Call +971501234567" });
    await take(0);
    expect((await records()).map(({ record, detail }) => [record.act, detail])).toEqual([
      ["lead.project_set", { before: {}, after: { project: project(0), interest: "high" }, fields: ["note"] }],
      ["lead.project_removed", { before: { project: project(0), interest: "high" }, after: {}, fields: ["note"] }],
    ]);
  });

  it("sent twice it happens once; what is so already changes nothing", async () => {
    const first = await set(0, { interest: "high" });
    const again = await set(0, { interest: "high" }, hand, first.mutation);
    const same = await set(0, { interest: "high" });
    const none = await take(1);
    expect([again, same, none].map(({ status, body }) => [status, body.row?.version])).toEqual([1, 2, 3].map(() => [200, 2]));
    expect(await story()).toHaveLength(1);
    expect(await records()).toHaveLength(1);
  });

  it("any number at once are all added, whoever was first", async () => {
    const told = await Promise.all([0, 1, 2].map((n) => set(n)));
    expect(told.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await standing()).list.toSorted()).toEqual([...projects].sort());
    expect((await leadById(lead.id)).version).toBe(4);
  });

  it("of two who say different things at once, the last one is right and both stand in the story", async () => {
    await set(0);
    const told = await Promise.all((["high", "low"] as const).map((interest) => set(0, { interest })));
    expect(told.map(({ status }) => status)).toEqual([200, 200]);
    const last = (await story()).at(-1);
    expect((await standing()).said).toEqual([{ project: project(0), interest: last?.to?.interest, note: null }]);
    expect(await story()).toHaveLength(3);
  });

  it("ten and no more", async () => {
    projects = await plantProjects(MAX_PROJECTS + 1);
    for (let n = 0; n < MAX_PROJECTS; n++) expect((await set(n)).status).toBe(200);
    const told = await set(MAX_PROJECTS);
    expect([told.status, told.body.error]).toMatchObject([422, { code: "invalid_input", field: "projects", why: "many" }]);
    expect((await set(3, { interest: "high" })).status).toBe(200);
    expect((await standing()).list).toHaveLength(MAX_PROJECTS);
  });

  it("PM1: a project or a lead of another workspace is not there; who may only look, and who may not see the lead, change nothing", async () => {
    const own = { world, lead, projects };
    const theirs = await makeWorld({ people: { owner: { role: "owner" } } });
    world = theirs;
    const [foreign] = await plantProjects(1);
    const foreignLead = await plantLead(theirs);
    ({ world, projects } = own);
    projects = [foreign ?? "", ...projects];
    expect((await set(0)).status).toBe(404);
    lead = foreignLead;
    expect((await set(1)).status).toBe(404);
    lead = own.lead;
    expect((await set(1, {}, await handOf(world, "auditor"))).status).toBe(403);
    expect((await set(1, {}, await handOf(world, "other"))).status).toBe(404);
    expect((await standing()).list).toEqual([]);
  });
});

describe("ED1: undoing it", () => {
  it("what was added goes, what was taken comes back to its place with what was said of it", async () => {
    await set(0, { interest: "high", note: "Tower" });
    await set(1);
    const taken = await take(0);
    expect((await hand.undo(taken.mutation)).status).toBe(200);
    expect(await standing()).toMatchObject({
      list: [project(0), project(1)],
      said: [
        { project: project(0), interest: "high", note: "Tower" },
        { project: project(1), interest: null, note: null },
      ],
    });
    const added = await set(2);
    expect((await hand.undo(added.mutation)).body.row?.projects).toEqual([project(0), project(1)]);
    const said = await set(1, { interest: "low" });
    await hand.undo(said.mutation);
    expect((await standing()).said[1]).toEqual({ project: project(1), interest: null, note: null });
  });

  it("not where somebody said something else since", async () => {
    const mine = await set(0, { interest: "high" });
    await set(0, { interest: "low" }, await handOf(world, "owner"));
    expect((await hand.undo(mine.mutation)).status).toBe(409);
    expect((await standing()).said[0]?.interest).toBe("low");
    const taken = await take(0);
    await set(0, { interest: "medium" }, await handOf(world, "owner"));
    expect((await hand.undo(taken.mutation)).status).toBe(409);
    expect((await standing()).said).toEqual([{ project: project(0), interest: "medium", note: null }]);
  });

  it("other things of the lead may have changed since", async () => {
    const mine = await set(0);
    await hand.attempt(lead.id);
    expect((await hand.undo(mine.mutation)).status).toBe(200);
    expect((await standing()).list).toEqual([]);
  });
});

describe("ED1: a repeat by a form of another project", () => {
  let otherForm: string;
  beforeEach(async () => {
    otherForm = metaNumber();
    const forms = [world.form, otherForm].map((id) => ({ id, name: `Form ${id}` }));
    await atMeta("POST", "/_/pages", { id: world.page, name: "Page", token: world.token, forms });
    const row = { workspaceId: world.id, page: world.page, questions: [], checkboxes: [], readAt: 0 };
    await shard.insert(tables.form).values(forms.map((form, n) => ({ ...row, ...form, project: project(n) })));
  });

  const filled = answers("Layla Haddad", "+971501234567", "layla@example.com");
  /** The same person fills in that form. */
  async function fill(form: string): Promise<void> {
    const told = await createOne(world, { form, leads: [filled] });
    await deliver([told]);
    const { submission } = tables;
    await expect
      .poll(async () =>
        shard
          .select()
          .from(submission)
          .where(and(eq(submission.workspaceId, world.id), eq(submission.source, `meta:${told.id}`))),
      )
      .toHaveLength(1);
  }
  async function first(): Promise<void> {
    await shard.delete(tables.lead).where(eq(tables.lead.id, lead.id));
    await fill(world.form);
    const [made] = await arrived(world, 1);
    if (made === undefined) throw new Error("no lead came");
    lead = made;
  }

  it("adds that project, tells it in the story, and nothing the second time", async () => {
    await first();
    expect((await standing()).list).toEqual([project(0)]);
    await fill(otherForm);
    await fill(otherForm);
    expect(await standing()).toMatchObject({ list: [project(0), project(1)], edited: [] });
    // Its campaign is known from then on.
    const campaigns = await shard.select().from(tables.campaign).where(eq(tables.campaign.workspaceId, world.id));
    expect(campaigns.map(({ id }) => id).sort()).toEqual([`1202${world.form}`, `1202${otherForm}`].sort());
    expect(await story()).toEqual([{ actor: null, kind: "project", project: project(1), from: null, to: { interest: null, note: null } }]);
    const log = await shard.select().from(tables.changeLog).where(eq(tables.changeLog.id, lead.id)).orderBy(asc(tables.changeLog.seq));
    expect(log.map(({ fields }) => fields.includes("projects"))).toEqual([false, true, false]);
  });

  it("brings back no project that a person took away, and adds none after", async () => {
    await first();
    hand = await handOf(world, "owner");
    await take(0);
    await fill(world.form);
    await fill(otherForm);
    expect(await standing()).toMatchObject({ list: [], edited: ["projects"] });
  });

  it("leaves a lead alone that has ten", async () => {
    await first();
    hand = await handOf(world, "owner");
    projects = [...projects, ...(await plantProjects(MAX_PROJECTS - 1))];
    for (let n = 2; n < MAX_PROJECTS + 1; n++) await set(n);
    await fill(otherForm);
    expect((await standing()).list).not.toContain(project(1));
  });
});
