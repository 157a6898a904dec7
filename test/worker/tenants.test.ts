import { getTableColumns, getTableName, is, sql } from "drizzle-orm";
import { SQLiteTable } from "drizzle-orm/sqlite-core";
import { uuidv7 } from "uuidv7";
import { beforeAll, describe, expect, it } from "vitest";
import { NAMED_RIGHTS, ROLES } from "../../domain/rights.ts";
import { PROTOCOL, upFrame } from "../../domain/wire.ts";
import { readLead } from "../../worker/store/leads.ts";
import * as platformSchema from "../../worker/store/schema/platform.ts";
import * as workspaceSchema from "../../worker/store/schema/workspace.ts";
import { handOf } from "../support/commands.ts";
import { personIn, plantLead } from "../support/leads.ts";
import { ask, signIn } from "../support/signed.ts";
import { Client, knock } from "../support/socket.ts";
import { BODIES, type Ids, nobodys, paramOf, QUERIES, type Route, routesOfApp, VIEW_SHAPE } from "../support/tenant-routes.ts";
import { offered } from "../support/pages.ts";
import { databases, makeWorld, shard, type World } from "../support/world.ts";

/** Routes outside of a workspace and of the console, and why nothing of a workspace can be asked of them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "GET /api/meta/connected": "where Meta sends people back to: a sealed state names person and workspace, the session has to be theirs",
  "GET /webhooks/meta": "Meta's verification: asks for the verify token",
  "POST /webhooks/meta": "Meta's deliveries: the signature decides, nothing is answered but ok",
  "GET /live/console": "needs a platform capability",
  "GET /live/:workspace": "tried below with every caller",
  "GET /privacy-policy": "public, the same for everybody",
  "GET /healthz": "public: states and counts",
  "GET /api/session": "about whoever asks",
  "POST /api/console/enter": "about whoever asks: opens their own console session",
  "POST /api/console/leave": "about whoever asks: ends their own console session",
};
/** Below these everything is about whoever asks, or about the holder of a link. */
const ONES_OWN = ["/api/account", "/api/recover", "/api/invitations", "/api/workspaces"];

const routes = routesOfApp();
const PREFIX = "/api/w/:workspace";
const tenant = routes.filter((route) => route.path.startsWith(`${PREFIX}/`));
const lineOf = (route: Route) => `${route.method} ${route.path.slice(PREFIX.length)}`;

let theirs: World;
let mine: World;
let foreign: Ids;
let own: Ids;
const PHONE = "+971509998877";
const SECRETS: string[] = [];
const callers = new Map<string, string>();

async function idsOf(world: World, words: string, phone: string): Promise<Ids> {
  const person = personIn(world, "agent");
  const lead = await plantLead(world, {
    name: `Lead of ${words}`,
    phone,
    email: `${words}@leads.example`,
    owner: person,
    team: teamOf(words),
  });
  const hand = await handOf(world, "agent");
  const mutation = uuidv7();
  expect((await hand.attempt(lead.id, { mutation })).status).toBe(200);
  const noted = await hand.send("POST", `leads/${lead.id}/notes`, JSON.stringify({ mutation: uuidv7(), text: `Note of ${words}` }));
  expect(noted.status).toBe(200);
  const [note, attempt] = (await readLead(shard, { ...OWNER, person, workspace: world.id }, lead.id))?.timeline ?? [];
  const followUp = uuidv7();
  const wish = { mutation: uuidv7(), id: followUp, way: "call", note: `Follow-up of ${words}`, dueAt: Date.now() };
  expect((await hand.send("POST", `leads/${lead.id}/follow-ups`, JSON.stringify(wish))).status).toBe(200);
  const project = uuidv7();
  const named = { workspaceId: world.id, id: project, name: `Project of ${words}`, code: null, place: null };
  await shard.insert(workspaceSchema.project).values(named);
  await shard.insert(workspaceSchema.campaign).values({ workspaceId: world.id, id: words, name: `Campaign of ${words}`, project });
  await shard.insert(workspaceSchema.adSet).values({ workspaceId: world.id, id: words, n: 1, name: `Ad set of ${words}`, campaign: words });
  await shard.insert(workspaceSchema.ad).values({ workspaceId: world.id, id: words, n: 1, name: `Ad of ${words}`, adSet: words });
  const form = { id: world.form, page: world.page, name: `Form of ${words}`, questions: [], checkboxes: [], readAt: 0, project };
  await shard.insert(workspaceSchema.form).values({ workspaceId: world.id, ...form });
  const view = uuidv7();
  const shared = { id: view, name: `View of ${words}`, by: person, share: "workspace", shape: VIEW_SHAPE, version: 1 } as const;
  await shard.insert(workspaceSchema.view).values({ workspaceId: world.id, ...shared, shape: { ...VIEW_SHAPE, columns: [] } });
  const now = Date.now();
  const [asked, invited] = [uuidv7(), uuidv7()];
  const grant = {
    id: asked,
    workspaceId: world.id,
    personId: person,
    reason: `Reason of ${words}`,
    edit: false,
    minutes: 60,
    askedAt: now,
  };
  await databases.platform.insert(platformSchema.supportGrant).values({ ...grant, state: "asked" });
  await databases.platform.insert(platformSchema.invitation).values({
    id: invited,
    workspaceId: world.id,
    email: `guest-${words}@example.com`,
    role: "agent",
    teams: [],
    tokenHash: uuidv7(),
    invitedBy: personIn(world, "owner"),
    state: "open",
    sends: 1,
    createdAt: now,
    expiresAt: now + 86_400_000,
  });
  return {
    lead: lead.id,
    note: note?.id ?? "",
    attempt: attempt?.id ?? "",
    followUp,
    project,
    form: world.form,
    campaign: words,
    view,
    mutation,
    person,
    team: teamOf(words),
    invitation: invited,
    grant: asked,
    session: hand.signed.session,
    job: `leaving:${world.id}:${person}:1`,
    page: world.page,
    offer: await offered(world, person),
  };
}

const OWNER = { role: "owner", teams: [], rights: [], masked: [], agentsSeeUnclaimed: false } as const;
const teamOf = (words: string) => `00000000-0000-7000-8000-0000${words}`;
const everybody = (words: string) =>
  Object.fromEntries(ROLES.map((role) => [role, { role, teams: role === "agent" || role === "manager" ? [teamOf(words)] : [] }]));

beforeAll(async () => {
  const [a, b] = [uuidv7().slice(-8), uuidv7().slice(-8)];
  theirs = await makeWorld({ people: { ...everybody(b), gone: { role: "admin" } } });
  mine = await makeWorld({ people: everybody(a) });
  foreign = await idsOf(theirs, b, PHONE);
  own = await idsOf(mine, a, "+971501112233");
  SECRETS.push(
    theirs.slug,
    theirs.id,
    `Lead of ${b}`,
    PHONE,
    `${b}@leads.example`,
    `guest-${b}@example.com`,
    `Reason of ${b}`,
    `Note of ${b}`,
    `Follow-up of ${b}`,
    `Project of ${b}`,
    `Campaign of ${b}`,
    `Ad set of ${b}`,
    `Ad of ${b}`,
    `Form of ${b}`,
    `View of ${b}`,
  );
  SECRETS.push(...Object.values(theirs.people).map((person) => person.name));
  await databases.platform
    .update(platformSchema.member)
    .set({ rights: [...NAMED_RIGHTS] })
    .where(sql`workspace_id = ${mine.id}`);
  for (const role of ROLES) callers.set(`the other workspace's ${role}`, (await signIn(personIn(mine, role))).cookie);
  callers.set("a removed member", (await signIn(personIn(theirs, "gone"))).cookie);
  await databases.platform
    .update(platformSchema.member)
    .set({ status: "removed" })
    .where(sql`workspace_id = ${theirs.id} AND person_id = ${personIn(theirs, "gone")}`);
  callers.set("nobody", "");
});

/** The answer without what is every request's own. */
async function told(answer: Response): Promise<{ readonly status: number; readonly text: string }> {
  const text = await answer.text();
  return { status: answer.status, text: text.replace(/"request":"[^"]*"/, '"request":""') };
}

function call(route: Route, workspace: string, ids: Ids, cookie: string, query = "", body?: unknown) {
  const path = route.path.slice(1).replace(/:\w+/g, (name) => (name === ":workspace" ? workspace : paramOf(route.path, name, ids)));
  const init = {
    method: route.method,
    ...(cookie === "" ? {} : { cookie }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  return ask(`/${path}${query}`, init).then(told);
}

/** Their bodies name a person, a team or a session besides what the path names. */
const IN_BODIES = [
  "POST /leads",
  "PUT /leads/:lead/owner",
  "PUT /forms/:form/project",
  "PUT /campaigns/:campaign/project",
  "PUT /people/:person",
  "POST /people/:person/remove",
  "POST /people/:person/sessions/end",
] as const;

const bodyOf = (route: Route, ids: Ids) => (route.method === "GET" ? undefined : BODIES[lineOf(route)]?.(ids, own));

/** Every row of a workspace, in both kinds of database. */
async function everythingOf(world: World): Promise<string> {
  const rows: unknown[] = [];
  for (const [client, schema] of [
    [databases.platform.$client, platformSchema],
    [shard.$client, workspaceSchema],
  ] as const) {
    const tables = Object.values(schema).filter((one): one is SQLiteTable => is(one, SQLiteTable) && "workspaceId" in getTableColumns(one));
    expect(tables.length).toBeGreaterThan(5);
    for (const name of tables.map(getTableName)) {
      const { results } = await client.prepare(`SELECT * FROM "${name}" WHERE workspace_id = ?1`).bind(world.id).all();
      rows.push([name, results.map((row) => JSON.stringify(row)).sort()]);
    }
  }
  return JSON.stringify(rows);
}

function leaks(text: string): string[] {
  return SECRETS.filter((secret) => text.includes(secret));
}

describe("PM1: the routes and the table of capabilities", () => {
  it("every route of a workspace asks for a capability first, every one of the console for one of the platform", () => {
    expect(tenant.length).toBeGreaterThan(6);
    const loose = (among: readonly Route[], kind: "workspace" | "platform") =>
      among.filter(({ needs }) => needs.length !== 1 || !needs.some((need) => kind in need || "anybody" in need));
    expect(loose(tenant, "workspace").map(lineOf)).toEqual([]);
    const console = routes.filter(({ method, path }) => path.startsWith("/api/console/") && !(`${method} ${path}` in ELSEWHERE));
    expect(console.length).toBeGreaterThan(10);
    expect(loose(console, "platform").map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it("every other route is known, and why nothing of a workspace can be asked of it", () => {
    const others = routes.filter(({ method, path }) => {
      if (path.startsWith(`${PREFIX}/`) || `${method} ${path}` in ELSEWHERE) return false;
      return !path.startsWith("/api/console/") && ONES_OWN.every((place) => path !== place && !path.startsWith(`${place}/`));
    });
    expect(others.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it("every route that takes a body has one here to be tried with", () => {
    expect(tenant.filter((route) => route.method !== "GET" && BODIES[lineOf(route)] === undefined).map(lineOf)).toEqual([]);
    const known = new Set(tenant.map(lineOf));
    expect(Object.keys({ ...BODIES, ...QUERIES }).filter((line) => !known.has(line))).toEqual([]);
  });
});

describe("PM1: a workspace one is not in", () => {
  it.each(tenant.map((route) => [lineOf(route), route] as const))(
    "%s: every caller from outside gets what a workspace that was never given gets",
    async (_, route) => {
      const before = await everythingOf(theirs);
      for (const [who, cookie] of callers) {
        for (const query of QUERIES[lineOf(route)]?.(foreign) ?? [""]) {
          const body = bodyOf(route, foreign);
          const nowhere = await call(route, "never-given", foreign, cookie, query, body);
          for (const address of [theirs.slug, theirs.id]) {
            const answer = await call(route, address, foreign, cookie, query, body);
            expect([who, answer]).toEqual([who, nowhere]);
          }
          expect([who, nowhere.status, leaks(nowhere.text)]).toEqual([who, who === "nobody" ? 401 : 404, []]);
        }
      }
      expect(await everythingOf(theirs)).toBe(before);
    },
  );

  it("its socket opens for nobody from outside", async () => {
    for (const [who, cookie] of callers) {
      const answers = await Promise.all(
        [theirs.slug, theirs.id, "never-given"].map(async (address) => told(await knock(address, cookie === "" ? {} : { cookie }))),
      );
      expect([who, answers[0]]).toEqual([who, answers[2]]);
      expect([who, answers[1]]).toEqual([who, answers[2]]);
      expect([who, answers[0]?.status]).toEqual([who, who === "nobody" ? 401 : 404]);
    }
  });
});

describe("PM1: ids of another workspace in one's own", () => {
  it.each(
    tenant
      .filter((route) => route.path.includes(":", PREFIX.length) || route.method !== "GET" || lineOf(route) in QUERIES)
      .map((route) => [lineOf(route), route] as const),
  )("%s: every role gets what an id that nobody has gets, and nothing of theirs changes", async (_, route) => {
    const before = await everythingOf(theirs);
    for (const role of ROLES) {
      const cookie = callers.get(`the other workspace's ${role}`) ?? "";
      const queries = QUERIES[lineOf(route)];
      const count = queries?.(foreign).length ?? 1;
      for (let n = 0; n < count; n++) {
        const missing = nobodys();
        const [to, into] = [queries?.(foreign)[n] ?? "", queries?.(missing)[n] ?? ""];
        const answer = await call(route, mine.slug, foreign, cookie, to, bodyOf(route, foreign));
        const nowhere = await call(route, mine.slug, missing, cookie, into, bodyOf(route, missing));
        expect([role, answer.status, leaks(answer.text)]).toEqual([role, nowhere.status, []]);
        // A page of one's own things is one's own; whatever was asked by an id is the same bytes.
        if (answer.status >= 400) expect([role, answer]).toEqual([role, nowhere]);
        if (route.path.includes(":", PREFIX.length)) expect([role, answer.status]).not.toEqual([role, 200]);
      }
    }
    expect(await everythingOf(theirs)).toBe(before);
  });

  it.each(IN_BODIES)("%s: one's own thing given something of theirs gets what it gets for something that nobody has", async (line) => {
    const route = tenant.find((one) => lineOf(one) === line);
    if (route === undefined) throw new Error("no such route");
    for (const role of ROLES) {
      const cookie = callers.get(`the other workspace's ${role}`) ?? "";
      const [answer, nowhere] = [
        await call(route, mine.slug, own, cookie, "", BODIES[line]?.(foreign, own)),
        await call(route, mine.slug, own, cookie, "", BODIES[line]?.(nobodys(), own)),
      ];
      expect([role, answer]).toEqual([role, nowhere]);
      expect([role, answer.status >= 400, leaks(answer.text)]).toEqual([role, true, []]);
    }
  });

  it("nothing new takes an id of theirs: a team, an invitation", async () => {
    const before = await everythingOf(theirs);
    const cookie = callers.get("the other workspace's owner") ?? "";
    const [team, invitation] = [
      { id: foreign.team, name: "Ours" },
      { id: foreign.invitation, email: "new@example.com", role: "agent", teams: [] },
    ];
    for (const [path, body] of [
      ["teams", team],
      ["invitations", invitation],
    ] as const) {
      const answer = await told(await ask(`/api/w/${mine.slug}/${path}`, { method: "POST", cookie, body: JSON.stringify(body) }));
      expect([path, answer.status >= 400, leaks(answer.text)]).toEqual([path, true, []]);
    }
    expect(await everythingOf(theirs)).toBe(before);
  });

  it("no frame of the socket tells anything of another workspace's lead, whatever is said of it", async () => {
    const { lead } = foreign;
    const frames = { hello: { v: PROTOCOL, position: null }, watch: { lead }, typing: { lead }, calling: { lead, on: true } } as const;
    expect(Object.keys(frames).sort()).toEqual(upFrame.options.map((option) => option.entries.t.literal).sort());
    const inside = await Client.open(theirs.slug, await signIn(personIn(theirs, "owner")));
    await inside.greet(null);
    inside.say({ t: "watch", lead });
    await inside.next("presence");
    inside.say({ t: "calling", lead, on: true });
    await inside.next("calls");
    for (const role of ROLES) {
      const client = await Client.open(mine.slug, await signIn(personIn(mine, role)));
      await client.greet(null);
      for (const [t, rest] of Object.entries(frames)) client.sayText(JSON.stringify({ t, ...rest }));
      // Its answer comes after whatever these brought: the room takes one thing after another.
      await client.greet(null);
      expect([role, leaks(client.texts.join("\n")), client.open]).toEqual([role, [], true]);
      expect([role, client.frames.filter((frame) => frame.t === "calls")]).toEqual([role, []]);
      client.leave();
    }
    await inside.ping();
    const present = inside.frames.flatMap((frame) => (frame.t === "presence" ? frame.people.map(({ id }) => id) : []));
    const calling = inside.frames.flatMap((frame) => (frame.t === "calls" ? frame.people : []));
    expect([...present, ...calling].filter((id) => Object.values(mine.people).some((person) => person.id === id))).toEqual([]);
  });
});
