import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it, vi } from "vitest";
import { DIALOG_MS, OFFER_MS } from "../../domain/page.ts";
import { runCron } from "../../worker/cron/index.ts";
import { dialogUrl } from "../../worker/meta/oauth.ts";
import { openToken } from "../../worker/sealed.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { deliver } from "../support/deliver.ts";
import { deskOf, type Desk } from "../support/desk.ts";
import { arrived, changeOf, createOne } from "../support/intake.ts";
import { leadsOf, personIn } from "../support/leads.ts";
import { offered } from "../support/pages.ts";
import { auditOf } from "../support/records.ts";
import { ask, ORIGIN, type Signed } from "../support/signed.ts";
import { answerImpatiently } from "../support/trips.ts";
import { atMeta, databases, makeWorld, settings, testEnv, type World } from "../support/world.ts";

const db = databases.platform;
const wish = { people: { owner: { role: "owner" as const }, admin: { role: "admin" as const }, agent: { role: "agent" as const } } };
const BACK = `${ORIGIN}/api/meta/connected`;

async function scene() {
  const world = await makeWorld(wish);
  const [owner, admin, agent] = await Promise.all(["owner", "admin", "agent"].map((who) => deskOf(world, who)));
  if (owner === undefined || admin === undefined || agent === undefined) throw new Error("somebody is missing");
  return { world, owner, admin, agent };
}

interface NewPage {
  readonly id: string;
  readonly form: string;
}
let made = 0;

/** A Page at Meta that no workspace has. */
async function pageAtMeta(over: Readonly<Record<string, unknown>> = {}): Promise<NewPage> {
  made += 1;
  const page = { id: `77${Date.now()}${made}`, form: `88${Date.now()}${made}` };
  const forms = [{ id: page.form, name: "Villas" }];
  await atMeta("POST", "/_/pages", { id: page.id, name: `Page ${made}`, token: `token-${page.id}`, forms, subscribed: false, ...over });
  return page;
}

/** Meta's dialog, as a browser meets it: where its links lead. */
async function atDialog(url: string): Promise<{ readonly yes: string; readonly no: string }> {
  const page = await (await testEnv.META.fetch(url)).text();
  const [yes = "", no = ""] = [...page.matchAll(/href="([^"]+)"/g)].map((match) => (match[1] ?? "").replaceAll("&amp;", "&"));
  return { yes, no };
}

/** Comes back as that person; answers where they are led. */
async function comeBack(url: string, signed: Pick<Signed, "cookie"> | null): Promise<string> {
  const answer = await ask(url.slice(ORIGIN.length), signed === null ? {} : { cookie: signed.cookie });
  expect(answer.status).toBe(303);
  return (answer.headers.get("location") ?? "").replace(ORIGIN, "");
}

async function toDialog(desk: Desk): Promise<string> {
  const told = await desk.ask("POST", "pages/dialog", {});
  expect(told.status).toBe(200);
  return String(told.json["url"]);
}

/** All the way: what came of it at the end. */
async function offerOf(desk: Desk): Promise<string> {
  const { yes } = await atDialog(await toDialog(desk));
  const led = await comeBack(yes, desk.signed);
  expect(led).toMatch(/\/settings\/pages\?offer=/);
  return led.slice(led.indexOf("=") + 1);
}

const rowOf = async (id: string) => (await db.select().from(platform.page).where(eq(platform.page.id, id)))[0];
const actsOn = async (world: World, page: string) =>
  (await db.select({ act: platform.audit.act }).from(platform.audit).where(eq(platform.audit.subject, page))).map(({ act }) => act);

describe("MC1: a Page is connected by whoever runs it at Meta", () => {
  it("from the button to the first lead: asked, chosen, sealed, recorded, and told of from then on", async () => {
    const { world, owner } = await scene();
    const page = await pageAtMeta();
    const offer = await offerOf(owner);
    const { json } = await owner.ask("GET", `pages/offers/${offer}`);
    expect(json["pages"]).toContainEqual({ id: page.id, name: expect.any(String), category: "Real estate", may: true, held: null });
    expect(json["pages"]).toContainEqual(expect.objectContaining({ id: world.page, held: "here" }));
    expect(JSON.stringify(json)).not.toContain("token");

    const told = await owner.ask("POST", `pages/offers/${offer}`, { pages: [page.id] });
    expect(told.json).toEqual({ connected: [page.id], refused: [] });
    const row = await rowOf(page.id);
    expect(row).toMatchObject({ workspaceId: world.id, state: "connected", connectedBy: personIn(world, "owner"), flaggedAt: null });
    expect(row?.token).not.toContain("token-");
    expect(await openToken(settings.TOKEN_KEYS, page.id, row?.token ?? "")).toBe(`token-${page.id}`);
    expect(await actsOn(world, page.id)).toEqual(["page.connected"]);
    expect(await subscribedAt(page.id)).toEqual(["leadgen"]);
    expect((await owner.ask("GET", "pages")).json["pages"]).toContainEqual(
      expect.objectContaining({ id: page.id, state: "connected", waiting: 0 }),
    );

    const lead = await createOne({ ...world, page: page.id, form: page.form });
    await deliver([lead]);
    await arrived(world, 1);
  });

  it("what else the app is told of stays; of what was not chosen nothing is kept", async () => {
    const { owner, world } = await scene();
    const [page, other] = [await pageAtMeta(), await pageAtMeta()];
    await atMeta("POST", "/_/subscriptions", { page: page.id, fields: ["feed", "leadgen_update"] });
    const offer = await offerOf(owner);
    await owner.ask("POST", `pages/offers/${offer}`, { pages: [page.id] });
    expect(await subscribedAt(page.id)).toEqual(["feed", "leadgen_update", "leadgen"]);
    const [kept] = await db.select().from(platform.pageOffer).where(eq(platform.pageOffer.id, offer));
    expect(kept?.pages.map(({ id }) => id)).toEqual([page.id]);
    const tokens = JSON.parse((await openToken(settings.TOKEN_KEYS, offer, kept?.tokens ?? "")) ?? "") as object;
    expect(Object.keys(tokens)).toEqual([page.id]);
    expect((await owner.ask("POST", `pages/offers/${offer}`, { pages: [other.id] })).json).toMatchObject({ connected: [] });
    expect(await rowOf(other.id)).toBeUndefined();
    expect(world.page).not.toBe(page.id);
  });

  it("all of hundreds of Pages are offered, and sealed", async () => {
    const { owner } = await scene();
    const many = Array.from({ length: 130 }, () => pageAtMeta({ token: `token-${uuidv7()}`.padEnd(1_500, "x") }));
    const made = await Promise.all(many);
    const offer = await offerOf(owner);
    const pages = (await owner.ask("GET", `pages/offers/${offer}`)).json["pages"] as { id: string }[];
    const ids = new Set(pages.map(({ id }) => id));
    expect(made.filter(({ id }) => !ids.has(id))).toEqual([]);
    const [last] = made.slice(-1);
    expect((await owner.ask("POST", `pages/offers/${offer}`, { pages: [last?.id] })).json).toMatchObject({ connected: [last?.id] });
  });

  it("an app with Login for Business asks by its configuration", async () => {
    const errand = { workspace: "w", person: "p", until: 1 };
    const url = new URL(await dialogUrl({ ...settings, META_CONFIG_ID: "12345" }, BACK, errand));
    expect([url.searchParams.get("config_id"), url.searchParams.get("scope")]).toEqual(["12345", null]);
    const plain = new URL(await dialogUrl(settings, BACK, errand));
    expect(plain.searchParams.get("scope")?.split(",")).toEqual(expect.arrayContaining(["leads_retrieval", "pages_manage_metadata"]));
  });

  it("AU1, SC1: neither the records nor what is kept of an offer show a token", async () => {
    const { world, owner } = await scene();
    const page = await pageAtMeta();
    const offer = await offerOf(owner);
    await owner.ask("POST", `pages/offers/${offer}`, { pages: [page.id] });
    const kept = await db.select().from(platform.pageOffer).where(eq(platform.pageOffer.id, offer));
    const records = await auditOf(world);
    expect(JSON.stringify([kept, records])).not.toMatch(/token-|long-|user-|code-/);
    expect(kept).toHaveLength(1);
  });

  it("is asked for by admins; of a workspace they are in, as the person who went", async () => {
    const [here, elsewhere] = [await scene(), await scene()];
    for (const [method, path] of [
      ["GET", "pages"],
      ["POST", "pages/dialog"],
      ["GET", `pages/offers/${uuidv7()}`],
      ["POST", `pages/offers/${uuidv7()}`],
      ["POST", `pages/${here.world.page}/disconnect`],
    ] as const)
      expect([path, (await here.agent.ask(method, path, method === "GET" ? undefined : {})).code]).toEqual([path, "not_allowed"]);
    const { yes } = await atDialog(await toDialog(here.owner));
    expect(await comeBack(yes, here.admin.signed)).toMatch(/\?connect=somebody_else$/);
    for (const nobody of [elsewhere.owner.signed, null]) expect(await comeBack(yes, nobody)).toMatch(/^\/login\?to=.*connect%3Dlate$/);
    // None of these used the code up.
    expect(await comeBack(yes, here.owner.signed)).toMatch(/\?offer=/);
  });

  it.each([
    ["denied", (no: string) => no],
    ["a state that is none of ours", () => `${BACK}?code=x&state=dev1.AAAA.AAAA`],
    ["a state that was changed", (_no: string, yes: string) => yes.replace(/state=(.{20})./, "state=$1x")],
    ["no state", () => `${BACK}?code=x`],
    ["a code that was used", (_no: string, yes: string) => yes],
  ] as const)("ends where people can read how: %s", async (how, change) => {
    const { world, owner } = await scene();
    const { yes, no } = await atDialog(await toDialog(owner));
    if (how === "a code that was used") await comeBack(yes, owner.signed);
    const led = await comeBack(change(no, yes), owner.signed);
    const ours = how === "denied" || how === "a code that was used";
    const end = how === "denied" ? "denied" : "failed";
    expect(led).toBe(ours ? `/w/${world.slug}/settings/pages?connect=${end}` : "/");
  });

  it("too late, or while Meta does not answer, nothing is kept and it says so", async () => {
    const { world, owner } = await scene();
    const errand = { workspace: world.slug, person: personIn(world, "owner"), until: Date.now() - 1 };
    const late = await atDialog(await dialogUrl(settings, BACK, errand));
    expect(await comeBack(late.yes, owner.signed)).toMatch(/\?connect=late$/);
    const { yes } = await atDialog(await toDialog(owner));
    await atMeta("POST", "/_/faults", { share: 1, kinds: ["http500"], page: "0" });
    expect(await comeBack(yes, owner.signed)).toMatch(/\?connect=failed$/);
    await atMeta("DELETE", "/_/faults");
    expect(await db.select().from(platform.pageOffer).where(eq(platform.pageOffer.workspaceId, world.id))).toEqual([]);
    expect(DIALOG_MS).toBeLessThan(OFFER_MS);
  });

  it("the way back is two round trips to the database", async () => {
    const { owner } = await scene();
    const { yes } = await atDialog(await toDialog(owner));
    const answer = await answerImpatiently(2, () => ask(yes.slice(ORIGIN.length), { cookie: owner.signed.cookie }));
    expect(answer.headers.get("location")).toMatch(/\?offer=/);
  });

  it("PM1: an offer is its person's, of its workspace, for an hour; anything else answers as if there were none", async () => {
    const [here, elsewhere] = [await scene(), await scene()];
    const by = personIn(here.world, "owner");
    const [offer, old] = [await offered(here.world, by), await offered(here.world, by, { at: Date.now() - OFFER_MS })];
    const looks = (desk: Desk, id: string) => desk.ask("GET", `pages/offers/${id}`).then(({ status }) => status);
    expect(await looks(here.owner, offer)).toBe(200);
    expect(
      await Promise.all([looks(here.admin, offer), looks(elsewhere.owner, offer), looks(here.owner, old), looks(here.owner, "none")]),
    ).toEqual([404, 404, 404, 404]);
    await runCron("* * * * *", testEnv);
    const left = await db
      .select({ id: platform.pageOffer.id })
      .from(platform.pageOffer)
      .where(eq(platform.pageOffer.workspaceId, here.world.id));
    expect(left).toEqual([{ id: offer }]);
  });
});

describe("MC1: one Page, one workspace", () => {
  it("what another workspace has is told and refused; once it is disconnected there it is free, and its token is gone", async () => {
    const [mine, theirs] = [await scene(), await scene()];
    const page = await pageAtMeta();
    const [first, second] = [await offerOf(theirs.owner), await offerOf(mine.owner)];
    await theirs.owner.ask("POST", `pages/offers/${first}`, { pages: [page.id] });
    const seen = (await mine.owner.ask("GET", `pages/offers/${second}`)).json["pages"];
    expect(seen).toContainEqual(expect.objectContaining({ id: page.id, held: "elsewhere" }));
    const take = () => mine.owner.ask("POST", `pages/offers/${second}`, { pages: [page.id] });
    expect((await take()).json).toEqual({ connected: [], refused: [{ id: page.id, reason: "elsewhere" }] });

    expect((await mine.owner.ask("POST", `pages/${page.id}/disconnect`, {})).code).toBe("not_found");
    expect((await theirs.owner.ask("POST", `pages/${page.id}/disconnect`, {})).status).toBe(200);
    expect(await rowOf(page.id)).toMatchObject({ state: "disconnected", token: "" });
    expect((await take()).json).toEqual({ connected: [page.id], refused: [] });
    expect(await rowOf(page.id)).toMatchObject({ workspaceId: mine.world.id, state: "connected" });
    expect((await theirs.owner.ask("GET", "pages")).text).not.toContain(page.id);
    expect(await actsOn(mine.world, page.id)).toEqual(["page.connected", "page.disconnected", "page.connected"]);
  });

  it("IN1: what was accepted and not read yet stays the first workspace's: the second never gets it, the first once it has the Page again", async () => {
    const [mine, theirs] = [await scene(), await scene()];
    const { page, form } = theirs.world;
    await db.update(platform.page).set({ state: "broken", brokenReason: "token_expired" }).where(eq(platform.page.id, page));
    const lead = await createOne({ ...theirs.world, form });
    await deliver([lead]);
    await vi.waitUntil(async () => (await changeOf(lead.id))?.state === "parked", 10_000);
    await theirs.owner.ask("POST", `pages/${page}/disconnect`, {});
    const waiting = async ({ owner }: { owner: Desk }) =>
      ((await owner.ask("GET", "pages")).json["pages"] as { id: string; waiting: number }[]).find(({ id }) => id === page)?.waiting;
    expect(await waiting(theirs)).toBe(1);
    await mine.owner.ask("POST", `pages/offers/${await offerOf(mine.owner)}`, { pages: [page] });
    expect(await waiting(mine)).toBe(0);
    // Whoever runs the platform tries it again: it is laid aside again.
    await db.update(platform.change).set({ state: "waiting", dueAt: 0 }).where(eq(platform.change.lead, lead.id));
    await runCron("* * * * *", testEnv);
    await vi.waitUntil(async () => (await changeOf(lead.id))?.state === "parked", 10_000);
    expect([await leadsOf(mine.world), (await changeOf(lead.id))?.reason]).toEqual([[], "page_disconnected"]);
    await mine.owner.ask("POST", `pages/${page}/disconnect`, {});
    await theirs.owner.ask("POST", `pages/offers/${await offerOf(theirs.owner)}`, { pages: [page] });
    await runCron("* * * * *", testEnv);
    await arrived(theirs.world, 1);
    expect(await leadsOf(mine.world)).toEqual([]);
  });

  it("of two workspaces that take it at once one has it", async () => {
    const [mine, theirs] = [await scene(), await scene()];
    const page = await pageAtMeta();
    const offers = [await offerOf(mine.owner), await offerOf(theirs.owner)];
    const told = await Promise.all(
      [mine.owner, theirs.owner].map((desk, at) => desk.ask("POST", `pages/offers/${offers[at]}`, { pages: [page.id] })),
    );
    const connected = told.map(({ json }) => (json["connected"] as string[]).length);
    expect(connected.toSorted((a, b) => a - b)).toEqual([0, 1]);
    const winner = connected[0] === 1 ? mine.world : theirs.world;
    expect([(await rowOf(page.id))?.workspaceId, await actsOn(winner, page.id)]).toEqual([winner.id, ["page.connected"]]);
  });

  it("asked for twice it is connected once more, with the newer permission; what was never offered is refused", async () => {
    const { owner, world } = await scene();
    const [page, strange, poor] = [await pageAtMeta(), "123456", await pageAtMeta({ tasks: ["ANALYZE"] })];
    const offer = await offerOf(owner);
    const take = () => owner.ask("POST", `pages/offers/${offer}`, { pages: [page.id, page.id, strange, poor.id] });
    const answer = {
      connected: [page.id],
      refused: [
        { id: strange, reason: "permission" },
        { id: poor.id, reason: "permission" },
      ],
    };
    expect([(await take()).json, (await take()).json]).toEqual([answer, answer]);
    expect(await rowOf(strange)).toBeUndefined();
    expect(await actsOn(world, page.id)).toEqual(["page.connected", "page.connected"]);
  });
});

describe("MC1: what is not told of is not connected, and what is disconnected is not read", () => {
  it("a Page that Meta does not subscribe stays as it was, with Meta's reason", async () => {
    const { owner } = await scene();
    const [good, bad] = [await pageAtMeta(), await pageAtMeta()];
    const offer = await offerOf(owner);
    await atMeta("POST", "/_/faults", { share: 1, kinds: ["missing_permission"], page: bad.id });
    const told = await owner.ask("POST", `pages/offers/${offer}`, { pages: [bad.id, good.id] });
    await atMeta("DELETE", "/_/faults");
    expect(told.json).toEqual({ connected: [good.id], refused: [{ id: bad.id, reason: "permission" }] });
    expect(await rowOf(bad.id)).toBeUndefined();
  });

  it("IN1: a broken Page that is connected again gets all that waited for it, once", async () => {
    const { world, owner } = await scene();
    await db
      .update(platform.page)
      .set({ state: "broken", brokenReason: "token_expired", flaggedAt: 1 })
      .where(eq(platform.page.id, world.page));
    const lead = await createOne(world);
    await deliver([lead]);
    await vi.waitUntil(async () => (await changeOf(lead.id))?.state === "parked", 10_000);
    expect((await owner.ask("GET", "pages")).json["pages"]).toContainEqual(
      expect.objectContaining({ id: world.page, state: "broken", reason: "token_expired", waiting: 1 }),
    );
    const offer = await offerOf(owner);
    await owner.ask("POST", `pages/offers/${offer}`, { pages: [world.page] });
    await runCron("* * * * *", testEnv);
    await arrived(world, 1);
    expect([await rowOf(world.page), await actsOn(world, world.page)]).toMatchObject([
      { state: "connected", brokenReason: null, flaggedAt: null },
      ["page.mended"],
    ]);
  });

  it("IN1: off and on again loses nothing, and no throttle is lifted by it", async () => {
    const { world, owner } = await scene();
    const until = Date.now() + 600_000;
    await db.update(platform.page).set({ pausedUntil: until }).where(eq(platform.page.id, world.page));
    const lead = await createOne(world);
    await deliver([lead]);
    await vi.waitUntil(async () => (await changeOf(lead.id))?.reason === "throttled", 10_000);
    await owner.ask("POST", `pages/${world.page}/disconnect`, {});
    expect((await changeOf(lead.id))?.state).toBe("parked");
    await owner.ask("POST", `pages/offers/${await offerOf(owner)}`, { pages: [world.page] });
    expect(await rowOf(world.page)).toMatchObject({ state: "connected", pausedUntil: until });
    await db.update(platform.page).set({ pausedUntil: 0 }).where(eq(platform.page.id, world.page));
    await db.update(platform.change).set({ dueAt: 0 }).where(eq(platform.change.lead, lead.id));
    await runCron("* * * * *", testEnv);
    await arrived(world, 1);
  });

  it("connected again while Meta is still told of the end, its leads are told of all the same", async () => {
    const { world, owner } = await scene();
    const offer = await offerOf(owner);
    await Promise.all([
      owner.ask("POST", `pages/${world.page}/disconnect`, {}),
      owner.ask("POST", `pages/offers/${offer}`, { pages: [world.page] }),
    ]);
    const again = await offerOf(owner);
    await owner.ask("POST", `pages/offers/${again}`, { pages: [world.page] });
    await vi.waitUntil(async () => (await subscribedAt(world.page)).length === 1, 10_000);
    expect((await rowOf(world.page))?.state).toBe("connected");
  });

  it("IN5: from the moment it is disconnected nothing of it is read, and Meta is told; twice is once", async () => {
    const { world, owner } = await scene();
    const gone = () => owner.ask("POST", `pages/${world.page}/disconnect`, {});
    expect([(await gone()).status, (await gone()).status]).toEqual([200, 200]);
    await vi.waitUntil(async () => (await subscribedAt(world.page)).length === 0, 10_000);
    const lead = await createOne(world);
    await deliver([lead]);
    await vi.waitUntil(async () => (await changeOf(lead.id))?.state === "unread", 10_000);
    expect([await leadsOf(world), await actsOn(world, world.page)]).toEqual([[], ["page.disconnected"]]);
  });
});

/** What our app is told of that Page, as Meta keeps it. */
async function subscribedAt(page: string): Promise<readonly string[]> {
  const { subscriptions } = (await atMeta("GET", "/_/subscriptions")) as { subscriptions: Record<string, string[]> };
  return subscriptions[page] ?? [];
}
