import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import * as v from "valibot";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  consoleBoot,
  type DeliveriesPage,
  deliveriesAnswer,
  deliveryAnswer,
  type DeliveryDetail,
  diagnosticsAnswer,
  type Parked,
  parkedAnswer,
} from "../../domain/console.ts";
import { healthAnswer } from "../../domain/health.ts";
import { PLATFORM_ROLES } from "../../domain/platform.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { park, planted, type Staff, staffOf } from "../support/console.ts";
import { deliver, post } from "../support/deliver.ts";
import { answers, arrived, changeOf, createOne, deliveryOf } from "../support/intake.ts";
import { ask, signIn } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { databases, makeWorld, testEnv } from "../support/world.ts";

const db = databases.platform;
let watching: ReturnType<typeof watchSql> | null = null;
afterEach(() => watching?.stop());

const retry = (staff: Staff, lead: string, mutation: string = uuidv7()) => staff.ask("POST", `changes/${lead}/retry`, { mutation });
const state = async (lead: string) => (await changeOf(lead))?.state;
const settledOf = (lead: string) => vi.waitUntil(async () => ((await state(lead)) === "waiting" ? null : state(lead)), 10_000);

describe("who may come in", () => {
  it("PM1: whoever has no role gets the bytes of a path that is not there, whatever they ask, signed in or not", async () => {
    const world = await makeWorld();
    const owner = await signIn(world.people["owner"]?.id ?? "");
    const stranger = await staffOf("platform:king");
    const headers = { "cf-ray": "same" };
    const tell = async (path: string, init: Parameters<typeof ask>[1]) => {
      const answer = await ask(path, { ...init, headers });
      return JSON.stringify([answer.status, [...answer.headers].map(String).sort(), await answer.text()]);
    };
    const wishes = [
      "boot",
      "deliveries",
      "deliveries?verdict=wrong",
      `deliveries/${"0".repeat(64)}`,
      "parked",
      "health",
      "crons",
      "jobs",
      "nothing",
    ];
    for (const cookie of [owner.cookie, stranger.signed.cookie, "leadoxe=forged.forged", ""]) {
      const nowhere = await tell("/api/nothing/here", { cookie });
      expect(nowhere).toContain('{\\"error\\":{\\"code\\":\\"not_found\\",\\"request\\":\\"same\\"}}');
      for (const path of wishes) expect(await tell(`/api/console/${path}`, { cookie }), path).toBe(nowhere);
      const posted = { method: "POST", cookie, body: "{}" };
      for (const path of ["parked/retry", "changes/1/retry", "crons/sweep/run"])
        expect(await tell(`/api/console/${path}`, posted), path).toBe(await tell("/api/nothing/here", posted));
    }
  });

  it("EV4: a session that ended, or a role that was taken, opens nothing any more", async () => {
    const [left, out] = [await staffOf("platform:super_admin"), await staffOf("platform:super_admin")];
    await left.get("boot");
    await db.delete(platform.platformMember).where(eq(platform.platformMember.personId, left.person));
    await db.delete(platform.session).where(eq(platform.session.id, out.signed.session));
    expect([(await left.ask("GET", "boot")).status, (await out.ask("GET", "boot")).status]).toEqual([404, 404]);
  });

  it("PM1: every role reads; who may do what is the table's", async () => {
    const may: Record<string, number[]> = {};
    for (const role of PLATFORM_ROLES) {
      const staff = await staffOf(role);
      const read = await Promise.all(
        ["boot", "deliveries", "parked", "diagnostics", "health", "crons", "jobs"].map((path) => staff.ask("GET", path)),
      );
      expect(new Set(read.map((answer) => answer.status))).toEqual(new Set([200]));
      const act = [
        await retry(staff, "1"),
        await staff.ask("POST", "crons/outbox/run", {}),
        await staff.ask("POST", "jobs/none/retry", {}),
      ];
      may[role] = act.map((answer) => answer.status);
    }
    expect(may).toEqual({
      "platform:super_admin": [404, 200, 409],
      "platform:support": [404, 403, 403],
      "platform:privacy_officer": [403, 403, 403],
      "platform:auditor": [403, 403, 403],
    });
  });

  it("PM1: a role on the platform opens no workspace and no lead", async () => {
    const world = await makeWorld();
    const { signed } = await staffOf("platform:super_admin");
    for (const path of ["boot", "leads", "waiting"])
      expect((await ask(`/api/w/${world.slug}/${path}`, { cookie: signed.cookie })).status).toBe(404);
    const session = (await (await ask("/api/session", { cookie: signed.cookie })).json()) as { workspaces: unknown[]; console?: boolean };
    expect([session.workspaces, session.console]).toEqual([[], true]);
    const owner = await signIn(world.people["owner"]?.id ?? "");
    expect(await (await ask("/api/session", { cookie: owner.cookie })).json()).not.toHaveProperty("console");
  });
});

describe("what is shown", () => {
  it("PM1: no name, phone, email, answer or id of a lead of ours in any answer", async () => {
    const staff = await staffOf("platform:super_admin");
    const world = await makeWorld();
    const secret = ["Zubaida Confidential", "+971509998877", "zubaida@private.example"] as const;
    const told = await createOne(world, { leads: [answers(...secret)] });
    expect((await deliver([told])).status).toBe(200);
    const [lead] = await arrived(world, 1);
    await settledOf(told.id);
    await post(`{"entry":[{"changes":[{"field":"leadgen","value":{"leadgen_id":"x","note":"${secret[0]}"}}]}]}`);
    const id = (await changeOf(told.id))?.delivery ?? "";
    const paths = [
      "boot",
      "deliveries",
      `deliveries/${id}`,
      "parked",
      "diagnostics",
      "health",
      "crons",
      "jobs",
      `deliveries?page=${world.page}`,
    ];
    for (const path of paths) {
      const { status, text } = await staff.ask("GET", path);
      expect([path, status]).toEqual([path, 200]);
      for (const word of [...secret, "Zubaida", "509998877", "zubaida", lead?.id ?? "no lead", world.token])
        expect(text, path).not.toContain(word);
    }
  });

  it("answers fit the schemas that both sides hold", async () => {
    const staff = await staffOf("platform:auditor");
    const world = await makeWorld();
    const { delivery, leads } = await planted(world, 2);
    await park(leads.slice(0, 1));
    v.parse(consoleBoot, await staff.get("boot"));
    v.parse(deliveriesAnswer, await staff.get("deliveries"));
    v.parse(deliveryAnswer, await staff.get(`deliveries/${delivery}`));
    v.parse(parkedAnswer, await staff.get("parked"));
    v.parse(diagnosticsAnswer, await staff.get("diagnostics"));
    v.parse(healthAnswer, await staff.get("health"));
  });

  it("a delivery says where it came from and what became of each change in it", async () => {
    const staff = await staffOf("platform:support");
    const world = await makeWorld();
    const { delivery, leads } = await planted(world, 3, {
      colo: "DXB",
      country: "AE",
      ip: "173.252.1.2",
      browser: "facebookexternalua",
      bytes: 812,
    });
    await park(leads.slice(0, 1), { trace: "Atrace", reason: "not_readable", failure: "ambiguous" });
    const { row, changes, more } = await staff.get<DeliveryDetail>(`deliveries/${delivery}`);
    expect(row).toMatchObject({ colo: "DXB", country: "AE", ip: "173.252.1.2", browser: "facebookexternalua", bytes: 812, leads: 3 });
    expect(row.states).toEqual({ waiting: 2, done: 0, parked: 1, unread: 0 });
    expect(row.pages).toEqual([{ id: world.page, name: `Page of ${world.slug}`, workspace: { id: world.id, name: world.slug } }]);
    expect([changes.length, more]).toEqual([3, 0]);
    expect(changes[0]).toMatchObject({
      lead: leads[0],
      state: "parked",
      reason: "not_readable",
      failure: "ambiguous",
      trace: "Atrace",
      attempts: 3,
    });
    expect((await staff.ask("GET", `deliveries/${"0".repeat(64)}`)).status).toBe(404);
  });

  it("the log comes by pages of 50, newest first, nothing twice and nothing left out", async () => {
    const staff = await staffOf("platform:super_admin");
    const world = await makeWorld();
    const at = Date.now() - 40 * 86_400_000;
    const ids: string[] = [];
    // Two to a millisecond: the id decides between them.
    for (let n = 0; n < 120; n++) ids.push((await planted(world, 1, { receivedAt: at + (n >> 1) })).delivery);
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const page: DeliveriesPage = await staff.get(`deliveries?page=${world.page}${next === null ? "" : `&after=${next}`}`);
      seen.push(...page.rows.map((row) => row.id));
      next = page.next;
    } while (next !== null);
    expect(new Set(seen)).toEqual(new Set(ids));
    expect(seen).toHaveLength(120);
    expect((await staff.get<DeliveriesPage>("deliveries")).rows).toHaveLength(50);
  });

  it("each filter keeps what it names", async () => {
    const staff = await staffOf("platform:super_admin");
    const [world, other] = [await makeWorld(), await makeWorld()];
    const [mine, theirs] = [
      await planted(world, 2, { colo: "FRA", country: "QA" }),
      await planted(other, 1, { colo: "LHR", country: "OM" }),
    ];
    const unreadable = await planted(other, 0, { verdict: "unreadable", receivedAt: Date.now() - 7 * 86_400_000 });
    await park(mine.leads.slice(0, 1));
    const found = async (query: string) => (await staff.get<DeliveriesPage>(`deliveries?${query}`)).rows.map((row) => row.id);
    expect(await found(`page=${world.page}`)).toEqual([mine.delivery]);
    expect(await found(`workspace=${other.id}`)).toEqual([theirs.delivery]);
    expect(await found(`workspace=${world.id}&state=parked`)).toEqual([mine.delivery]);
    expect(await found(`workspace=${other.id}&state=parked`)).toEqual([]);
    expect(await found("place=QA")).toEqual([mine.delivery]);
    expect(await found("place=LHR")).toEqual([theirs.delivery]);
    expect(await found("verdict=unreadable")).toContain(unreadable.delivery);
    expect(await found("verdict=unreadable")).not.toContain(mine.delivery);
    expect(await found(`verdict=unreadable&since=${Date.now() - 86_400_000}`)).not.toContain(unreadable.delivery);
    expect((await staff.ask("GET", "deliveries?state=lost")).status).toBe(422);
  });

  it("a filter that fits nothing reads a bounded part of the log and says where it stopped", async () => {
    const staff = await staffOf("platform:super_admin");
    // D1 binds a hundred parameters a statement: eight rows of these.
    for (let n = 0; n < 70; n++) await db.insert(platform.delivery).values(Array.from({ length: 8 }, () => deliveryOf()));
    watching = watchSql(testEnv);
    const page = await staff.get<DeliveriesPage>("deliveries?place=ZZ");
    expect([page.rows, page.next === null]).toEqual([[], false]);
    expect(watching.trips.reduce((sum, trip) => sum + trip.rowsRead, 0)).toBeLessThanOrEqual(2_000);
  });

  it("what is parked is told by reason and Page, and one by one", async () => {
    const staff = await staffOf("platform:support");
    const world = await makeWorld({ page: "broken" });
    const { leads } = await planted(world, 3);
    await park(leads.slice(0, 2), { reason: "page_broken", failure: "reconnect", settledAt: 1_000 });
    await park(leads.slice(2), { reason: "refused", settledAt: 2_000 });
    const parked = await staff.get<Parked>("parked");
    const groups = parked.groups.filter((group) => group.page.id === world.page);
    expect(groups.map(({ reason, count, since, pageState }) => ({ reason, count, since, pageState }))).toEqual([
      { reason: "page_broken", count: 2, since: 1_000, pageState: "broken" },
      { reason: "refused", count: 1, since: 2_000, pageState: "broken" },
    ]);
    const only = await staff.get<Parked>(`parked?page=${world.page}&reason=page_broken`);
    expect(only.rows.map((row) => row.lead).sort()).toEqual(leads.slice(0, 2).sort());
    expect(only.rows[0]?.page.workspace?.name).toBe(world.slug);
  });
});

describe("round trips", () => {
  it.each([
    "boot",
    "deliveries",
    "deliveries?state=parked&verdict=accepted",
    "deliveries/:id",
    "parked",
    "diagnostics",
    "jobs",
    "retries/:none",
  ])("two for GET %s: who asks, and what they asked for", async (path) => {
    const staff = await staffOf("platform:super_admin");
    const { delivery } = await planted(await makeWorld(), 2);
    const told = path.replace(":id", delivery).replace(":none", uuidv7());
    watching = watchSql(testEnv);
    expect((await staff.ask("GET", told)).status).toBe(path.includes("none") ? 404 : 200);
    expect(watching.trips.map((trip) => trip.database)).toEqual(["platform", "platform"]);
  });

  it.each([
    ["health", 2],
    ["crons", 2],
  ])("GET %s: who asks, and then everything at once", async (path) => {
    const staff = await staffOf("platform:super_admin");
    let running = 0;
    let rounds = 0;
    watching = watchSql(testEnv, async () => {
      if (running++ === 0) rounds++;
      await Promise.resolve();
      queueMicrotask(() => (running = 0));
    });
    expect((await staff.ask("GET", path)).status).toBe(200);
    expect(rounds).toBeLessThanOrEqual(2);
  });
});
