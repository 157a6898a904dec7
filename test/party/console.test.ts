import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CLOSE } from "../../domain/wire.ts";
import { consoleOf } from "../../worker/room.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { staffOf } from "../support/console.ts";
import { Watcher } from "../support/console-socket.ts";
import { deliver } from "../support/deliver.ts";
import { arrived, changeOf, createOne } from "../support/intake.ts";
import { signIn } from "../support/signed.ts";
import { knock } from "../support/socket.ts";
import { watchSql } from "../support/sql.ts";
import { databases, makeWorld, testEnv } from "../support/world.ts";

const db = databases.platform;
const room = () => consoleOf(testEnv);
let watchers: Watcher[] = [];
let watching: ReturnType<typeof watchSql> | null = null;

afterEach(async () => {
  watching?.stop();
  for (const watcher of watchers) watcher.leave();
  watchers = [];
  await vi.waitUntil(async () => (await alarm()) === null);
});

async function watch(): Promise<Watcher> {
  const watcher = await Watcher.enter((await staffOf("platform:super_admin")).signed);
  watchers.push(watcher);
  return watcher;
}

const alarm = () => runInDurableObject(room(), (_room, state) => state.storage.getAlarm());

async function evict(): Promise<void> {
  await runInDurableObject(room(), () => undefined);
  await evictDurableObject(room());
}

async function delivered(): Promise<string> {
  const world = await makeWorld();
  const told = await createOne(world);
  expect((await deliver([told])).status).toBe(200);
  await arrived(world, 1);
  return (await changeOf(told.id))?.delivery ?? "";
}

describe("the console's door", () => {
  it("PM1: whoever has no role finds nothing there, and no other site's page may open it", async () => {
    const world = await makeWorld();
    const owner = await signIn(world.people["owner"]?.id ?? "");
    const staff = await staffOf("platform:auditor");
    const told = [
      await knock("console", { cookie: owner.cookie }),
      await knock("console"),
      await knock("no-such-workspace", { cookie: owner.cookie }),
    ];
    expect(told.map((answer) => answer.status)).toEqual([404, 404, 404]);
    for (const origin of [null, "https://evil.example", "null"])
      expect((await knock("console", { cookie: staff.signed.cookie, origin })).status).toBe(403);
  });

  it("nobody seats themselves: what a client writes into headers and query is not who it is", async () => {
    const world = await makeWorld();
    const owner = await signIn(world.people["owner"]?.id ?? "");
    const headers = { "x-leadoxe-admitted": JSON.stringify({ session: "s", person: "p", role: "platform:super_admin" }) };
    expect((await knock("console", { cookie: owner.cookie, headers, query: "?_pk=me" })).status).toBe(404);
  });

  it("an old page is told so, and what cannot be read ends the socket", async () => {
    const { signed } = await staffOf("platform:support");
    const [old, odd] = [await Watcher.open(signed), await Watcher.open(signed)];
    old.say(JSON.stringify({ t: "hello", v: 0 }));
    odd.say("{}");
    expect([await old.closed(), await odd.closed()]).toEqual([CLOSE.staleClient, CLOSE.badFrame]);
  });
});

describe("watching", () => {
  it("a new delivery, and what becomes of it, reaches every watcher; the webhook touches no room", async () => {
    const [one, two] = [await watch(), await watch()];
    const called = vi.spyOn(testEnv.CONSOLE, "getByName");
    const id = await delivered();
    expect(called).not.toHaveBeenCalled();
    called.mockRestore();
    for (const watcher of [one, two]) {
      const row = await watcher.told(id, (told) => told.states.done === 1);
      expect(row).toMatchObject({ id, verdict: "accepted", leads: 1, states: { waiting: 0, done: 1, parked: 0, unread: 0 } });
    }
  });

  it("a row is sent once, and again only when it has changed", async () => {
    const watcher = await watch();
    const id = await delivered();
    await watcher.told(id, (row) => row.states.done === 1);
    const count = () => watcher.frames.filter((frame) => frame.t === "deliveries" && frame.rows.some((row) => row.id === id)).length;
    const before = count();
    await watcher.next("head");
    expect(count()).toBe(before);
    await db
      .update(platform.change)
      .set({ state: "parked", reason: "refused", settledAt: Date.now() })
      .where(eq(platform.change.delivery, id));
    expect((await watcher.told(id, (row) => row.states.parked === 1))?.states.done).toBe(0);
  });

  it("more than a frame may hold: the rest is told to be read anew", async () => {
    const watcher = await watch();
    await testEnv.PLATFORM_DB.prepare(
      `WITH RECURSIVE nth (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM nth WHERE n < 320)
       INSERT INTO delivery (id, received_at, verdict, bytes, leads, ignored, bad) SELECT printf('%064d', n), ?1, 'accepted', 1, 1, 0, 0 FROM nth`,
    )
      .bind(Date.now())
      .run();
    expect((await watcher.next("deliveries", (frame) => frame.more)).rows).toHaveLength(300);
  });

  it("with nobody watching nothing runs and nothing is read", async () => {
    const watcher = await watch();
    expect(await alarm()).not.toBeNull();
    watcher.leave();
    await vi.waitUntil(async () => (await alarm()) === null);
    watching = watchSql(testEnv);
    expect(await runDurableObjectAlarm(room())).toBe(false);
    expect(watching.trips).toEqual([]);
  });

  it("two round trips a look, at once, however many watch", async () => {
    const all = [await watch(), await watch(), await watch()];
    expect(all).toHaveLength(3);
    watching = watchSql(testEnv);
    expect(await runDurableObjectAlarm(room())).toBe(true);
    watching.stop();
    const looks = watching.trips.flatMap((trip) => trip.statements).filter((text) => text.includes("touched"));
    expect(watching.trips.length).toBe(2 * looks.length);
    expect(looks.length).toBeGreaterThan(0);
  });

  it("an evicted room goes on: the sockets sleep on, and what came meanwhile is sent", async () => {
    const watcher = await watch();
    await evict();
    const id = await delivered();
    expect((await watcher.told(id, (row) => row.states.done === 1))?.id).toBe(id);
    await watcher.ping();
  });
});

describe("who loses access", () => {
  it("EV4: losing the role, or the session, closes the socket within the next look; the others stay", async () => {
    const [role, session] = [await staffOf("platform:super_admin"), await staffOf("platform:auditor")];
    const stays = await watch();
    const [first, second] = [await Watcher.enter(role.signed), await Watcher.enter(session.signed)];
    await db.delete(platform.platformMember).where(eq(platform.platformMember.personId, role.person));
    await db.delete(platform.session).where(eq(platform.session.id, session.signed.session));
    expect([await first.closed(), await second.closed()]).toEqual([CLOSE.noAccess, CLOSE.noAccess]);
    const id = await delivered();
    expect((await stays.told(id))?.id).toBe(id);
    expect((await knock("console", { cookie: role.signed.cookie })).status).toBe(404);
  });

  it("SU1: the console session's end, or its running idle, closes the socket; watching keeps it from neither", async () => {
    const [left, idle] = [await staffOf("platform:super_admin"), await staffOf("platform:support")];
    const [first, second] = [await Watcher.enter(left.signed), await Watcher.enter(idle.signed)];
    expect((await left.ask("POST", "leave", {})).status).toBe(200);
    expect(await first.closed()).toBe(CLOSE.noAccess);
    await second.next("head");
    const [row] = await db.select().from(platform.consoleSession).where(eq(platform.consoleSession.id, idle.signed.console));
    expect(row?.seenAt).toBe(row?.createdAt);
    await db
      .update(platform.consoleSession)
      .set({ seenAt: Date.now() - 15 * 60_000 })
      .where(eq(platform.consoleSession.id, idle.signed.console));
    expect(await second.closed()).toBe(CLOSE.noAccess);
    for (const { signed } of [left, idle]) expect((await knock("console", { cookie: signed.cookie })).status).toBe(403);
  });

  it("EV4: after an eviction too", async () => {
    const role = await staffOf("platform:super_admin");
    const watcher = await Watcher.enter(role.signed);
    await evict();
    await db
      .update(platform.platformMember)
      .set({ role: "platform:nobody" as never })
      .where(eq(platform.platformMember.personId, role.person));
    expect(await watcher.closed()).toBe(CLOSE.noAccess);
  });
});
