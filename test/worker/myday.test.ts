import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import * as v from "valibot";
import { dayStart } from "../../domain/localtime.ts";
import { type MyDay, myDayAnswer, planDay } from "../../domain/myday.ts";
import { DEFAULT_SETTINGS } from "../../domain/workspace.ts";
import { followUp, lead as leads, member, submission } from "../../worker/store/schema/workspace.ts";
import { DAY, HOUR, plannerOf } from "../support/followups.ts";
import { personIn, plantLead, plantMany } from "../support/leads.ts";
import { ask, signIn } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { makeWorld, shard, testEnv, type World } from "../support/world.ts";

const people = {
  manager: { role: "manager" as const, teams: ["north"] },
  sara: { role: "agent" as const, teams: ["north"] },
  omar: { role: "agent" as const, teams: ["north"] },
  view: { role: "auditor" as const },
};

type Insert = typeof followUp.$inferInsert;

async function plantFollowUp(world: World, lead: string, over: Partial<Insert> = {}): Promise<string> {
  const id = uuidv7();
  const now = Date.now();
  const person = personIn(world, "sara");
  await shard.insert(followUp).values({
    workspaceId: world.id,
    lead,
    id,
    person,
    way: "call",
    dueAt: now,
    state: "open",
    createdBy: person,
    createdAt: now,
    version: 1,
    ...over,
  });
  return id;
}

async function plantForm(world: World, lead: string, submittedAt: number, ...boxes: [string, boolean][]): Promise<void> {
  await shard.insert(submission).values({
    workspaceId: world.id,
    source: uuidv7(),
    id: uuidv7(),
    lead,
    organic: false,
    via: "webhook",
    submittedAt,
    receivedAt: submittedAt,
    answers: [],
    consents: boxes.map(([label, given]) => ({ key: label, label, given })),
  });
}

const named = (day: MyDay) => ({
  followUps: day.followUps.map(({ id }) => id),
  rows: day.rows.map(({ id }) => id).sort(),
  done: day.done.map(({ id }) => id),
});

describe("My day", () => {
  it("is one's own: what is open and due within seven days, the soonest first, and the leads that wait, the longest first", async () => {
    const world = await makeWorld({ people });
    const owner = personIn(world, "sara");
    const called = { owner, firstAttemptAt: 1 };
    const [a, b, c] = [await plantLead(world, called), await plantLead(world, called), await plantLead(world, called)];
    const waits = [await plantLead(world, { owner, submittedAt: 2_000 }), await plantLead(world, { owner, submittedAt: 1_000 })];
    await plantLead(world, { owner, isTest: true });
    await plantLead(world, { owner, closedAt: 1 });
    await plantLead(world, { owner: personIn(world, "omar") });
    await plantLead(world, { owner: null });
    const end = dayStart(Date.now(), DEFAULT_SETTINGS.timeZone, 8);
    const last = await plantFollowUp(world, c.id, { dueAt: end - 1 });
    const overdue = await plantFollowUp(world, b.id, { dueAt: Date.now() - 40 * DAY });
    const soon = await plantFollowUp(world, b.id, { dueAt: Date.now() + HOUR });
    await plantFollowUp(world, a.id, { dueAt: end });
    await plantFollowUp(world, a.id, { state: "dropped" });
    await plantFollowUp(world, a.id, { person: personIn(world, "omar") });
    const day = await (await plannerOf(world, "sara")).day();
    expect(v.is(myDayAnswer, day)).toBe(true);
    expect(named(day)).toEqual({
      followUps: [overdue, soon, last],
      rows: [b.id, c.id, ...waits.map(({ id }) => id)].sort(),
      done: [],
    });
    expect(day.rows.slice(-2).map((row) => row.submittedAt)).toEqual([1_000, 2_000]);
    expect(day.more).toBe(false);
    const items = planDay({ me: owner, rows: day.rows, followUps: day.followUps, now: Date.now(), settings: DEFAULT_SETTINGS });
    expect(items.map((item) => [item.lead, item.others])).toEqual([
      [waits[1]?.id, 0],
      [waits[0]?.id, 0],
      [b.id, 1],
      [c.id, 0],
    ]);
  });

  it("says what one did since midnight, the last first; whoever's it was to do", async () => {
    const world = await makeWorld({ people });
    const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north", firstAttemptAt: 1 });
    const [sara, manager] = [await plannerOf(world, "sara"), await plannerOf(world, "manager")];
    const [first, second, third] = [await sara.set(lead.id), await sara.set(lead.id), await sara.set(lead.id)];
    const midnight = dayStart(Date.now(), DEFAULT_SETTINGS.timeZone);
    await plantFollowUp(world, lead.id, { state: "done", doneAt: midnight - 1 });
    const early = await plantFollowUp(world, lead.id, { state: "done", doneAt: midnight });
    await sara.change(lead.id, first.followUp, "done");
    await sara.change(lead.id, second.followUp, "done");
    await manager.change(lead.id, third.followUp, "done");
    expect(named(await sara.day())).toEqual({ followUps: [], rows: [lead.id], done: [second.followUp, first.followUp, early] });
    expect(named(await manager.day())).toEqual({ followUps: [], rows: [lead.id], done: [third.followUp] });
  });

  it("leaves out what rests in the archive, and has it again when it is taken out", async () => {
    const world = await makeWorld({ people });
    const lead = await plantLead(world, { owner: personIn(world, "sara"), nextFollowUpAt: 5 });
    const [open, sara] = [await plantFollowUp(world, lead.id), await plannerOf(world, "sara")];
    await plantFollowUp(world, lead.id, { state: "done", doneAt: Date.now() });
    for (const archivedAt of [1, null]) {
      await shard.update(leads).set({ archivedAt }).where(eq(leads.id, lead.id));
      expect((await sara.day()).followUps.map(({ id }) => id)).toEqual(archivedAt === null ? [open] : []);
      expect((await sara.day()).done).toHaveLength(archivedAt === null ? 1 : 0);
    }
  });

  it.each([true, false])("of nobody's lead, set by oneself, where agents see those: %s", async (agentsSeeUnclaimed) => {
    const world = await makeWorld({ people, settings: { agentsSeeUnclaimed } });
    const lead = await plantLead(world, { owner: null });
    await plantFollowUp(world, lead.id, { note: "On the telephone 050 765 4321" });
    const day = await (await plannerOf(world, "sara")).day();
    expect([day.followUps.length, day.rows.length]).toEqual(agentsSeeUnclaimed ? [1, 1] : [0, 0]);
  });

  it("what one set on leads that one does not see any more takes no place of what one sees", async () => {
    const world = await makeWorld({ people, settings: { agentsSeeUnclaimed: false } });
    const [gone, own] = [
      await plantLead(world, { owner: null }),
      await plantLead(world, { owner: personIn(world, "sara"), firstAttemptAt: 1 }),
    ];
    const last = await plantFollowUp(world, own.id);
    const statement = testEnv.WORKSPACE_DB_1.prepare(
      `INSERT INTO follow_up (workspace_id, lead_id, id, person_id, way, due_at, state, created_by, created_at, version)
       SELECT ?1, ?2, 'unseen-' || value, ?3, 'call', value, 'open', ?3, 0, 1 FROM json_each(?4)`,
    );
    await statement.bind(world.id, gone.id, personIn(world, "sara"), JSON.stringify(Array.from({ length: 250 }, (_, n) => n))).run();
    const day = await (await plannerOf(world, "sara")).day();
    expect([named(day), day.more]).toEqual([{ followUps: [last], rows: [own.id], done: [] }, false]);
  });

  it("FU1: what was set by somebody who left falls to who manages the lead's team, or to who runs the workspace", async () => {
    const wish = { ...people, owner: { role: "owner" as const }, admin: { role: "admin" as const } };
    const world = await makeWorld({ people: wish });
    const due = { nextFollowUpAt: Date.now(), firstAttemptAt: 1 };
    const [north, south, none, taken] = [
      await plantLead(world, { ...due, team: "north" }),
      await plantLead(world, { ...due, team: "south" }),
      await plantLead(world, due),
      await plantLead(world, { ...due, owner: personIn(world, "omar") }),
    ];
    const [a, b, c] = [await plantFollowUp(world, north.id), await plantFollowUp(world, south.id), await plantFollowUp(world, none.id)];
    await plantFollowUp(world, none.id, { person: personIn(world, "omar"), createdBy: personIn(world, "omar") });
    await plantFollowUp(world, taken.id, { person: personIn(world, "omar") });
    const manager = await plannerOf(world, "manager");
    expect((await manager.day()).followUps).toEqual([]);
    await shard
      .update(member)
      .set({ status: "removed" })
      .where(and(eq(member.workspaceId, world.id), eq(member.personId, personIn(world, "sara"))));
    const [theirs, owners, admins] = [
      await manager.day(),
      await (await plannerOf(world, "owner")).day(),
      await (await plannerOf(world, "admin")).day(),
    ];
    expect([named(theirs).followUps, theirs.inherited]).toEqual([[a], [a]]);
    expect([named(owners).followUps, owners.inherited, named(admins).followUps]).toEqual([
      [b, c],
      [b, c],
      [b, c],
    ]);
    expect((await (await plannerOf(world, "omar")).day()).inherited).toEqual([]);
    // Whoever does it has done it.
    expect((await manager.change(north.id, a, "done")).status).toBe(200);
    const after = await manager.day();
    expect([named(after).followUps, named(after).done]).toEqual([[], [a]]);
  });

  it("EV3: what one did on a lead that left one's sight is told no more", async () => {
    const world = await makeWorld({ people });
    const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north" });
    const [sara, manager] = [await plannerOf(world, "sara"), await plannerOf(world, "manager")];
    const { followUp: id } = await sara.set(lead.id, { note: "A secret of theirs" });
    await sara.change(lead.id, id, "done");
    expect((await sara.day()).done).toHaveLength(1);
    await manager.assign(lead.id, personIn(world, "omar"), { version: 3 });
    const told = await sara.send("GET", "my-day");
    expect([told.text.includes("A secret"), told.text.includes(lead.id)]).toEqual([false, false]);
  });

  it("PV2: telephones are kept from whom they are kept, also in a note", async () => {
    const world = await makeWorld({ people, settings: { masks: { phone: ["agent"], email: [] } } });
    const lead = await plantLead(world, { owner: null });
    await plantFollowUp(world, lead.id, { note: "On 050 765 4321" });
    const day = await (await plannerOf(world, "sara")).day();
    expect([day.rows[0]?.phone, day.rows[0]?.masked, day.followUps[0]?.note]).toEqual([null, ["phone"], "On •••"]);
  });

  it("DN1: says which channels a lead's person left unticked, as the newest of their forms has it; of done ones nothing", async () => {
    const world = await makeWorld({ people });
    const owner = personIn(world, "sara");
    const [waits, due, agreed, done] = [
      await plantLead(world, { owner }),
      await plantLead(world, { owner, firstAttemptAt: 1 }),
      await plantLead(world, { owner }),
      await plantLead(world, { owner, firstAttemptAt: 1 }),
    ];
    await plantFollowUp(world, due.id);
    await plantFollowUp(world, done.id, { state: "done", doneAt: Date.now() });
    await plantForm(world, waits.id, 1, ["I agree to be contacted", false], ["Terms", true]);
    await plantForm(world, due.id, 1, ["You may call me", false], ["WhatsApp me", true]);
    await plantForm(world, due.id, 2, ["You may call me", true], ["WhatsApp me", false]);
    await plantForm(world, agreed.id, 1, ["You may call me", true]);
    await plantForm(world, done.id, 1, ["You may call me", false]);
    const day = await (await plannerOf(world, "sara")).day();
    expect(v.is(myDayAnswer, day)).toBe(true);
    expect(day.rows).toHaveLength(4);
    expect(day.unticked).toEqual({ [waits.id]: ["phone", "whatsapp", "email", "messenger"], [due.id]: ["whatsapp"] });
  });

  it("PM1: of another workspace there is nothing in it", async () => {
    const [world, elsewhere] = [await makeWorld({ people }), await makeWorld({ people })];
    const lead = await plantLead(elsewhere, { owner: personIn(world, "sara") });
    await plantFollowUp(elsewhere, lead.id, { person: personIn(world, "sara") });
    expect(named(await (await plannerOf(world, "sara")).day())).toEqual({ followUps: [], rows: [], done: [] });
  });

  it("days are the workspace's", async () => {
    for (const timeZone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
      const world = await makeWorld({ people, settings: { timeZone } });
      const lead = await plantLead(world, { owner: personIn(world, "sara"), firstAttemptAt: 1 });
      const end = dayStart(Date.now(), timeZone, 8);
      const within = await plantFollowUp(world, lead.id, { dueAt: end - 1 });
      await plantFollowUp(world, lead.id, { dueAt: end });
      expect((await (await plannerOf(world, "sara")).day()).followUps.map(({ id }) => id)).toEqual([within]);
    }
  });
});

describe("what it costs", () => {
  let watching: ReturnType<typeof watchSql> | null = null;
  afterEach(() => watching?.stop());

  /** The answer, its trips and the rows its statements on the workspace's database read. */
  async function read(world: World, who: string) {
    const { cookie } = await signIn(personIn(world, who));
    watching = watchSql(testEnv);
    const answer = await ask(`/api/w/${world.slug}/my-day`, { cookie });
    watching.stop();
    expect(answer.status).toBe(200);
    const rows = watching.trips.filter(({ database }) => database === "workspace").reduce((sum, trip) => sum + trip.rowsRead, 0);
    return { day: (await answer.json()) as MyDay, trips: watching.trips.map(({ database }) => database), rows };
  }

  it("two round trips: who asks, and what they asked for", async () => {
    const world = await makeWorld({ people });
    expect((await read(world, "sara")).trips).toEqual(["platform", "workspace"]);
  });

  it("a lead's forms are read by their index: three rows for each, and none for whoever has none", async () => {
    const world = await makeWorld({ people });
    const leads = [1, 2, 3].map(() => plantLead(world, { owner: personIn(world, "sara") }));
    const planted = await Promise.all(leads);
    const before = await read(world, "sara");
    for (const { id } of planted) await plantForm(world, id, 1, ["You may call me", false]);
    const after = await read(world, "sara");
    expect(Object.keys(after.day.unticked)).toHaveLength(3);
    expect(after.rows - before.rows).toBeLessThanOrEqual(3 * 3);
  });

  const SIZES = [1_000, 100_000] as const;
  const MANY = 150;
  const worlds = new Map<number, World>();
  beforeAll(async () => {
    for (const size of SIZES) {
      const world = await makeWorld({ people });
      const owners = ["sara", "omar"].map((key) => personIn(world, key));
      await plantMany(world, size, { owners, teams: ["north"], waiting: 400 });
      // As many of one's own whatever the size: twice as many to do as leads, 40 of them on leads in the archive, and as many done today.
      const planted = testEnv.WORKSPACE_DB_1.prepare(
        `INSERT INTO follow_up (workspace_id, lead_id, id, person_id, way, due_at, state, done_at, created_by, created_at, version)
         SELECT workspace_id, id, ?2 || n, owner_id, 'call', ?3 + n % 1000, ?4, ?5, owner_id, 0, 1 FROM lead
         WHERE workspace_id = ?1 AND owner_id = ?6 AND first_attempt_at IS NOT NULL ORDER BY n LIMIT ?7`,
      );
      const [sara, omar] = owners;
      const now = Date.now();
      await testEnv.WORKSPACE_DB_1.batch([
        ...["open", "also"].map((name) => planted.bind(world.id, `${name}-`, now, "open", null, sara, MANY)),
        planted.bind(world.id, "far-", now + 30 * DAY, "open", null, sara, MANY),
        ...["done", "again"].map((name) => planted.bind(world.id, `${name}-`, now, "done", now + 1_000, sara, MANY)),
        // Its past, and that of others, grows with it.
        planted.bind(world.id, "past-", 0, "done", 1, sara, size),
        planted.bind(world.id, "dropped-", 0, "dropped", null, sara, size),
        planted.bind(world.id, "theirs-", now, "open", null, omar, size),
        testEnv.WORKSPACE_DB_1.prepare(
          `UPDATE lead SET archived_at = 1 WHERE workspace_id = ?1 AND id IN
             (SELECT lead_id FROM follow_up WHERE workspace_id = ?1 AND person_id = ?2 AND state = 'open' ORDER BY due_at LIMIT 40)`,
        ).bind(world.id, sara),
      ]);
      worlds.set(size, world);
    }
  }, 120_000);

  function ofSize(size: number): World {
    const world = worlds.get(size);
    if (world === undefined) throw new Error("no such size");
    return world;
  }

  it.each(["sara", "manager", "view"])("%s: the same rows read with 1,000 and with 100,000 leads, and few", async (who) => {
    const [small, large] = [await read(ofSize(SIZES[0]), who), await read(ofSize(SIZES[1]), who)];
    expect(large.rows).toBe(small.rows);
    // Each follow-up and its lead, those that rest in the archive too; each lead that waits, by its number.
    expect(large.rows).toBeLessThanOrEqual(2 * (201 + 40) + 2 * (100 + 40) + 4 * 101 + 20);
    for (const { day } of [small, large])
      expect([day.followUps.length, day.done.length, day.more]).toEqual(who === "sara" ? [200, 100, true] : [0, 0, false]);
  });

  it("a hundred waiting leads are read at most, those that wait longest", async () => {
    const world = ofSize(SIZES[0]);
    const waiting = await shard
      .select({ at: leads.submittedAt })
      .from(leads)
      .where(and(eq(leads.workspaceId, world.id), eq(leads.owner, personIn(world, "sara")), eq(leads.isTest, false)));
    const { day } = await read(world, "sara");
    const told = day.rows.filter((row) => row.firstAttemptAt === null).map((row) => row.submittedAt);
    const oldest = waiting
      .map(({ at }) => at)
      .sort((a, b) => a - b)
      .filter((at) => at >= 1_700_000_000_600);
    expect(told).toEqual(oldest.slice(0, 100));
  });
});
