import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { beforeEach, describe, expect, it } from "vitest";
import * as tables from "../../worker/store/schema/workspace.ts";
import { deliver } from "../support/deliver.ts";
import { type Desk, deskOf, statusesOf } from "../support/desk.ts";
import { arrived, create } from "../support/intake.ts";
import { personIn } from "../support/leads.ts";
import { auditOf } from "../support/records.ts";
import { Client } from "../support/socket.ts";
import { makeWorld, shard, type World } from "../support/world.ts";

let world: World;
let desk: Desk;
beforeEach(async () => {
  world = await makeWorld({ people: { owner: { role: "owner" }, manager: { role: "manager" }, agent: { role: "agent" } } });
  desk = await deskOf(world, "manager");
});

const shape = (over: Readonly<Record<string, unknown>> = {}) => ({
  id: uuidv7(),
  version: 0,
  name: "Marina Heights",
  code: "MH",
  place: "Dubai Marina",
  status: "active",
  ...over,
});
type Shape = ReturnType<typeof shape>;
const save = (body: Shape, by: Desk = desk) => by.ask("PUT", `projects/${body.id}`, body);
const projects = async () => (await desk.ask("GET", "boot")).json["projects"];
const recordsOf = async (act: string) => (await auditOf(world)).filter(({ record }) => record.act === act);

describe("projects", () => {
  it("a new one is there for everybody; AU1: with a record", async () => {
    const client = await Client.open(world.slug, (await deskOf(world, "agent")).signed);
    await client.greet(null);
    const body = shape();
    const told = await save(body);
    expect([told.status, told.json]).toEqual([200, { ...body, version: 1 }]);
    expect(await client.next("changes")).toMatchObject({ names: true });
    client.leave();
    expect(await projects()).toEqual([{ ...body, version: 1 }]);
    const audit = await (await deskOf(world, "owner")).ask("GET", `audit?subject=${body.id}`);
    expect(audit.json["rows"]).toMatchObject([{ act: "project.created", subjectKind: "project", subjectName: "Marina Heights" }]);
    const [record] = await recordsOf("project.created");
    expect(record).toMatchObject({
      record: { actor: personIn(world, "manager"), subjectKind: "project", subject: body.id },
      detail: { before: null, after: { name: "Marina Heights", code: "MH", place: "Dubai Marina", projectStatus: "active" } },
    });
  });

  it("sent twice there is one, and one record", async () => {
    const body = shape();
    const told = await Promise.all([save(body), save(body)]);
    expect(told.map(({ status, json }) => [status, json])).toEqual([1, 2].map(() => [200, { ...body, version: 1 }]));
    expect(await projects()).toHaveLength(1);
    expect(await recordsOf("project.created")).toHaveLength(1);
  });

  it("is changed from the version that was seen; who is late is told how it is", async () => {
    const body = shape();
    await save(body);
    const changed = await save({ ...body, version: 1, name: "Marina Heights II", status: "paused" });
    expect(changed.json).toMatchObject({ version: 2, name: "Marina Heights II", status: "paused" });
    const late = await save({ ...body, version: 1, name: "Something else" });
    expect([late.status, late.json["error"]]).toMatchObject([409, { code: "conflict", now: { version: 2, name: "Marina Heights II" } }]);
    expect((await recordsOf("project.changed")).map(({ detail }) => detail)).toEqual([
      {
        version: 2,
        before: { name: "Marina Heights", code: "MH", place: "Dubai Marina", projectStatus: "active" },
        after: { name: "Marina Heights II", code: "MH", place: "Dubai Marina", projectStatus: "paused" },
      },
    ]);
  });

  it("two may share a name; a code is one active project's, however it is spelled", async () => {
    await save(shape());
    const other = shape({ code: " mh " });
    const taken = await save(other);
    expect([taken.status, taken.json["error"]]).toMatchObject([409, { code: "conflict", field: "code", why: "code" }]);
    expect((await save({ ...other, status: "paused" })).status).toBe(200);
    // Taken up again, it would have the code that another one has.
    expect((await save({ ...other, version: 1 })).json["error"]).toMatchObject({ why: "code" });
    expect((await save({ ...other, code: "", version: 1 })).json).toMatchObject({ code: null, status: "active" });
  });

  it("of two that want one code at once, one has it", async () => {
    const told = await Promise.all([shape(), shape()].map((body) => save(body)));
    expect(statusesOf(told)).toEqual([200, 409]);
    expect(await projects()).toHaveLength(1);
  });

  it("of two changes from one version, one is taken", async () => {
    const body = shape();
    await save(body);
    const told = await Promise.all(["One", "Two"].map((name) => save({ ...body, version: 1, name })));
    expect(statusesOf(told)).toEqual([200, 409]);
  });

  it("one that was never there is not changed; an id is the address's", async () => {
    expect((await save(shape({ version: 3 }))).status).toBe(404);
    const told = await desk.ask("PUT", `projects/${uuidv7()}`, shape());
    expect([told.status, told.json["error"]]).toMatchObject([422, { field: "id" }]);
    expect((await desk.ask("PUT", "projects/none", shape())).status).toBe(404);
  });

  it("PM1: an agent makes none", async () => {
    expect((await save(shape(), await deskOf(world, "agent"))).status).toBe(403);
    expect(await projects()).toEqual([]);
  });
});

describe("which project leads come to", () => {
  async function known(over: { readonly project?: string } = {}): Promise<void> {
    const form = { id: world.form, page: world.page, name: "Villas Q4", questions: [], checkboxes: [], readAt: 0, ...over };
    await shard.insert(tables.form).values({ workspaceId: world.id, ...form });
    await shard.insert(tables.campaign).values({ workspaceId: world.id, id: "120", name: "Autumn", ...over });
  }
  const map = (of: "forms" | "campaigns", project: string | null, by: Desk = desk) =>
    by.ask("PUT", `${of}/${of === "forms" ? world.form : "120"}/project`, { project });
  const table = { forms: tables.form, campaigns: tables.campaign };

  describe.each(["forms", "campaigns"] as const)("of %s", (of) => {
    const kind = of === "forms" ? "form" : "campaign";

    it("is said, said again, and taken back, each once", async () => {
      await known();
      const project = shape();
      await save(project);
      for (const to of [project.id, project.id, null, null]) {
        const told = await map(of, to);
        expect([told.status, told.json]).toEqual([200, { project: to }]);
      }
      const records = await recordsOf(`${kind}.project_set`);
      expect(records.map(({ record, detail }) => [record.subjectKind, detail])).toEqual([
        [kind, { name: of === "forms" ? "Villas Q4" : "Autumn", before: { project: null }, after: { project: project.id } }],
        [kind, { name: of === "forms" ? "Villas Q4" : "Autumn", before: { project: project.id }, after: { project: null } }],
      ]);
    });

    it("everybody who is connected reads it", async () => {
      await known();
      const project = shape();
      await save(project);
      const client = await Client.open(world.slug, (await deskOf(world, "agent")).signed);
      await client.greet(null);
      await map(of, project.id);
      expect(await client.next("changes")).toMatchObject({ names: true });
      client.leave();
      const boot = (await desk.ask("GET", "boot")).json;
      expect(boot[of]).toMatchObject([{ project: project.id }]);
    });

    it("one that is not there, and a project that is not, are refused; PM1: and whoever may not", async () => {
      expect((await map(of, null)).status).toBe(404);
      await known();
      const foreign = shape();
      const theirs = await makeWorld({ people: { owner: { role: "owner" } } });
      await (await deskOf(theirs, "owner")).ask("PUT", `projects/${foreign.id}`, foreign);
      for (const project of [uuidv7(), foreign.id]) {
        const told = await map(of, project);
        expect([told.status, told.json["error"]]).toMatchObject([422, { code: "invalid_input", field: "project" }]);
      }
      expect((await map(of, null, await deskOf(world, "agent"))).status).toBe(403);
      const { workspaceId, project } = table[of];
      expect(await shard.select({ project }).from(table[of]).where(eq(workspaceId, world.id))).toEqual([{ project: null }]);
    });
  });

  it("a campaign's comes before the form's, and its next leads have it in row, index and list", async () => {
    const [byForm, byCampaign] = [shape(), shape({ code: null, name: "Downtown Towers" })];
    await save(byForm);
    await save(byCampaign);
    await known({ project: byForm.id });
    await deliver(await create(world));
    await arrived(world, 1);
    // Known from its first lead on.
    const [campaign] = await shard
      .select()
      .from(tables.campaign)
      .where(and(eq(tables.campaign.workspaceId, world.id), eq(tables.campaign.id, `1202${world.form}`)));
    expect(campaign).toMatchObject({ name: expect.stringContaining("Villas Q4") as string, project: null });
    expect((await desk.ask("PUT", `campaigns/${campaign?.id}/project`, { project: byCampaign.id })).status).toBe(200);
    await deliver(await create(world));
    const [first, second] = await arrived(world, 2);
    expect([first?.projects, second?.projects]).toEqual([[byForm.id], [byCampaign.id]]);
    const { leadProject, leadValue } = tables;
    const rows = await shard.select().from(leadProject).where(eq(leadProject.workspaceId, world.id));
    expect(rows.map((row) => [row.lead, row.project])).toEqual([
      [first?.id, byForm.id],
      [second?.id, byCampaign.id],
    ]);
    const values = await shard
      .select()
      .from(leadValue)
      .where(and(eq(leadValue.workspaceId, world.id), eq(leadValue.field, "project")));
    expect(values.map((row) => [row.n, row.key, row.submittedAt])).toEqual(
      [first, second].map((lead) => [lead?.n, lead?.projects[0], lead?.submittedAt]),
    );
  });
});
