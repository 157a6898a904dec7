import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETUP } from "../../domain/setup.ts";
import { afterWorkingMinutes } from "../../domain/worktime.ts";
import { DEFAULT_SETTINGS } from "../../domain/workspace.ts";
import { assignment, identity, lead as leads, leadProject, member, project } from "../../worker/store/schema/workspace.ts";
import { handOf } from "../support/commands.ts";
import {
  add,
  archive,
  checkFound,
  edit,
  field,
  identitiesOf,
  logOf,
  plantFound,
  plantSetup,
  plantTombstone,
  storyOf,
} from "../support/edits.ts";
import { leadById, leadsOf, personIn } from "../support/leads.ts";
import { auditOf, checkKept, contentsOf } from "../support/records.ts";
import { watchSql } from "../support/sql.ts";
import { answerWithin } from "../support/trips.ts";
import { ask } from "../support/signed.ts";
import { makeWorld, shard, testEnv, type World } from "../support/world.ts";

const people = {
  owner: { role: "owner" as const },
  manager: { role: "manager" as const, teams: ["north"] },
  sara: { role: "agent" as const, teams: ["north"] },
  omar: { role: "agent" as const, teams: ["south", "north"] },
  noor: { role: "agent" as const },
  audit: { role: "auditor" as const },
};
const PERSON = { name: "Noor Haddad", phone: "050 777 6655", email: "Noor@Example.com" };

const scene = async (settings = {}) => {
  const world = await makeWorld({ people, settings });
  return { world, hand: await handOf(world, "sara") };
};
const plantProject = (world: World, id: string) => shard.insert(project).values({ workspaceId: world.id, id, name: `Project ${id}` });

describe("ED1: a lead that is added by hand", () => {
  it("has everything that was said of it, waits, and is found; log, audit, story and history tell it", async () => {
    const { world, hand } = await scene();
    await plantSetup(world, { fields: [field("budget", "number", { filterable: true })] });
    await plantProject(world, "palm");
    await plantProject(world, "creek");
    const [id, own] = [uuidv7(), uuidv7()];
    const told = await add(
      hand,
      { ...PERSON, city: "Dubai", tags: ["VIP"], priority: "high", value: 5, custom: { budget: 7 } },
      { id, mutation: own, source: "walk_in", projects: ["palm", "creek", "palm"], note: "Came by with her brother" },
    );
    const sara = personIn(world, "sara");
    expect(told.status).toBe(200);
    const lead = await leadById(id);
    expect(told.row).toMatchObject({
      id,
      n: lead.n,
      owner: sara,
      team: "north",
      phone: "+971507776655",
      projects: ["palm", "creek"],
      version: 1,
    });
    const now = lead.submittedAt;
    expect(lead).toMatchObject({
      ...{
        name: "Noor Haddad",
        phone: "+971507776655",
        email: "noor@example.com",
        city: "Dubai",
        tags: ["VIP"],
        priority: "high",
        value: 5,
      },
      ...{ stage: "new", source: "walk_in", isTest: false, closedAt: null, archivedAt: null, sameAs: null, form: null, page: null },
      ...{ receivedAt: now, lastActivityAt: now, custom: { budget: 7 }, reason: { code: "by_hand", by: sara }, firstAttemptAt: null },
      amberAt: afterWorkingMinutes(now, 5, DEFAULT_SETTINGS.workingHours, DEFAULT_SETTINGS.timeZone),
      redAt: afterWorkingMinutes(now, 10, DEFAULT_SETTINGS.workingHours, DEFAULT_SETTINGS.timeZone),
    });
    expect([...lead.edited].sort()).toEqual(["city", "custom:budget", "email", "name", "phone", "priority", "tags", "value"]);
    expect(Math.abs(now - Date.now())).toBeLessThan(20_000);
    expect(await identitiesOf(id)).toEqual(["email noor@example.com claims", "phone +971507776655 claims"]);
    const projects = await shard.select().from(leadProject).where(eq(leadProject.lead, id));
    expect(projects.map((one) => one.project).sort()).toEqual(["creek", "palm"]);

    expect((await storyOf(id)).map(({ actor, data }) => [actor, data])).toEqual([
      [sara, { kind: "created" }],
      [sara, { kind: "note", text: "Came by with her brother", mentions: [] }],
    ]);
    expect(await shard.select().from(assignment).where(eq(assignment.lead, id))).toMatchObject([
      { from: null, to: sara, team: "north", actor: sara },
    ]);
    expect(await logOf(world)).toMatchObject([
      {
        op: "create",
        id,
        mutation: own,
        actor: sara,
        before: null,
        after: { owner: sara, team: "north", unclaimed: false, archived: false },
      },
    ]);
    const [audited] = await auditOf(world);
    expect([audited?.record.act, audited?.record.subject]).toEqual(["lead.created", id]);
    expect(audited?.detail).toEqual({
      source: "walk_in",
      owner: sara,
      team: "north",
      stage: "new",
      fields: ["name", "phone", "email", "city", "priority", "value", "tags", "custom:budget"],
      project: ["palm", "creek"],
    });
    await checkKept(world);
    await checkFound(world);
    const found = await testEnv.WORKSPACE_DB_1.prepare("SELECT rowid FROM lead_fts WHERE lead_fts MATCH ?1")
      .bind('notes : "brother"')
      .first("rowid");
    expect(found).toBe(lead.n);
  });

  it("sent twice, one after the other or at once, there is one", async () => {
    const { world, hand } = await scene();
    const [id, own] = [uuidv7(), uuidv7()];
    const told = await Promise.all([1, 2, 3].map(() => add(hand, PERSON, { id, mutation: own })));
    expect(told.map((one) => [one.status, one.row?.id])).toEqual(told.map(() => [200, id]));
    await edit(hand, id, { city: "Dubai" });
    const before = await contentsOf(world);
    const again = await add(hand, PERSON, { id, mutation: own });
    expect([again.status, again.row?.city]).toEqual([200, "Dubai"]);
    expect(await contentsOf(world)).toEqual(before);
  });

  it("PM1: an id that is taken makes nothing, and tells nothing of what has it to whoever may not see it", async () => {
    const { world, hand } = await scene();
    const mine = await plantFound(world, { phone: null, email: null, owner: personIn(world, "sara") });
    const hidden = await plantFound(world, { phone: null, email: null, name: "Hidden One", owner: personIn(world, "omar"), team: "south" });
    const before = await contentsOf(world);
    const seen = await add(hand, PERSON, { id: mine.id });
    expect([seen.status, seen.body.error?.row?.id]).toEqual([409, mine.id]);
    const told = await add(hand, PERSON, { id: hidden.id });
    expect(told.text).toBe('{"error":{"code":"not_found","request":"request-1"}}');
    expect(await contentsOf(world)).toEqual(before);
  });

  it("PM1: the id of another workspace's lead is one like any other: a lead is made, and each is its workspace's own", async () => {
    const [{ world, hand }, other] = [await scene(), await scene()];
    const foreign = await plantFound(other.world, { name: "Foreign One" });
    const before = await contentsOf(other.world);
    const told = await add(hand, PERSON, { id: foreign.id });
    expect([told.status, told.row?.owner]).toEqual([200, personIn(world, "sara")]);
    expect((await hand.read(foreign.id)).text).not.toContain(foreign.name);
    expect(await contentsOf(other.world)).toEqual(before);
  });

  it("a mutation of another lead is not this one's", async () => {
    const { world, hand } = await scene();
    const own = uuidv7();
    const { id } = await plantFound(world, { phone: null, email: null, owner: personIn(world, "sara") });
    await edit(hand, id, { city: "Dubai" }, { mutation: own });
    expect((await add(hand, PERSON, { mutation: own })).status).toBe(404);
    expect(await leadsOf(world)).toHaveLength(1);
  });

  it("a stage that wins or loses closes it; why is asked of one that is lost only", async () => {
    const { world, hand } = await scene();
    const [won, lost] = [
      await add(hand, { name: "A" }, { stage: "won" }),
      await add(hand, { name: "B", lostReason: "price" }, { stage: "lost" }),
    ];
    for (const told of [won, lost]) expect((await leadById(told.body.id ?? "")).closedAt).toBeGreaterThan(0);
    expect(lost.row?.lostReason).toBe("price");
    await checkKept(world);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
    ["nothing of a person", { city: "Dubai" }, {}, "fields"],
    ["an empty name alone", { name: " " }, {}, "fields"],
    ["an id that is none", PERSON, { id: "1" }, "id"],
    ["no source", PERSON, { source: undefined }, "source"],
    ["a source that is none", PERSON, { source: "fb" }, "source"],
    ["a note without a word", PERSON, { note: " " }, "note"],
    ["too many projects", PERSON, { projects: Array.from({ length: 11 }, String) }, "projects"],
    ["a project that is not there", PERSON, { projects: ["palm", "gone"] }, "projects"],
    ["another workspace's project", PERSON, { projects: ["theirs"] }, "projects"],
    ["a stage that is none", PERSON, { stage: "sold" }, "stage"],
    ["a retired stage", PERSON, { stage: "visit" }, "stage"],
    ["an own field nobody defined", { ...PERSON, custom: { budget: 5 } }, {}, "custom:budget"],
    ["a reason of one that is not lost", { ...PERSON, lostReason: "price" }, {}, "lostReason"],
  ])("refused, and nothing written: %s", async (_title, fields, over, name) => {
    const { world, other } = await (refused ??= prepared());
    const hand = await handOf(world, "owner");
    const before = await contentsOf(world);
    const told = await add(hand, fields, over);
    expect([told.status, told.error.code, told.error.field ?? told.error.fields?.[0]]).toEqual([422, "invalid_input", name]);
    expect([await contentsOf(world), await leadsOf(other)]).toEqual([before, []]);
  });
  let refused: ReturnType<typeof prepared> | undefined;
  async function prepared() {
    const [{ world }, other] = [await scene(), await makeWorld({ people })];
    await plantSetup(world, { stages: DEFAULT_SETUP.stages.map((one) => (one.id === "visit" ? { ...one, retired: true as const } : one)) });
    await plantProject(world, "palm");
    await plantProject(other, "theirs");
    return { world, other };
  }

  it("undo puts it away; what was written into it stays, and it can be brought back", async () => {
    const { world, hand } = await scene();
    const own = uuidv7();
    const { body } = await add(hand, PERSON, { mutation: own });
    const id = body.id ?? "";
    await edit(hand, id, { city: "Dubai" });
    const told = await hand.undo(own);
    expect([told.status, told.body.row?.city, typeof told.body.row?.archivedAt]).toEqual([200, "Dubai", "number"]);
    expect((await hand.undo(own)).status).toBe(409);
    expect((await archive(hand, id, false)).status).toBe(200);
    await checkKept(world);
  });
});

describe("PM1: whose a lead is that is added by hand", () => {
  const TABLE: readonly (readonly [string, keyof typeof people, string | null | undefined, number, string | null, string | null])[] = [
    ["an agent's own, where nothing is said", "sara", undefined, 200, "sara", "north"],
    ["an agent's own", "sara", "sara", 200, "sara", "north"],
    ["of one without a team", "noor", undefined, 200, "noor", null],
    ["nobody's, by an agent who sees those", "sara", null, 200, null, null],
    ["a colleague's, by an agent", "sara", "omar", 403, null, null],
    ["somebody's of their team, by a manager", "manager", "sara", 200, "sara", "north"],
    ["somebody's of another team, by a manager", "manager", "omar", 403, null, null],
    ["nobody's, by a manager", "manager", null, 200, null, null],
    ["anybody's, by an owner", "owner", "omar", 200, "omar", "south"],
    ["an auditor's, by an owner", "owner", "audit", 422, null, null],
    ["by an auditor", "audit", undefined, 403, null, null],
    ["by an auditor, nobody's", "audit", null, 403, null, null],
  ];
  it.each(TABLE)("%s", async (_title, who, owner, status, has, team) => {
    const { world } = await scene();
    const told = await add(
      await handOf(world, who),
      PERSON,
      owner === undefined ? {} : { owner: owner === null ? null : personIn(world, owner) },
    );
    expect(told.status).toBe(status);
    const [lead] = await leadsOf(world);
    expect(lead === undefined ? undefined : [lead.owner, lead.team]).toEqual(
      status === 200 ? [has === null ? null : personIn(world, has), team] : undefined,
    );
    if (lead === undefined) return;
    const moves = (await storyOf(lead.id)).filter((one) => one.data.kind === "assignment");
    expect(moves).toHaveLength(has !== null && has !== who ? 1 : 0);
  });

  it("nobody's, by an agent who sees none: refused", async () => {
    const { hand, world } = await scene({ agentsSeeUnclaimed: false });
    expect((await add(hand, PERSON, { owner: null })).status).toBe(403);
    expect(await leadsOf(world)).toEqual([]);
  });

  it("a member's of another workspace, and one's that is none: the same refusal", async () => {
    const [{ world }, other] = [await scene(), await makeWorld({ people })];
    const hand = await handOf(world, "owner");
    const told = [await add(hand, PERSON, { owner: personIn(other, "sara") }), await add(hand, PERSON, { owner: uuidv7() })];
    expect(told.map((one) => one.text)).toEqual(told.map(() => '{"error":{"code":"invalid_input","request":"request-1","field":"owner"}}'));
  });

  it("whoever was removed between reading and writing is given none", async () => {
    const { world } = await scene();
    const hand = await handOf(world, "owner");
    const watching = watchSql(testEnv, async (begun) => {
      if (begun !== 2) return;
      await shard
        .update(member)
        .set({ status: "removed" })
        .where(and(eq(member.workspaceId, world.id), eq(member.personId, personIn(world, "omar"))));
    });
    const told = await add(hand, PERSON, { owner: personIn(world, "omar") });
    watching.stop();
    expect([told.status, told.error.field]).toEqual([422, "owner"]);
    expect(await leadsOf(world)).toEqual([]);
  });
});

describe("known_person: whom somebody has already", () => {
  const have = (world: World, owner: keyof typeof people | null, over = {}) =>
    plantFound(world, { phone: "+971507776655", email: "other@example.com", owner: owner && personIn(world, owner), ...over });

  it.each<
    [string, keyof typeof people, keyof typeof people | null, { namesColleague?: boolean; over?: object }, "lead" | "by" | "nothing"]
  >([
    ["one's own: which lead", "sara", "sara", {}, "lead"],
    ["nobody's, which agents see", "sara", null, {}, "lead"],
    ["a colleague's: nothing of it", "sara", "omar", {}, "nothing"],
    ["a colleague's, where the workspace names them", "sara", "omar", { namesColleague: true }, "by"],
    ["anybody's, for an owner", "owner", "omar", {}, "lead"],
    ["one that is put away", "sara", "sara", { over: { archivedAt: 5 } }, "lead"],
  ])("%s", async (_title, who, has, { namesColleague, over }, says) => {
    const { world } = await scene(namesColleague === undefined ? {} : { namesColleague });
    const there = await have(world, has, over);
    const before = await contentsOf(world);
    const told = await add(await handOf(world, who), PERSON);
    expect(told.status).toBe(409);
    expect(told.error).toEqual({
      code: "known_person",
      ...(says === "lead" && { lead: there.id }),
      ...(says !== "nothing" && { by: there.owner }),
    });
    expect(await contentsOf(world)).toEqual(before);
  });

  it("by a further contact too, and by one of two", async () => {
    const { world, hand } = await scene();
    const there = await have(world, "sara");
    const told = await add(hand, { name: "N", email: "new@example.com", contacts: [{ kind: "phone", value: "0507776655", label: null }] });
    expect([told.status, told.error.lead]).toEqual([409, there.id]);
  });

  it("PV2: a telephone that is kept from a role is not found out by adding it", async () => {
    const { world } = await scene({ masks: { phone: ["manager"], email: [] } });
    const there = await have(world, "sara", { team: "north" });
    const hand = await handOf(world, "manager");
    const [byPhone, byEmail] = [await add(hand, { phone: "050 777 6655" }), await add(hand, { email: "other@example.com" })];
    expect(byPhone.error).toEqual({ code: "known_person" });
    expect(byEmail.error).toEqual({ code: "known_person", lead: there.id, by: personIn(world, "sara") });
    const insisted = await add(hand, { phone: "050 777 6655" }, { anyway: true });
    const read = await hand.read(insisted.body.id ?? "");
    expect([insisted.status, read.status, `${insisted.text}${read.text}`.includes(there.id)]).toEqual([200, 200, false]);
    expect((await leadById(insisted.body.id ?? "")).sameAs).toBe(there.id);
  });

  it("`anyway` adds them all the same: with a claim where nobody has one, and marked as perhaps the same person", async () => {
    const { world, hand } = await scene();
    const there = await have(world, "omar", { team: "south" });
    const told = await add(hand, PERSON, { anyway: true });
    expect([told.status, told.row?.twin, (await leadById(told.body.id ?? "")).sameAs]).toEqual([200, true, there.id]);
    expect(await identitiesOf(told.body.id ?? "")).toEqual(["email noor@example.com claims", "phone +971507776655"]);
    expect(await identitiesOf(there.id)).toEqual(["email other@example.com claims", "phone +971507776655 claims"]);
    // Nobody knows the next one: nothing is said, and `anyway` changes nothing.
    const other = await add(hand, { phone: "050 777 0000" }, { anyway: true });
    expect([other.row?.twin, await identitiesOf(other.body.id ?? "")]).toEqual([undefined, ["phone +971507770000 claims"]]);
  });

  it("once nobody has them any more they are nobody's twin: decided again where that was between reading and writing", async () => {
    const { world, hand } = await scene();
    const there = await have(world, "sara");
    const watching = watchSql(testEnv, async (begun) => {
      if (begun === 2) await shard.delete(identity).where(eq(identity.lead, there.id));
    });
    const told = await add(hand, PERSON, { anyway: true });
    watching.stop();
    expect([told.status, told.row?.twin]).toEqual([200, undefined]);
    expect(await identitiesOf(told.body.id ?? "")).toEqual(["email noor@example.com claims", "phone +971507776655 claims"]);
  });

  it("two who add one person at once: one lead, the other is told", async () => {
    const { world, hand } = await scene();
    const told = await Promise.all([add(hand, PERSON), add(await handOf(world, "owner"), PERSON)]);
    expect(told.map((one) => one.status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect(told.find((one) => one.status === 409)?.error.code).toBe("known_person");
    const claims = await shard
      .select()
      .from(identity)
      .where(and(eq(identity.workspaceId, world.id), eq(identity.claims, true)));
    expect(new Set(claims.map((one) => one.lead)).size).toBe(1);
  });

  it("another workspace's person is a stranger here", async () => {
    const [{ hand }, other] = [await scene(), await scene()];
    await have(other.world, "sara");
    await plantTombstone(other.world, "+971507776655");
    expect((await add(hand, PERSON)).status).toBe(200);
  });

  it("PV1: who asked never to be known again is not added; who was erased before may come again", async () => {
    const { world, hand } = await scene();
    await plantTombstone(world, "+971507776655");
    await plantTombstone(world, "+971501110000", { neverAgain: false });
    const before = await contentsOf(world);
    for (const anyway of [false, true]) {
      const told = await add(hand, PERSON, { anyway });
      expect([told.status, told.error]).toEqual([422, { code: "invalid_input", field: "phone", why: "erased" }]);
    }
    expect(await contentsOf(world)).toEqual(before);
    expect((await add(hand, { phone: "050 111 0000" })).status).toBe(200);
  });

  it("three round trips, also for who is known and for what is sent again", async () => {
    const { world, hand } = await scene();
    const body = { mutation: uuidv7(), id: uuidv7(), fields: PERSON, source: "call" };
    const send = (of: Record<string, unknown>) =>
      answerWithin(3, () => ask(`/api/w/${world.slug}/leads`, { method: "POST", cookie: hand.signed.cookie, body: JSON.stringify(of) }));
    expect((await send(body)).status).toBe(200);
    expect((await send(body)).status).toBe(200);
    expect((await send({ ...body, mutation: uuidv7(), id: uuidv7() })).status).toBe(409);
    expect((await shard.select().from(leads).where(eq(leads.workspaceId, world.id))).length).toBe(1);
  });
});
