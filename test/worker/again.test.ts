import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it, vi } from "vitest";
import { planDay } from "../../domain/myday.ts";
import { DEFAULT_SETTINGS } from "../../domain/workspace.ts";
import { lead, submission } from "../../worker/store/schema/workspace.ts";
import { handOf } from "../support/commands.ts";
import { deliver } from "../support/deliver.ts";
import { plannerOf } from "../support/followups.ts";
import { answers, arrived, createOne } from "../support/intake.ts";
import { leadById, leadsOf, personIn } from "../support/leads.ts";
import { noticesOf, readNotices } from "../support/notices.ts";
import { Client } from "../support/socket.ts";
import { storyOf } from "../support/story.ts";
import { takeForm } from "../support/submitting.ts";
import { makeWorld, shard, type World } from "../support/world.ts";

const NOOR = answers("Noor Haddad", "+971501112233", "noor@example.com");
const MINUTE = 60_000;

async function scene(over: Parameters<typeof makeWorld>[0] = {}) {
  const world = await makeWorld({
    people: { sara: { role: "agent", teams: ["north"] }, omar: { role: "agent" }, manager: { role: "manager", teams: ["north"] } },
    rules: [{ match: {}, pool: { kind: "team", team: "north" } }],
    ...over,
  });
  await deliver([await createOne(world, { leads: [NOOR] })]);
  const [first] = await arrived(world, 1);
  if (first === undefined) throw new Error("nobody came");
  // They came an hour ago: Meta's times are whole seconds.
  await shard
    .update(lead)
    .set({ submittedAt: first.submittedAt - 60 * MINUTE })
    .where(eq(lead.id, first.id));
  return { world, id: first.id, sara: await handOf(world, "sara") };
}

/** The same person fills in the form once more. */
async function sendAgain(world: World) {
  const before = (await formsOf(world)).length;
  const told = await createOne(world, { leads: [NOOR] });
  await deliver([told]);
  await vi.waitUntil(async () => (await formsOf(world)).length > before, 10_000);
  return told;
}

const formsOf = (world: World) => shard.select().from(submission).where(eq(submission.workspaceId, world.id));
const againOf = async (world: World, who: string) => (await noticesOf(world, who)).filter(({ kind }) => kind === "again");

const takeAt = (world: World, submittedAt: number, source?: string) =>
  takeForm(world, { name: "Noor Haddad", phone: "+971501112233", submittedAt, ...(source !== undefined && { source }) });

describe("NT1: somebody fills in a form again", () => {
  it("whose the lead is is told once, with the form and its place in the story, however often it is delivered", async () => {
    const { world, id, sara } = await scene();
    const told = await sendAgain(world);
    await Promise.all([deliver([told]), deliver([told])]);
    await deliver([told]);
    const entry = (await storyOf(world, id)).find(({ data }) => data.kind === "submission" && data.repeat)?.id;
    expect(await againOf(world, "sara")).toMatchObject([{ lead: id, data: { entry, form: world.form }, readAt: null, sentAt: null }]);
    for (const who of ["omar", "manager"]) expect(await noticesOf(world, who)).toEqual([]);
    const [notice] = (await readNotices(sara)).notices;
    expect(notice).toMatchObject({ kind: "again", lead: { id, name: "Noor Haddad" }, by: null, entry });
    expect(notice?.lead?.form).toEqual(expect.any(String));
  });

  it("each form once, whatever stage the lead is in; a lead that was lost too", async () => {
    const { world, id } = await scene();
    await shard.update(lead).set({ stage: "lost", closedAt: 1, firstAttemptAt: 1 }).where(eq(lead.id, id));
    await takeAt(world, Date.now());
    await takeAt(world, Date.now() + 1);
    expect(await againOf(world, "sara")).toHaveLength(2);
  });

  it("nobody is told where nobody has the lead; its managers see it in its row", async () => {
    const { world, id } = await scene({ rules: [] });
    await sendAgain(world);
    for (const who of ["sara", "omar", "manager"]) expect(await noticesOf(world, who)).toEqual([]);
    expect((await leadById(id)).againAt).not.toBeNull();
  });

  it("nothing is told in another workspace with the same person", async () => {
    const [here, there] = [await scene(), await scene()];
    await sendAgain(here.world);
    expect([(await againOf(here.world, "sara")).length, (await againOf(there.world, "sara")).length]).toEqual([1, 0]);
    expect((await leadById(there.id)).againAt).toBeNull();
    expect(await leadsOf(there.world)).toHaveLength(1);
  });

  it("forms that come late are no news: one from before the lead's, one from before the last, one that was answered since", async () => {
    const { world, id, sara } = await scene();
    const now = Date.now();
    const first = (await leadById(id)).submittedAt;
    await takeAt(world, first - MINUTE);
    expect([(await leadById(id)).againAt, await againOf(world, "sara")]).toEqual([null, []]);
    await takeAt(world, now - 2 * MINUTE);
    await takeAt(world, now - 3 * MINUTE);
    expect([(await leadById(id)).againAt, (await againOf(world, "sara")).length]).toEqual([now - 2 * MINUTE, 1]);
    await sara.attempt(id);
    await takeAt(world, now - MINUTE);
    expect([(await leadById(id)).againAt, (await againOf(world, "sara")).length]).toEqual([null, 1]);
  });

  it("a form of days ago that reaches us only now stands in the day and is told to nobody", async () => {
    const { world, id } = await scene();
    const DAY = 24 * 60 * MINUTE;
    const now = Date.now();
    await shard
      .update(lead)
      .set({ submittedAt: now - 9 * DAY })
      .where(eq(lead.id, id));
    await takeAt(world, now - 2 * DAY);
    expect([(await leadById(id)).againAt, await againOf(world, "sara")]).toEqual([now - 2 * DAY, []]);
  });

  it("the same form taken by two at once is told once", async () => {
    const { world } = await scene();
    const [at, source] = [Date.now(), "meta:1"];
    const taken = await Promise.all([1, 2, 3].map(() => takeAt(world, at, source)));
    expect(taken.map(({ kind }) => kind).sort()).toEqual(["joined", "repeat", "repeat"]);
    expect(await againOf(world, "sara")).toHaveLength(1);
  });
});

describe("My day: who sent a form again", () => {
  const plan = async (world: World, who: string) => {
    const day = await (await plannerOf(world, who)).day();
    const { rows, followUps } = day;
    return planDay({ me: personIn(world, who), rows, followUps, now: Date.now(), settings: DEFAULT_SETTINGS });
  };

  it("is in it until the next attempt, again when that is taken back, and not in anybody else's", async () => {
    const { world, id, sara } = await scene();
    await shard.update(lead).set({ stage: "lost", closedAt: 1, firstAttemptAt: 1 }).where(eq(lead.id, id));
    expect(await plan(world, "sara")).toEqual([]);
    const at = Date.now();
    await takeAt(world, at);
    const again = [[id, { code: "again", at }]];
    expect((await plan(world, "sara")).map(({ lead: one, why }) => [one, why])).toEqual(again);
    expect(await plan(world, "omar")).toEqual([]);
    const mutation = uuidv7();
    expect((await sara.attempt(id, { mutation })).body.row).not.toHaveProperty("againAt");
    expect(await plan(world, "sara")).toEqual([]);
    expect((await sara.undo(mutation)).body.row).toMatchObject({ againAt: at });
    expect((await plan(world, "sara")).map(({ lead: one, why }) => [one, why])).toEqual(again);
  });

  it("an attempt that is taken back leaves it answered where another one stands", async () => {
    const { world, id, sara } = await scene();
    await takeAt(world, Date.now());
    await sara.attempt(id);
    const mutation = uuidv7();
    await sara.attempt(id, { mutation });
    expect((await sara.undo(mutation)).body.row).not.toHaveProperty("againAt");
  });

  it("goes with the lead to whoever has it then", async () => {
    const { world, id } = await scene();
    await shard.update(lead).set({ firstAttemptAt: 1 }).where(eq(lead.id, id));
    await takeAt(world, Date.now());
    const { version } = await leadById(id);
    expect((await (await handOf(world, "manager")).assign(id, personIn(world, "omar"), { version })).status).toBe(200);
    expect([await plan(world, "sara"), (await plan(world, "omar")).map(({ why }) => why.code)]).toEqual([[], ["again"]]);
  });
});

describe("EV3: a form that is sent again, as screens see it", () => {
  it("the row comes with its mark to who sees it, and with word that its owner was told", async () => {
    const { world, id, sara } = await scene();
    const client = await Client.open(world.slug, sara.signed);
    await client.greet(null);
    await sendAgain(world);
    const frame = await client.next("changes", ({ upserts }) => upserts.some(({ row }) => row.id === id));
    expect(frame).toMatchObject({ upserts: [{ row: { id }, again: true }], told: [personIn(world, "sara")] });
    client.leave();
  });
});
