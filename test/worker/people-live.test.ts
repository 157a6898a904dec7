import { and, eq } from "drizzle-orm";
import { runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, it } from "vitest";
import { CLOSE } from "../../domain/wire.ts";
import { roomOf } from "../../worker/room.ts";
import { job, outbox, page } from "../../worker/store/schema/platform.ts";
import { changeOf, type Desk, deskOf } from "../support/desk.ts";
import { personIn } from "../support/leads.ts";
import { platformAuditOf } from "../support/outbox.ts";
import { ask, signIn } from "../support/signed.ts";
import { Client } from "../support/socket.ts";
import { watchSql } from "../support/sql.ts";
import { answerWithin } from "../support/trips.ts";
import { databases, makeWorld, testEnv, type World } from "../support/world.ts";

const db = databases.platform;
const wish = {
  people: {
    owner: { role: "owner" as const },
    second: { role: "owner" as const },
    admin: { role: "admin" as const },
    other: { role: "admin" as const },
    manager: { role: "manager" as const },
    agent: { role: "agent" as const },
    auditor: { role: "auditor" as const },
  },
};

let watching: ReturnType<typeof watchSql> | null = null;
afterEach(() => watching?.stop());

/** Rooms cannot act, until that is called. */
async function breakRooms(world: World): Promise<() => Promise<void>> {
  const inside = (work: (prototype: object) => void) =>
    runInDurableObject(roomOf(testEnv, world.id), (instance) => work(Object.getPrototypeOf(instance) as object));
  let whole: unknown;
  await inside((prototype) => {
    whole = Reflect.get(prototype, "accessChanged");
    Object.assign(prototype, { accessChanged: () => Promise.reject(new Error("the room is gone")) });
  });
  return () => inside((prototype) => void Object.assign(prototype, { accessChanged: whole }));
}

async function change(desk: Desk, world: World, who: string, over: Parameters<typeof changeOf>[1] = {}) {
  const row = (await (await deskOf(world, "owner")).people()).people.find((one) => one.id === personIn(world, who));
  if (row === undefined) throw new Error("no such member");
  return desk.ask("PUT", `people/${row.id}`, changeOf(row, over));
}

describe("EV4: in force at once, or pending", () => {
  it.each(["suspend", "remove"])("%s closes their sockets within a second and refuses what comes after", async (act) => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const agent = await Client.open(world.slug, await signIn(personIn(world, "agent")));
    await agent.greet(null);
    const told = await desk.ask("POST", `people/${personIn(world, "agent")}/${act}`, { version: 1, to: null });
    const at = Date.now();
    expect(told.json).toMatchObject({ version: 2, pending: false });
    const closed = await agent.closed();
    expect([closed.code, closed.at - at < 1_000]).toEqual([CLOSE.noAccess, true]);
    expect((await ask(`/api/w/${world.slug}/boot`, { cookie: agent.signed.cookie })).status).toBe(404);
  });

  it("another role: their screen starts again with what they may see by it", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const agent = await Client.open(world.slug, await signIn(personIn(world, "agent")));
    await agent.greet(null);
    expect((await change(desk, world, "agent", { role: "auditor" })).json["pending"]).toBe(false);
    expect(await agent.next("reset")).toMatchObject({ why: "rights" });
  });

  it("a shard that fails: decided, told as pending, and seen as pending until it is there", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const { id } = await desk.see("agent");
    watching = watchSql(testEnv, async (_, database) => {
      if (database === "workspace") throw new Error("the shard is away");
    });
    const told = await desk.ask("POST", `people/${id}/suspend`, { version: 1 });
    watching.stop();
    expect([told.status, told.json]).toEqual([200, { version: 2, pending: true }]);
    expect(await desk.see("agent")).toMatchObject({ status: "suspended", pending: true });
    expect((await ask(`/api/w/${world.slug}/boot`, { cookie: (await signIn(id)).cookie })).status).toBe(404);
    await db.update(outbox).set({ dueAt: 0 }).where(eq(outbox.workspaceId, world.id));
    // Whoever decides next about the same person carries both on.
    expect((await desk.ask("POST", `people/${id}/reopen`, { version: 2 })).json).toEqual({ version: 3, pending: false });
    expect(await desk.see("agent")).toMatchObject({ status: "active", pending: false });
  });

  it("a room that fails: the same", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const mend = await breakRooms(world);
    const told = await desk.ask("POST", `people/${personIn(world, "agent")}/remove`, { version: 1, to: null });
    await mend();
    expect(told.json).toMatchObject({ version: 2, pending: true });
    // Who was removed is shown until their sockets are closed.
    expect(await desk.see("agent")).toMatchObject({ status: "removed", pending: true });
  });

  it.each<[string, string, string, Record<string, unknown>]>([
    ["a change", "PUT", "people/:agent", { version: 1, role: "manager", teams: [], rights: [], weight: 2, away: false }],
    ["a suspension", "POST", "people/:agent/suspend", { version: 1 }],
    ["a removal", "POST", "people/:agent/remove", { version: 1, to: null }],
    ["a removal to somebody", "POST", "people/:agent/remove", { version: 1, to: ":manager" }],
    ["a transfer", "POST", "transfer", { version: 1, to: ":agent" }],
    ["the end of sessions", "POST", "people/:agent/sessions/end", { session: null }],
  ])("three round trips for %s, the last one the commit", async (_title, method, path, body) => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "owner");
    await signIn(personIn(world, "agent"));
    const filled = (text: string) =>
      text.replace(/^(.*):(agent|manager)/, (_all, before: string, key: string) => before + personIn(world, key));
    const own = Object.fromEntries(Object.entries(body).map(([key, value]) => [key, typeof value === "string" ? filled(value) : value]));
    const answer = await answerWithin(3, () =>
      ask(`/api/w/${world.slug}/${filled(path)}`, { method, cookie: desk.signed.cookie, body: JSON.stringify(own) }),
    );
    // What carries it on has to wait here, and whoever asked is told so.
    expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({ pending: true })]);
  });
});

describe("removal", () => {
  it("PE1: a Page that they connected is flagged in the same batch, and nobody else's", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    // The first of the people connected it.
    await change(await deskOf(world, "owner"), world, "second", { role: "agent" });
    await db
      .update(page)
      .set({ connectedBy: personIn(world, "second") })
      .where(eq(page.id, world.page));
    await desk.ask("POST", `people/${personIn(world, "agent")}/remove`, { version: 1, to: null });
    expect((await desk.people()).flagged).toEqual([]);
    const told = await desk.ask("POST", `people/${personIn(world, "second")}/remove`, { version: 2, to: null });
    expect(told.status).toBe(200);
    expect((await desk.people()).flagged).toMatchObject([{ id: world.page, connectedBy: personIn(world, "second") }]);
    const audit = await platformAuditOf(world);
    expect(audit.at(-1)?.detail).toMatchObject({
      flagged: [world.page],
      leadsTo: null,
      after: { status: "removed", rights: [], teams: [] },
    });
  });

  it("opens one job, named by workspace, person and version", async () => {
    const world = await makeWorld(wish);
    const desk = await deskOf(world, "admin");
    const agent = personIn(world, "agent");
    const told = await desk.ask("POST", `people/${agent}/remove`, { version: 1, to: personIn(world, "manager") });
    expect(told.json).toEqual({ version: 2, pending: false, job: `leaving:${world.id}:${agent}:2` });
    const jobs = await db
      .select()
      .from(job)
      .where(and(eq(job.scope, world.id), eq(job.kind, "leaving")));
    expect(jobs).toMatchObject([{ id: told.json["job"], askedBy: personIn(world, "admin") }]);
    expect((await desk.people()).people.some((row) => row.id === agent)).toBe(false);
  });
});
