import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../domain/workspace.ts";
import { member as seat } from "../../worker/store/schema/platform.ts";
import { assignment, changeLog, lead as leads, member, project, timeline, workspaceState } from "../../worker/store/schema/workspace.ts";
import { inBetween } from "../support/trips.ts";
import { type Hand, handOf, type Told } from "../support/commands.ts";
import { archive, edit, plantFound } from "../support/edits.ts";
import { type Planner, plannerOf } from "../support/followups.ts";
import { leadById, personIn, plantLead } from "../support/leads.ts";
import { note, rewrite, standingNotes, storyOf } from "../support/story.ts";
import { databases, makeWorld, shard, type World } from "../support/world.ts";

const wish = {
  people: {
    owner: { role: "owner" as const },
    one: { role: "manager" as const, teams: ["north"] },
    two: { role: "manager" as const, teams: ["north"] },
    sara: { role: "agent" as const, teams: ["north"] },
    omar: { role: "agent" as const, teams: ["south"] },
    view: { role: "auditor" as const },
  },
};

const assignmentsOf = (world: World) => shard.select().from(assignment).where(eq(assignment.workspaceId, world.id));
const logOf = (world: World) => shard.select().from(changeLog).where(eq(changeLog.workspaceId, world.id));
const attemptsOf = async (world: World) =>
  (await shard.select().from(timeline).where(eq(timeline.workspaceId, world.id))).filter((entry) => entry.data.kind === "attempt");

const changeMember = (world: World, key: string, set: Partial<typeof member.$inferInsert>) =>
  shard
    .update(member)
    .set(set)
    .where(and(eq(member.workspaceId, world.id), eq(member.personId, personIn(world, key))));

const hideUnclaimed = (world: World) =>
  shard
    .update(workspaceState)
    .set({ settings: { ...DEFAULT_SETTINGS, agentsSeeUnclaimed: false } })
    .where(eq(workspaceState.workspaceId, world.id));

describe("ED1: owner and stage are compare-and-set on the version the person saw", () => {
  it("a command on the current version happens and answers with the row and the log's position after it", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north" });
    const told = await (await handOf(world, "one")).assign(lead.id, personIn(world, "sara"));
    expect([told.status, told.body.row?.owner, told.body.row?.version]).toEqual([200, personIn(world, "sara"), 2]);
    const [entry] = await logOf(world);
    expect(told.body.position?.seq).toBe(entry?.seq);
  });

  it.each<["assign" | "stage", string]>([
    ["assign", "sara"],
    ["stage", "won"],
  ])("%s on a version that is past is answered 409 with the lead as it is, and changes nothing", async (command, value) => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { version: 7, stage: "visit" });
    const hand = await handOf(world, "owner");
    for (const version of [6, 8]) {
      const told = await hand[command](lead.id, command === "assign" ? personIn(world, value) : value, { version });
      expect([told.status, told.body.error?.code]).toEqual([409, "conflict"]);
      expect(told.body.error?.row).toMatchObject({ id: lead.id, version: 7, stage: "visit", owner: null });
    }
    expect(await leadById(lead.id)).toEqual(lead);
    expect(await logOf(world)).toEqual([]);
  });

  it("two managers at once: one change happens, the other is answered 409 with what the first one did", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north" });
    const [first, second] = [await handOf(world, "one"), await handOf(world, "two")];
    const told = await Promise.all([first.assign(lead.id, personIn(world, "sara")), second.assign(lead.id, personIn(world, "omar"))]);
    expect(told.map((one) => one.status).sort((a, b) => a - b)).toEqual([200, 409]);
    const now = await leadById(lead.id);
    expect(now.version).toBe(2);
    expect(told.find((one) => one.status === 200)?.body.row?.owner).toBe(now.owner);
    expect(told.find((one) => one.status === 409)?.body.error?.row).toMatchObject({ owner: now.owner, version: 2 });
    const [move] = await assignmentsOf(world);
    expect(told.find((one) => one.status === 409)?.body.error?.by).toBe(move?.actor);
    expect(await assignmentsOf(world)).toHaveLength(1);
  });

  it.each<[string, (world: World, lead: string) => Promise<unknown>]>([
    ["the lead moved on", async (_world, id) => shard.update(leads).set({ version: 2 }).where(eq(leads.id, id))],
    ["the person was removed", (world) => changeMember(world, "one", { status: "removed" })],
    ["the person's role was changed", (world) => changeMember(world, "one", { role: "agent" })],
    ["the new owner was removed", (world) => changeMember(world, "sara", { status: "removed" })],
  ])("between reading and writing %s: 409, decided inside the transaction", async (_title, work) => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north" });
    const hand = await handOf(world, "one");
    const told = await inBetween(
      () => work(world, lead.id),
      () => hand.assign(lead.id, personIn(world, "sara")),
    );
    expect([told.status, told.body.error?.code]).toEqual([409, "conflict"]);
    expect((await leadById(lead.id)).owner).toBeNull();
    expect(await assignmentsOf(world)).toEqual([]);
  });

  it.each<[string, string, (world: World) => Promise<unknown>]>([
    ["the team was taken", "one", (world) => changeMember(world, "one", { teams: ["south"] })],
    ["unclaimed leads were hidden from agents", "sara", hideUnclaimed],
  ])("between reading and writing %s that the right came by: every command is answered 409", async (_title, who, work) => {
    for (const command of ["assign", "stage", "attempt"] as const) {
      const world = await makeWorld(wish);
      const lead = await plantLead(world, who === "one" ? { owner: personIn(world, "sara"), team: "north" } : {});
      const hand = await handOf(world, who);
      const run = {
        assign: () => hand.assign(lead.id, null),
        stage: () => hand.stage(lead.id, "won"),
        attempt: () => hand.attempt(lead.id),
      };
      expect((await inBetween(() => work(world), run[command])).status).toBe(409);
      expect(await leadById(lead.id)).toEqual(lead);
    }
  });

  it("an attempt is added whatever else happens to the lead meanwhile", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north" });
    const hands = [await handOf(world, "one"), await handOf(world, "two"), await handOf(world, "owner")];
    const told = await Promise.all(hands.map((hand) => hand.attempt(lead.id)));
    expect(told.map((one) => one.status)).toEqual([200, 200, 200]);
    expect(await attemptsOf(world)).toHaveLength(3);
    expect((await leadById(lead.id)).version).toBe(4);
  });

  it("the first attempt stops the waiting clock and later ones leave it", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north" });
    const hand = await handOf(world, "one");
    const first = await hand.attempt(lead.id);
    expect(first.body.row?.firstAttemptAt).toBeGreaterThan(0);
    await shard.update(leads).set({ firstAttemptAt: 5 }).where(eq(leads.id, lead.id));
    expect((await hand.attempt(lead.id, { channel: "whatsapp", outcome: "reached" })).body.row?.firstAttemptAt).toBe(5);
    expect((await attemptsOf(world)).map((entry) => entry.data)).toEqual([
      { kind: "attempt", channel: "phone", outcome: "no_answer" },
      { kind: "attempt", channel: "whatsapp", outcome: "reached" },
    ]);
  });
});

describe("ED1: a mutation sent twice happens once", () => {
  const commands: [string, (hand: Hand, lead: string, over: Record<string, unknown>) => Promise<Told>][] = [
    ["assign", (hand, lead, over) => hand.assign(lead, null, over)],
    ["stage", (hand, lead, over) => hand.stage(lead, "qualified", over)],
    ["attempt", (hand, lead, over) => hand.attempt(lead, over)],
  ];

  it.each(commands)("%s, one after the other and at once: the same answer, one log row", async (_title, command) => {
    for (const together of [true, false]) {
      const world = await makeWorld(wish);
      const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north" });
      const hand = await handOf(world, "one");
      const over = { mutation: uuidv7() };
      const told = together
        ? await Promise.all([1, 2, 3].map(() => command(hand, lead.id, over)))
        : [await command(hand, lead.id, over), await command(hand, lead.id, over)];
      expect(told.map((one) => one.status)).toEqual(told.map(() => 200));
      expect(new Set(told.map((one) => one.text)).size).toBe(1);
      expect(await logOf(world)).toHaveLength(1);
      expect((await leadById(lead.id)).version).toBe(2);
    }
  });

  it("undo, twice: the lead is set back once", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { team: "north" });
    const hand = await handOf(world, "one");
    const [of, mutation] = [uuidv7(), uuidv7()];
    await hand.stage(lead.id, "won", { mutation: of });
    const told = [...(await Promise.all([hand.undo(of, { mutation }), hand.undo(of, { mutation })])), await hand.undo(of, { mutation })];
    expect(told.map((one) => one.status)).toEqual([200, 200, 200]);
    expect(new Set(told.map((one) => one.text)).size).toBe(1);
    expect(await leadById(lead.id)).toMatchObject({ stage: "new", version: 3 });
  });

  it("a repeat of what took the lead out of one's sight is still answered, without the row", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north" });
    const hand = await handOf(world, "sara");
    const mutation = uuidv7();
    for (let n = 0; n < 2; n++) {
      const told = await hand.assign(lead.id, personIn(world, "omar"), { mutation });
      expect([told.status, told.body.id, told.body.row]).toEqual([200, lead.id, null]);
    }
  });

  it("PM1: another person's mutation id opens nothing and is not taken for one's own", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world, { owner: personIn(world, "sara"), team: "north" });
    const mutation = uuidv7();
    expect((await (await handOf(world, "one")).stage(lead.id, "won", { mutation })).status).toBe(200);
    expect((await (await handOf(world, "omar")).stage(lead.id, "lost", { mutation, version: 2 })).status).toBe(404);
    const told = await (await handOf(world, "sara")).stage(lead.id, "lost", { mutation, version: 2 });
    expect([told.status, told.body.error?.row?.stage]).toEqual([409, "won"]);
  });

  it("a mutation id that was used on another lead names nothing here", async () => {
    const world = await makeWorld(wish);
    const [lead, other] = [await plantLead(world), await plantLead(world)];
    const hand = await handOf(world, "owner");
    const mutation = uuidv7();
    await hand.stage(lead.id, "won", { mutation });
    expect((await hand.stage(other.id, "won", { mutation })).status).toBe(404);
  });
});

/** What changes nothing, said by Sara; and what somebody else makes of the same thing before it is delivered once more. */
interface Idle {
  readonly first?: (hand: Hand, lead: string) => Promise<unknown>;
  readonly idle: (hand: Hand, lead: string, over: { readonly mutation: string }) => Promise<Told>;
  readonly since: (owner: Planner, lead: string) => Promise<Told>;
}
const put = (hand: Hand, path: string, body: Readonly<Record<string, unknown>>) =>
  hand.send("PUT", path, JSON.stringify({ mutation: uuidv7(), ...body }));
const [FOLLOW_UP, DUE] = [uuidv7(), Date.now() + 3_600_000];
const idles: Readonly<Record<string, Idle>> = {
  "an edit": {
    idle: (hand, lead, over) => edit(hand, lead, { city: null, name: "Layla Haddad" }, over),
    since: (owner, lead) => edit(owner, lead, { city: "Dubai", name: "Layla H." }),
  },
  "bringing back what is not archived": {
    idle: (hand, lead, over) => archive(hand, lead, false, over),
    since: (owner, lead) => archive(owner, lead, true),
  },
  "a ban that is there": {
    first: (hand, lead) => put(hand, `leads/${lead}/no-contact`, { channels: ["phone"], on: true, source: "call" }),
    idle: (hand, lead, over) => put(hand, `leads/${lead}/no-contact`, { channels: ["phone"], on: true, source: "call", ...over }),
    since: (owner, lead) => owner.lift(lead, ["phone"]),
  },
  "setting a follow-up that is set": {
    first: (hand, lead) => hand.send("POST", `leads/${lead}/follow-ups`, JSON.stringify(followUpBody({ mutation: FOLLOW_UP }))),
    idle: (hand, lead, over) => hand.send("POST", `leads/${lead}/follow-ups`, JSON.stringify(followUpBody(over))),
    since: (owner, lead) => owner.change(lead, FOLLOW_UP, "drop"),
  },
  "moving a follow-up to where it is": {
    first: (hand, lead) => hand.send("POST", `leads/${lead}/follow-ups`, JSON.stringify(followUpBody({ mutation: FOLLOW_UP }))),
    idle: (hand, lead, over) => put(hand, `leads/${lead}/follow-ups/${FOLLOW_UP}`, { act: "move", version: 1, dueAt: DUE, ...over }),
    since: (owner, lead) => owner.change(lead, FOLLOW_UP, "move", { dueAt: DUE + 60_000 }),
  },
  "taking away a project that it has not": {
    idle: (hand, lead, over) => put(hand, `leads/${lead}/projects/villas`, { on: false, ...over }),
    since: (owner, lead) => put(owner, `leads/${lead}/projects/villas`, { on: true, interest: "high", note: null }),
  },
};
const followUpBody = (over: { readonly mutation: string }) => ({ id: FOLLOW_UP, way: "call", dueAt: DUE, ...over });

describe("ED1: what changes nothing happens once too", () => {
  it.each(Object.keys(idles))("%s: delivered again after somebody changed the same, it leaves what they did", async (title) => {
    const { first, idle, since } = idles[title] as Idle;
    const world = await makeWorld({ people: { ...wish.people, owner: { role: "owner" } } });
    await shard.insert(project).values({ workspaceId: world.id, id: "villas", name: "Villas" });
    await shard
      .update(member)
      .set({ rights: ["privacy"] })
      .where(eq(member.personId, personIn(world, "owner")));
    await databases.platform
      .update(seat)
      .set({ rights: ["privacy"] })
      .where(eq(seat.personId, personIn(world, "owner")));
    const lead = await plantFound(world, { owner: personIn(world, "sara"), team: "north" });
    const [sara, owner] = [await handOf(world, "sara"), await plannerOf(world, "owner")];
    await first?.(sara, lead.id);
    const [before, mutation] = [await logOf(world), uuidv7()];
    const told = await idle(sara, lead.id, { mutation });
    expect([told.status, told.body.row?.version, (await logOf(world)).length]).toEqual([200, before.length + 1, before.length]);
    expect((await since(owner, lead.id)).status).toBe(200);
    const [now, entries] = [await leadById(lead.id), await logOf(world)];
    const again = await idle(sara, lead.id, { mutation });
    expect([again.status, await leadById(lead.id), (await logOf(world)).length]).toEqual([200, now, entries.length]);
    expect((await sara.undo(mutation)).status).toBe(404);
  });

  it("a note rewritten as it reads: delivered again after it was rewritten, it reads as it was left", async () => {
    const world = await makeWorld(wish);
    const lead = await plantFound(world, { owner: personIn(world, "sara"), team: "north" });
    const sara = await handOf(world, "sara");
    await note(sara, lead.id, "calls back");
    const [entry] = await storyOf(world, lead.id);
    const mutation = uuidv7();
    const idle = () => rewrite(sara, lead.id, entry?.id ?? "", "calls back", { mutation });
    expect((await idle()).status).toBe(200);
    await rewrite(sara, lead.id, entry?.id ?? "", "called back");
    expect((await idle()).status).toBe(200);
    expect(await standingNotes(world, lead.id)).toEqual(["called back"]);
  });
});

describe("what cannot be read is answered 422 with names of fields, never their values", () => {
  const id = uuidv7();
  it.each<[string, string, string, string[]]>([
    ["PUT", `leads/${id}/owner`, `{"mutation":"secret-value","version":1,"owner":null}`, ["mutation"]],
    ["PUT", `leads/${id}/owner`, `{"mutation":"${id}","owner":{"secret-value":1}}`, ["owner", "version"]],
    ["PUT", `leads/${id}/stage`, `{"mutation":"${id}","version":1,"stage":"secret-value!"}`, ["stage"]],
    ["POST", `leads/${id}/attempts`, `{"mutation":"${id}","channel":"secret-value","outcome":"secret-value"}`, ["channel", "outcome"]],
    ["POST", "undo", `{"mutation":"${id}","of":"secret-value"}`, ["of"]],
    ["POST", "undo", "secret-value", ["body"]],
    ["PUT", `leads/${id}/stage`, "[]", ["mutation", "stage", "version"]],
  ])("%s %s %s", async (method, path, body, fields) => {
    const world = await makeWorld(wish);
    const told = await (await handOf(world, "owner")).send(method, path, body);
    expect([told.status, told.body.error?.code, [...(told.body.error?.fields ?? [])].sort()]).toEqual([422, "invalid_input", fields]);
    expect(told.text).not.toContain("secret-value");
  });

  it.each(["a removed member", "an auditor", "somebody of another workspace", "nobody known"])("a lead is not given to %s", async (who) => {
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld(wish)];
    const lead = await plantLead(world);
    await changeMember(world, "omar", who === "an auditor" ? { role: "auditor" } : { status: "removed" });
    const to =
      who === "a removed member" || who === "an auditor"
        ? personIn(world, "omar")
        : who === "nobody known"
          ? "nobody"
          : personIn(elsewhere, "sara");
    const told = await (await handOf(world, "owner")).assign(lead.id, to);
    expect([told.status, told.body.error?.code, told.body.error?.fields]).toEqual([422, "invalid_input", ["owner"]]);
    expect(await leadById(lead.id)).toEqual(lead);
  });

  it("EV4: a workspace suspended while the command was on its way changes nothing any more", async () => {
    const world = await makeWorld(wish);
    const lead = await plantLead(world);
    const hand = await handOf(world, "owner");
    await shard.update(workspaceState).set({ status: "suspended" }).where(eq(workspaceState.workspaceId, world.id));
    const told = await hand.assign(lead.id, personIn(world, "omar"));
    expect(told.status).toBe(409);
    expect(await leadById(lead.id)).toEqual(lead);
  });
});
