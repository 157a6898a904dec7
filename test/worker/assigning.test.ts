import { and, asc, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { assignment, changeLog, followUp, team as teams, timeline } from "../../worker/store/schema/workspace.ts";
import { handOf } from "../support/commands.ts";
import { add } from "../support/edits.ts";
import { plannerOf } from "../support/followups.ts";
import { leadById, leadsOf, personIn, plantLead, type StoredLead } from "../support/leads.ts";
import { noticesOf } from "../support/notices.ts";
import { auditOf, checkKept, contentsOf, stateOf } from "../support/records.ts";
import { inBetween } from "../support/trips.ts";
import { makeWorld, shard, type World } from "../support/world.ts";

const wish = {
  people: {
    owner: { role: "owner" as const },
    manager: { role: "manager" as const, teams: ["north"] },
    second: { role: "manager" as const, teams: ["south"] },
    sara: { role: "agent" as const, teams: ["north"] },
    omar: { role: "agent" as const, teams: ["south"] },
    audit: { role: "auditor" as const },
  },
};

async function scene(over: (world: World) => Partial<StoredLead> = (world) => ({ owner: personIn(world, "sara"), team: "north" })) {
  const world = await makeWorld(wish);
  const lead = await plantLead(world, over(world));
  return { world, lead, hand: await handOf(world, "manager"), by: personIn(world, "manager") };
}

const storyOf = async (world: World) =>
  (await shard.select().from(timeline).where(eq(timeline.workspaceId, world.id)).orderBy(asc(timeline.id))).map(({ data }) => data);
const movesOf = (world: World) => shard.select().from(assignment).where(eq(assignment.workspaceId, world.id)).orderBy(asc(assignment.id));
const logOf = (world: World) => shard.select().from(changeLog).where(eq(changeLog.workspaceId, world.id)).orderBy(asc(changeLog.seq));
const dropTeam = (world: World, id: string) => shard.delete(teams).where(and(eq(teams.workspaceId, world.id), eq(teams.id, id)));

describe("ED1, AU1: a lead is given to a team, and nobody has it yet", () => {
  it("by who may reassign it: log, audit, story, history, counts and search tell it; only who lost it is told", async () => {
    const { world, lead, hand, by } = await scene();
    const sara = personIn(world, "sara");
    const told = await hand.assign(lead.id, null, { team: "south" });
    expect([told.status, told.body.row]).toMatchObject([200, { owner: null, team: "south", version: 2, reason: { code: "by_hand", by } }]);
    expect(await logOf(world)).toMatchObject([
      {
        fields: ["owner"],
        before: { owner: sara, team: "north", unclaimed: false },
        after: { owner: null, team: "south", unclaimed: true },
      },
    ]);
    const [audited] = await auditOf(world);
    expect([audited?.record.act, audited?.detail]).toEqual([
      "lead.assigned",
      { before: { owner: sara, team: "north" }, after: { owner: null, team: "south" } },
    ]);
    expect(await storyOf(world)).toEqual([{ kind: "assignment", from: sara, to: null, team: "south", reason: { code: "by_hand", by } }]);
    expect(await movesOf(world)).toMatchObject([{ from: sara, to: null, team: "south", actor: by }]);
    await checkKept(world);
    expect((await noticesOf(world, "sara")).map(({ kind }) => kind)).toEqual(["taken"]);
    for (const who of ["manager", "second", "omar", "owner"]) expect(await noticesOf(world, who)).toEqual([]);
  });

  it("from one team to another, and nobody had it: the team alone changes, and nobody is told", async () => {
    const { world, lead, hand, by } = await scene(() => ({ team: "north" }));
    expect((await hand.assign(lead.id, null, { team: "south" })).body.row).toMatchObject({ owner: null, team: "south" });
    expect((await logOf(world)).map(({ fields }) => fields)).toEqual([["team"]]);
    expect(await storyOf(world)).toEqual([{ kind: "assignment", from: null, to: null, team: "south", reason: { code: "by_hand", by } }]);
    for (const who of Object.keys(wish.people)) expect(await noticesOf(world, who)).toEqual([]);
    await checkKept(world);
  });

  it("to the team of who has it: they lose it, and the story names the team", async () => {
    const { world, lead, hand } = await scene();
    expect((await hand.assign(lead.id, null, { team: "north" })).body.row).toMatchObject({ owner: null, team: "north" });
    expect(await storyOf(world)).toMatchObject([{ from: personIn(world, "sara"), to: null, team: "north" }]);
  });

  it("FU1: what was to be done about it is whoever's set it", async () => {
    const { world, lead, hand } = await scene();
    const planner = await plannerOf(world, "manager");
    await planner.send(
      "POST",
      `leads/${lead.id}/follow-ups`,
      JSON.stringify({ mutation: uuidv7(), id: uuidv7(), way: "call", dueAt: Date.now() + 3_600_000 }),
    );
    const { version } = await leadById(lead.id);
    expect((await hand.assign(lead.id, null, { version, team: "south" })).status).toBe(200);
    const open = await shard.select().from(followUp).where(eq(followUp.lead, lead.id));
    expect(open.map(({ person }) => person)).toEqual([personIn(world, "manager")]);
  });

  it("PM1: an agent gives away what they have to whichever team; whoever may not reassign it gives it to none", async () => {
    const { world, lead } = await scene();
    for (const [who, status] of [
      ["omar", 404],
      ["second", 404],
      ["audit", 403],
    ] as const)
      expect((await (await handOf(world, who)).assign(lead.id, null, { team: "south" })).status).toBe(status);
    expect(await leadById(lead.id)).toEqual(lead);
    expect((await (await handOf(world, "sara")).assign(lead.id, null, { team: "south" })).status).toBe(200);
    expect(await leadById(lead.id)).toMatchObject({ owner: null, team: "south" });
  });

  it("whoever takes it then has it in that team if it is theirs, else it follows them", async () => {
    for (const [who, team] of [
      ["omar", "south"],
      ["sara", "north"],
    ] as const) {
      const { world, lead, hand } = await scene();
      await hand.assign(lead.id, null, { team: "south" });
      const taken = await (await handOf(world, who)).assign(lead.id, personIn(world, who), { version: 2 });
      expect([taken.status, taken.body.row?.owner, taken.body.row?.team]).toEqual([200, personIn(world, who), team]);
    }
  });

  it("sent twice, at once or later, it happens once; on a version that is past it is answered 409", async () => {
    const { world, lead, hand } = await scene();
    const over = { team: "south", mutation: uuidv7() };
    const told = [
      ...(await Promise.all([hand.assign(lead.id, null, over), hand.assign(lead.id, null, over)])),
      await hand.assign(lead.id, null, over),
    ];
    expect(told.map(({ status, body }) => [status, body.row?.team, body.row?.version])).toEqual([1, 2, 3].map(() => [200, "south", 2]));
    expect([(await logOf(world)).length, (await movesOf(world)).length]).toEqual([1, 1]);
    const late = await hand.assign(lead.id, null, { team: "north" });
    expect([late.status, late.body.error?.row?.team, late.body.error?.by]).toEqual([409, "south", personIn(world, "manager")]);
  });

  it("to the team that it waits in already: nothing changes, nor does it when that comes again after somebody took it", async () => {
    const { world, lead, hand } = await scene(() => ({ team: "south" }));
    const [state, mutation] = [await stateOf(world), uuidv7()];
    expect((await hand.assign(lead.id, null, { team: "south", mutation })).body.row?.version).toBe(1);
    expect(await stateOf(world)).toEqual(state);
    await (await handOf(world, "omar")).assign(lead.id, personIn(world, "omar"));
    expect((await hand.assign(lead.id, null, { team: "south", mutation })).status).toBe(200);
    expect((await leadById(lead.id)).owner).toBe(personIn(world, "omar"));
    expect((await hand.undo(mutation)).status).toBe(404);
  });

  it("PM1: another workspace's team, one that is gone and one that never was get the same answer, and nothing is written", async () => {
    const { world, lead, hand } = await scene();
    await makeWorld({ people: { owner: { role: "owner" }, other: { role: "agent", teams: ["theirs"] } } });
    await dropTeam(world, "south");
    const before = await contentsOf(world);
    const told = [];
    for (const team of ["theirs", "south", "nobody's"]) told.push(await hand.assign(lead.id, null, { team }));
    expect(new Set(told.map(({ status, text }) => `${status} ${text}`))).toEqual(
      new Set(['422 {"error":{"code":"invalid_input","request":"request-1","field":"team"}}']),
    );
    expect(await contentsOf(world)).toEqual(before);
  });

  it("gone between reading and writing: 409, decided inside the transaction", async () => {
    const { world, lead, hand } = await scene();
    const told = await inBetween(
      () => dropTeam(world, "south"),
      () => hand.assign(lead.id, null, { team: "south" }),
    );
    expect(told.status).toBe(409);
    expect(await leadById(lead.id)).toEqual(lead);
  });
});

describe("ED1: what was given to a team is taken back", () => {
  it("with who had it, their team and why; the story says both", async () => {
    const reason = { code: "turn" as const, rule: "rule-1" };
    const { world, lead, hand, by } = await scene((one) => ({ owner: personIn(one, "sara"), team: "north", reason }));
    const of = uuidv7();
    await hand.assign(lead.id, null, { team: "south", mutation: of });
    const told = await hand.undo(of);
    expect([told.status, told.body.row]).toMatchObject([200, { owner: personIn(world, "sara"), team: "north", reason, version: 3 }]);
    expect((await storyOf(world)).at(-1)).toEqual({
      kind: "assignment",
      from: null,
      to: personIn(world, "sara"),
      reason: { code: "by_hand", by },
    });
    await checkKept(world);
  });

  it.each<[string, string | null]>([
    ["to the team it waited in", "north"],
    ["out of every team", null],
  ])("%s, where nobody had it", async (_, team) => {
    const { world, lead, hand } = await scene(() => ({ team }));
    const of = uuidv7();
    await hand.assign(lead.id, null, { team: "south", mutation: of });
    expect((await hand.undo(of)).body.row).toMatchObject({ owner: null, team });
    expect((await storyOf(world)).at(-1)).toMatchObject({ from: null, to: null, team });
    await checkKept(world);
  });

  it.each<[string, string | null, object]>([
    ["took it", "omar", {}],
    ["gave it to another team", null, { team: "north" }],
  ])("refused where somebody %s since: 409, and theirs stands", async (_, who, over) => {
    const { world, lead, hand } = await scene();
    const of = uuidv7();
    await hand.assign(lead.id, null, { team: "south", mutation: of });
    const owner = await handOf(world, "owner");
    const since = await owner.assign(lead.id, who === null ? null : personIn(world, who), { version: 2, ...over });
    const told = await hand.undo(of);
    expect([since.status, told.status]).toEqual([200, 409]);
    expect(await leadById(lead.id)).toMatchObject({ owner: since.body.row?.owner, team: since.body.row?.team });
  });

  it("a lead that was only left to nobody is not taken back from the team that somebody gave it to since", async () => {
    const { world, lead, hand } = await scene();
    const of = uuidv7();
    await hand.assign(lead.id, null, { mutation: of });
    await (await handOf(world, "owner")).assign(lead.id, null, { version: 2, team: "south" });
    expect((await hand.undo(of)).status).toBe(409);
    expect(await leadById(lead.id)).toMatchObject({ owner: null, team: "south" });
  });
});

describe("ED1: a lead that is added by hand for a team", () => {
  it("is nobody's in it; log, story and history tell it, and nobody is told", async () => {
    const { world, hand, by } = await scene();
    const id = uuidv7();
    const told = await add(hand, { name: "Noor Haddad" }, { id, owner: null, team: "south" });
    expect([told.status, told.row]).toMatchObject([200, { owner: null, team: "south" }]);
    const reason = { code: "by_hand", by };
    expect(await storyOf(world)).toEqual([{ kind: "created" }, { kind: "assignment", from: null, to: null, team: "south", reason }]);
    expect(await movesOf(world)).toMatchObject([{ lead: id, from: null, to: null, team: "south", actor: by }]);
    expect((await auditOf(world)).at(-1)?.detail).toMatchObject({ owner: null, team: "south" });
    for (const who of Object.keys(wish.people)) expect(await noticesOf(world, who)).toEqual([]);
    await checkKept(world);
  });

  it("a team that is another workspace's, or gone, is refused, and so is one beside an owner", async () => {
    const { world, hand } = await scene();
    const before = (await leadsOf(world)).length;
    const to = async (over: object) => {
      const { status, error } = await add(hand, { name: "Noor Haddad" }, over as Record<string, unknown>);
      return [status, error.field ?? error.fields];
    };
    expect(await to({ owner: null, team: "theirs" })).toEqual([422, "team"]);
    expect(await to({ owner: personIn(world, "omar"), team: "south" })).toEqual([422, ["team"]]);
    expect(await to({ team: "south" })).toEqual([422, ["team"]]);
    expect(await leadsOf(world)).toHaveLength(before);
  });
});
