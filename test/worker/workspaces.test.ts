import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterEach, describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../domain/workspace.ts";
import { member, workspace } from "../../worker/store/schema/platform.ts";
import { askAs, deskOf, statusesOf } from "../support/desk.ts";
import { leadsOf, personIn, plantLead } from "../support/leads.ts";
import { outboxRows, platformAuditOf, projected, stranger } from "../support/outbox.ts";
import { auditOf, checkKept, contentsOf } from "../support/records.ts";
import { ask, signIn } from "../support/signed.ts";
import { Client } from "../support/socket.ts";
import { watchSql } from "../support/sql.ts";
import { answerWithin } from "../support/trips.ts";
import { databases, makeWorld, testEnv, type World } from "../support/world.ts";

const db = databases.platform;
const wish = { people: { owner: { role: "owner" as const }, admin: { role: "admin" as const }, agent: { role: "agent" as const } } };

let watching: ReturnType<typeof watchSql> | null = null;
afterEach(() => watching?.stop());

const newBody = (over: Record<string, unknown> = {}) => {
  const id = uuidv7();
  return { id, slug: `n-${id.slice(-12)}`, name: "Palm Court", settings: DEFAULT_SETTINGS, ...over };
};
const worldOf = (body: { readonly id: string }) => ({ id: body.id }) as World;

describe("a new workspace", () => {
  it("PE1: whoever is signed in owns it; it is in its shard by the time it is answered", async () => {
    const person = await stranger();
    const signed = await signIn(person);
    const body = newBody({ settings: { ...DEFAULT_SETTINGS, country: "EG", timeZone: "Africa/Cairo", language: "ar" } });
    const told = await askAs(signed, "POST", "/api/workspaces", body);
    expect([told.status, told.json]).toEqual([200, { slug: body.slug, pending: false }]);
    const boot = await askAs(signed, "GET", `/api/w/${body.slug}/boot`);
    expect(boot.json).toMatchObject({ me: { role: "owner" }, workspace: { id: body.id, name: "Palm Court", settings: body.settings } });
    expect((await projected(worldOf(body))).members.get(person)).toMatchObject({ role: "owner", status: "active" });
    const records = (await platformAuditOf(worldOf(body))).map((row) => [row.record.act, row.record.actor, row.record.ip]);
    expect(records).toEqual([
      ["workspace.added", person, "203.0.113.7"],
      ["member.added", person, "203.0.113.7"],
    ]);
    const session = await askAs(signed, "GET", "/api/session");
    expect(session.json["workspaces"]).toMatchObject([{ slug: body.slug, name: "Palm Court" }]);
  });

  it("sent twice it is one, with the same answer; its id with another address is a conflict, somebody else's is none", async () => {
    const signed = await signIn(await stranger());
    const body = newBody();
    const first = await askAs(signed, "POST", "/api/workspaces", body);
    const again = await askAs(signed, "POST", "/api/workspaces", body);
    expect([again.status, again.json]).toEqual([200, first.json]);
    expect((await askAs(signed, "POST", "/api/workspaces", { ...body, slug: `other-${body.slug.slice(-8)}` })).code).toBe("conflict");
    expect((await askAs(await signIn(await stranger()), "POST", "/api/workspaces", body)).code).toBe("not_found");
    expect(await platformAuditOf(worldOf(body))).toHaveLength(2);
    expect(await db.select().from(member).where(eq(member.workspaceId, body.id))).toHaveLength(1);
  });

  it("an address that somebody has is a conflict that names the field; two at once get it once", async () => {
    const world = await makeWorld(wish);
    const told = await askAs(await signIn(await stranger()), "POST", "/api/workspaces", newBody({ slug: world.slug }));
    expect([told.status, told.json["error"]]).toMatchObject([409, { code: "conflict", field: "slug" }]);
    const { slug } = newBody();
    const both = await Promise.all(
      [await signIn(await stranger()), await signIn(await stranger())].map((one) =>
        askAs(one, "POST", "/api/workspaces", newBody({ slug })),
      ),
    );
    expect(statusesOf(both)).toEqual([200, 409]);
    expect(await db.select().from(workspace).where(eq(workspace.slug, slug))).toHaveLength(1);
  });

  it.each<[string, (person: string) => Promise<{ cookie: string } | null>, Record<string, unknown>, string]>([
    ["nobody", async () => null, {}, "not_signed_in"],
    ["without a second factor", (person) => signIn(person, { secondFactorAt: null }), {}, "second_factor_needed"],
    ["a reserved address", (person) => signIn(person), { slug: "console" }, "invalid_input"],
    ["a time zone that is none", (person) => signIn(person), { settings: { ...DEFAULT_SETTINGS, timeZone: "Mars/Base" } }, "invalid_input"],
  ])("SI1: refused: %s", async (_title, who, over, code) => {
    const body = newBody(over);
    const told = await askAs(await who(await stranger()), "POST", "/api/workspaces", body);
    expect(told.code).toBe(code);
    expect(await db.select().from(workspace).where(eq(workspace.id, body.id))).toEqual([]);
  });

  it("five a day; what is there already is no new one", async () => {
    const signed = await signIn(await stranger());
    const bodies = Array.from({ length: 5 }, () => newBody());
    for (const body of bodies) expect((await askAs(signed, "POST", "/api/workspaces", body)).status).toBe(200);
    expect((await askAs(signed, "POST", "/api/workspaces", bodies[0])).status).toBe(200);
    const told = await askAs(signed, "POST", "/api/workspaces", newBody());
    expect([told.status, told.json["error"]]).toMatchObject([429, { code: "too_many", retryAfter: expect.any(Number) }]);
  });

  it("three round trips; a shard that is away is told as pending", async () => {
    const signed = await signIn(await stranger());
    const body = newBody();
    const answer = await answerWithin(3, () =>
      ask("/api/workspaces", { method: "POST", cookie: signed.cookie, body: JSON.stringify(body) }),
    );
    expect([answer.status, await answer.json()]).toEqual([200, { slug: body.slug, pending: true }]);
    const other = newBody();
    watching = watchSql(testEnv, async (_, database) => {
      if (database === "workspace") throw new Error("the shard is away");
    });
    expect((await askAs(signed, "POST", "/api/workspaces", other)).json).toEqual({ slug: other.slug, pending: true });
    watching.stop();
    expect((await outboxRows(worldOf(other))).map((row) => row.doneAt)).toEqual([null, null]);
  });
});

describe("ST2: its beginning", () => {
  const start = async (desk: Awaited<ReturnType<typeof deskOf>>) => (await desk.ask("GET", "start")).json;

  it("FL1, AU1, IN2: demo leads come once, as test leads in no count, to whoever works here, and are told live", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const socket = await Client.open(world.slug, await signIn(personIn(world, "owner")));
    await socket.greet(null);
    expect(await start(desk)).toEqual({ pages: 1, people: 3, invited: 0, samples: 0, leads: false });
    const both = await Promise.all([1, 2].map(() => desk.ask("POST", "samples", { language: "ar" })));
    expect(both.map(({ status, json }) => [status, json["leads"]])).toEqual(
      expect.arrayContaining([
        [200, 0],
        [200, 30],
      ]),
    );
    expect((await desk.ask("POST", "samples", { language: "en" })).json).toEqual({ leads: 0 });
    const rows = await leadsOf(world);
    expect([rows.length, new Set(rows.map(({ isTest }) => isTest)), new Set(rows.map(({ owner }) => owner)).size]).toEqual([
      30,
      new Set([true]),
      4,
    ]);
    expect(new Set(rows.map(({ stage }) => stage))).toEqual(new Set(["new", "contacted", "qualified", "visit", "won", "lost"]));
    await checkKept(world);
    const boot = await desk.ask("GET", "boot");
    expect([boot.json["total"], await start(desk)]).toMatchObject([0, { samples: 30, leads: false }]);
    expect((await socket.next("changes")).upserts).toHaveLength(30);
    const acts = (await auditOf(world)).map(({ record, detail }) => [record.act, record.actor, detail]);
    expect(acts).toEqual([["samples.added", personIn(world, "admin"), { leads: 30 }]]);
    expect((await desk.ask("POST", "samples/remove", {})).json).toEqual({ leads: 30 });
    expect(new Set((await socket.next("changes")).removals.map(({ why }) => why))).toEqual(new Set(["erased"]));
    socket.leave();
  });

  it("they go with all that was made of them, and leave nothing but their records; then they can come again", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "owner");
    const before = await contentsOf(world);
    const real = await plantLead(world, { isTest: false });
    await desk.ask("POST", "samples", { language: "en" });
    const [one] = (await leadsOf(world)).filter(({ isTest }) => isTest);
    const at = `leads/${one?.id}`;
    for (const [method, path, body] of [
      ["PUT", "fields", { fields: { phone: real.phone, tags: ["sea view"] } }],
      ["POST", "notes", { text: "Wants a garden" }],
      ["PUT", "archived", { archived: true }],
    ] as const)
      expect((await desk.ask(method, `${at}/${path}`, { mutation: uuidv7(), ...body })).status).toBe(200);
    expect((await desk.ask("POST", "samples/remove", {})).json).toEqual({ leads: 30 });
    expect((await desk.ask("POST", "samples/remove", {})).json).toEqual({ leads: 0 });
    expect((await leadsOf(world)).map(({ id }) => id)).toEqual([real.id]);
    await checkKept(world);
    const left = Object.entries(await contentsOf(world)).filter(([name, rows]) => rows.length !== before[name]?.length);
    expect(left.map(([name]) => name).sort()).toEqual(["audit", "audit_detail", "change_log", "lead", "lead_search", "tally"]);
    expect((await auditOf(world)).at(-1)?.record.act).toBe("samples.removed");
    expect((await desk.ask("POST", "samples", { language: "en" })).json).toEqual({ leads: 30 });
  });

  it("PM1: by owners and admins", async () => {
    const world = await makeWorld(wish);
    const agent = await deskOf(world, "agent");
    const told = [
      await agent.ask("GET", "start"),
      await agent.ask("POST", "samples", { language: "en" }),
      await agent.ask("POST", "samples/remove", {}),
    ];
    expect(statusesOf(told)).toEqual([403, 403, 403]);
    expect(await leadsOf(world)).toEqual([]);
  });
});

describe("settings", () => {
  const settings = { ...DEFAULT_SETTINGS, country: "EG", timeZone: "Africa/Cairo", masks: { phone: ["agent" as const], email: [] } };

  it("PE1: read by everybody, changed by admins, compared by version, in force at once", async () => {
    const world = await makeWorld(wish);
    const [admin, agent] = [await deskOf(world, "admin"), await deskOf(world, "agent")];
    expect((await agent.ask("GET", "settings")).json).toEqual({
      version: 1,
      slug: world.slug,
      name: world.slug,
      settings: DEFAULT_SETTINGS,
      pending: false,
    });
    expect((await agent.ask("PUT", "settings", { version: 1, name: "Palm", settings })).code).toBe("not_allowed");
    const socket = await Client.open(world.slug, agent.signed);
    await socket.greet(null);
    expect((await admin.ask("PUT", "settings", { version: 1, name: "Palm", settings })).json).toEqual({ version: 2, pending: false });
    expect(await socket.next("reset")).toMatchObject({ why: "rights" });
    expect((await projected(world)).state).toMatchObject({ name: "Palm", settings, version: 2 });
    const late = await admin.ask("PUT", "settings", { version: 1, name: "Late", settings });
    expect([late.status, late.json["error"]]).toMatchObject([409, { now: { version: 2, name: "Palm" } }]);
    const [record] = await platformAuditOf(world);
    expect(record?.record).toMatchObject({ act: "workspace.settings_changed", actor: personIn(world, "admin") });
  });

  it.each<[string, Record<string, unknown>]>([
    ["a time zone that is none", { timeZone: "Dubai" }],
    ["a country that is none", { country: "uae" }],
    ["hours past the day", { workingHours: { "1": [540, 1500] } }],
    ["a role that is never masked", { masks: { phone: ["owner"], email: [] } }],
  ])("%s is refused, with the field", async (_title, over) => {
    const world = await makeWorld(wish);
    const told = await (
      await deskOf(world, "admin")
    ).ask("PUT", "settings", { version: 1, name: "Palm", settings: { ...settings, ...over } });
    expect([told.status, told.code]).toEqual([422, "invalid_input"]);
  });

  it("SI1: nobody asks everybody for a second factor who has none proven", async () => {
    const world = await makeWorld(wish);
    const everybody = { ...DEFAULT_SETTINGS, secondFactor: "everybody" };
    const bare = await deskOf(world, "admin", await signIn(personIn(world, "admin"), { secondFactorAt: null }));
    expect((await bare.ask("PUT", "settings", { version: 1, name: "Palm", settings: everybody })).code).toBe("second_factor_needed");
    expect((await bare.ask("GET", "settings")).json).toMatchObject({ version: 1 });
    const proven = await deskOf(world, "admin");
    expect((await proven.ask("PUT", "settings", { version: 1, name: "Palm", settings: everybody })).status).toBe(200);
    expect((await bare.ask("GET", "settings")).code).toBe("second_factor_needed");
  });

  it("three round trips, and pending is told while the shard has not heard of it", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const answer = await answerWithin(3, () =>
      ask(`/api/w/${world.slug}/settings`, {
        method: "PUT",
        cookie: desk.signed.cookie,
        body: JSON.stringify({ version: 1, name: "Palm", settings }),
      }),
    );
    expect([answer.status, await answer.json()]).toEqual([200, { version: 2, pending: true }]);
    watching = watchSql(testEnv, async (_, database) => {
      if (database === "workspace") throw new Error("the shard is away");
    });
    expect((await desk.ask("PUT", "settings", { version: 2, name: "Oasis", settings })).json).toEqual({ version: 3, pending: true });
    watching.stop();
    expect((await desk.ask("GET", "settings")).json).toMatchObject({ name: "Oasis", pending: true });
    expect((await desk.people()).pending).toBe(true);
  });
});
