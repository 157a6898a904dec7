import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { SAMPLES } from "../../domain/samples/plan.ts";
import { mutation, notice, project } from "../../worker/store/schema/workspace.ts";
import { handOf } from "../support/commands.ts";
import { deskOf, statusesOf } from "../support/desk.ts";
import { leadsOf, personIn, plantLead } from "../support/leads.ts";
import { noticesOf, readNotices } from "../support/notices.ts";
import { auditOf, checkKept } from "../support/records.ts";
import { note } from "../support/story.ts";
import { makeWorld, shard, type World } from "../support/world.ts";

const wish = { people: { owner: { role: "owner" as const }, admin: { role: "admin" as const }, agent: { role: "agent" as const } } };

async function scene() {
  const world = await makeWorld(wish);
  const [owner, admin] = await Promise.all(["owner", "admin"].map((who) => deskOf(world, who)));
  if (owner === undefined || admin === undefined) throw new Error("somebody is missing");
  const load = (desk = owner) => desk.ask("POST", "samples", { language: "en" });
  const remove = (desk = owner) => desk.ask("POST", "samples/remove", {});
  return { world, owner, admin, load, remove };
}

const actsOf = async (world: World) => (await auditOf(world)).map(({ record }) => record.act);
const countsOf = (told: readonly { readonly json: Readonly<Record<string, unknown>> }[]) =>
  told.map(({ json }) => Number(json["leads"])).toSorted((a, b) => a - b);
const samplesOf = async (world: World) => (await leadsOf(world)).filter(({ isTest }) => isTest);

describe("ST2: demo leads", () => {
  it("IN2: asked for again, or by two at once, they are there once, with one record", async () => {
    const { world, admin, load } = await scene();
    const told = await Promise.all([load(), load(admin), load()]);
    expect(statusesOf(told)).toEqual([200, 200, 200]);
    expect(countsOf(told)).toEqual([0, 0, SAMPLES]);
    expect((await load(admin)).json).toEqual({ leads: 0 });
    expect([(await samplesOf(world)).length, await actsOf(world)]).toEqual([SAMPLES, ["samples.added"]]);
    expect(await shard.select().from(project).where(eq(project.workspaceId, world.id))).toHaveLength(2);
  });

  it("loaded and removed at once, all of them are there or none; removed by two at once, they are gone once", async () => {
    const { world, admin, load, remove } = await scene();
    await load();
    await Promise.all([remove(), load(admin)]);
    expect([0, SAMPLES]).toContain((await samplesOf(world)).length);
    await load();
    const told = await Promise.all([remove(), remove(admin)]);
    expect([statusesOf(told), countsOf(told)]).toEqual([
      [200, 200],
      [0, SAMPLES],
    ]);
    expect(await samplesOf(world)).toEqual([]);
    await checkKept(world);
  });

  it("ED1: loading them is taken back with all of them, but not where somebody did something with one since, or loaded them anew", async () => {
    const { world, owner, admin, load, remove } = await scene();
    const back = (desk = owner) => desk.ask("POST", "samples/remove", { asLoaded: true });
    await load();
    expect((await back(admin)).json).toMatchObject({ error: { code: "conflict", by: personIn(world, "owner") } });
    const agent = await handOf(world, "agent");
    const mine = (await samplesOf(world)).find(({ owner: of }) => of === personIn(world, "agent"));
    expect((await note(agent, mine?.id ?? "", "Wants a garden")).status).toBe(200);
    const late = await back();
    expect([late.status, late.json["error"]]).toMatchObject([409, { by: personIn(world, "agent") }]);
    expect(await samplesOf(world)).toHaveLength(SAMPLES);
    await remove();
    await load(admin);
    expect((await back()).json).toMatchObject({ error: { by: personIn(world, "admin") } });
    await remove();
    await load();
    expect((await back()).json).toEqual({ leads: SAMPLES });
    expect([await samplesOf(world), (await actsOf(world)).at(-1)]).toEqual([[], "samples.removed"]);
    // Somebody else was first: it is so.
    expect((await back()).json).toEqual({ leads: 0 });
  });

  it("worked on while they are removed: they go all the same, and whoever worked on one is told that it is gone", async () => {
    const { world, load, remove } = await scene();
    const agent = await handOf(world, "agent");
    await load();
    const mine = (await samplesOf(world)).filter(({ owner }) => owner === personIn(world, "agent"));
    const [removed, ...worked] = await Promise.all([remove(), ...mine.slice(0, 4).map(({ id }) => agent.attempt(id))]);
    expect([removed.status, removed.json]).toEqual([200, { leads: SAMPLES }]);
    for (const { status } of worked) expect([200, 404]).toContain(status);
    expect((await agent.attempt(mine[0]?.id ?? "")).status).toBe(404);
    expect(await samplesOf(world)).toEqual([]);
    await checkKept(world);
  });

  it("nothing of them is left with anybody: no notice that leads nowhere, nothing to undo; what is about others stays", async () => {
    const { world, load, remove } = await scene();
    const owner = await handOf(world, "owner");
    const real = await plantLead(world, {});
    await load();
    const [one, two] = (await samplesOf(world)).filter(({ owner: of }) => of === personIn(world, "owner"));
    if (one === undefined || two === undefined) throw new Error("nothing is the owner's");
    const [given, agent] = [uuidv7(), personIn(world, "agent")];
    expect((await owner.assign(one.id, agent, { mutation: given })).status).toBe(200);
    expect((await note(owner, two.id, "Wants a garden", { mentions: [personIn(world, "admin")] })).status).toBe(200);
    expect((await owner.assign(real.id, agent)).status).toBe(200);
    expect([(await noticesOf(world, "agent")).length, (await noticesOf(world, "admin")).length]).toEqual([2, 1]);

    expect((await remove()).json).toEqual({ leads: SAMPLES });
    expect(await shard.select({ lead: notice.lead }).from(notice).where(eq(notice.workspaceId, world.id))).toEqual([{ lead: real.id }]);
    expect((await readNotices(await handOf(world, "admin"))).unread).toBe(0);
    expect(await shard.select({ lead: mutation.lead }).from(mutation).where(eq(mutation.workspaceId, world.id))).toEqual([
      { lead: real.id },
    ]);
    expect((await owner.undo(given)).status).toBe(404);
  });
});
