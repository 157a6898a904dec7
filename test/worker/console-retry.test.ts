import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it, vi } from "vitest";
import type { Retried, RetryProgress } from "../../domain/console.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { park, parkedAtMeta, planted, type Staff, staffOf } from "../support/console.ts";
import { changeOf } from "../support/intake.ts";
import { ask } from "../support/signed.ts";
import { answerWithin } from "../support/trips.ts";
import { databases, makeWorld, metaNumber } from "../support/world.ts";

const db = databases.platform;
const retry = (staff: Staff, lead: string, mutation: string = uuidv7()) => staff.ask("POST", `changes/${lead}/retry`, { mutation });
const audited = (id: string) => db.select().from(platform.audit).where(eq(platform.audit.id, id));
const state = async (lead: string) => (await changeOf(lead))?.state;
const settledOf = (lead: string) => vi.waitUntil(async () => ((await state(lead)) === "waiting" ? null : state(lead)), 10_000);

describe("retrying", () => {
  it("AU1: makes a parked change due and drains its Page; the same wish again changes nothing and is answered alike", async () => {
    const staff = await staffOf("platform:super_admin");
    const world = await makeWorld();
    const [lead = ""] = await parkedAtMeta(world);
    const mutation = uuidv7();
    const first = await retry(staff, lead, mutation);
    expect([first.status, first.text]).toEqual([200, '{"asked":1,"left":0}']);
    expect(await settledOf(lead)).toBe("done");
    await park([lead]);
    expect(await retry(staff, lead, mutation)).toEqual(first);
    expect(await state(lead)).toBe("parked");
    const [record, ...others] = await audited(mutation);
    expect(others).toEqual([]);
    expect(record).toMatchObject({ actor: staff.person, act: "change.retried", subjectKind: "change", subject: lead, workspaceId: null });
    expect(record).toMatchObject({ ip: "203.0.113.7", browser: "A browser", request: "request-1" });
    const [detail] = await db.select().from(platform.auditDetail).where(eq(platform.auditDetail.audit, mutation));
    expect(detail?.detail).toEqual({ leads: [lead], left: 0 });
  });

  it("only a parked change becomes due, and what is refused is not recorded", async () => {
    const staff = await staffOf("platform:super_admin");
    const world = await makeWorld();
    const { leads } = await planted(world, 2);
    const [waiting = "", settled = ""] = leads;
    await db.update(platform.change).set({ state: "done", settledAt: 5 }).where(eq(platform.change.lead, settled));
    const before = [await changeOf(waiting), await changeOf(settled)];
    const wishes = [uuidv7(), uuidv7(), uuidv7()];
    const told = [await retry(staff, waiting, wishes[0]), await retry(staff, settled, wishes[1]), await retry(staff, "404", wishes[2])];
    expect(told.map((answer) => answer.status)).toEqual([409, 409, 404]);
    expect([await changeOf(waiting), await changeOf(settled)]).toEqual(before);
    for (const wish of wishes) expect(await audited(wish)).toEqual([]);
  });

  it("two who retry the same change at once: one does it, and it is recorded once", async () => {
    const [one, two] = [await staffOf("platform:super_admin"), await staffOf("platform:support")];
    const world = await makeWorld({ page: "broken" });
    const { leads } = await planted(world, 1);
    const [lead = ""] = leads;
    await park(leads);
    const told = await Promise.all([retry(one, lead), retry(two, lead)]);
    expect(new Set(told.map((answer) => answer.status))).toEqual(new Set([200, 409]));
    const records = await db
      .select()
      .from(platform.audit)
      .where(and(eq(platform.audit.act, "change.retried"), eq(platform.audit.subject, lead)));
    expect(records).toHaveLength(1);
    const same = uuidv7();
    await settledOf(lead);
    const twice = await Promise.all([retry(one, lead, same), retry(one, lead, same)]);
    expect(twice.map((answer) => answer.status)).toEqual([200, 200]);
  });

  it("all of a Page: at most 200 at once, says how many are left, and how far it is", async () => {
    const staff = await staffOf("platform:super_admin");
    const world = await makeWorld({ page: "disconnected" });
    const { leads } = await planted(world, 230);
    await db
      .update(platform.change)
      .set({ state: "parked", lease: null, leaseUntil: 0, reason: "refused", failure: "permanent", settledAt: 9 })
      .where(eq(platform.change.page, world.page));
    const mutation = uuidv7();
    const first = await staff.ask("POST", "parked/retry", { mutation, page: world.page, reason: "refused" });
    expect(JSON.parse(first.text) as Retried).toEqual({ asked: 200, left: 30 });
    expect(await staff.ask("POST", "parked/retry", { mutation, page: world.page, reason: "refused" })).toEqual(first);
    const told = await vi.waitUntil(
      async () => {
        const progress = await staff.get<RetryProgress>(`retries/${mutation}`);
        return progress.pending === 0 ? progress : null;
      },
      { timeout: 20_000 },
    );
    expect(told).toEqual({ asked: 200, pending: 0, later: 0, done: 0, parked: 0, unread: 200 });
    expect(await db.$count(platform.change, and(eq(platform.change.page, world.page), eq(platform.change.state, "parked")))).toBe(
      leads.length - 200,
    );
    expect(await audited(mutation)).toHaveLength(1);
    expect((await staff.ask("GET", `retries/${uuidv7()}`)).status).toBe(404);
  });

  it("a wish that names nothing is refused, and one that finds nothing is done and not recorded", async () => {
    const staff = await staffOf("platform:super_admin");
    const mutation = uuidv7();
    expect((await staff.ask("POST", "parked/retry", { mutation })).status).toBe(422);
    const none = await staff.ask("POST", "parked/retry", { mutation, page: metaNumber() });
    expect([none.status, none.text, await audited(mutation)]).toEqual([200, '{"asked":0,"left":0}', []]);
  });

  it("AU1: a cron that a person runs is recorded with their name", async () => {
    const staff = await staffOf("platform:super_admin");
    const told = await staff.ask("POST", "crons/sweep/run", {});
    expect([told.status, (JSON.parse(told.text) as { outcome: string }).outcome]).toEqual([200, "ok"]);
    const records = await db.select().from(platform.audit).where(eq(platform.audit.actor, staff.person));
    expect(records.map(({ act, subject }) => [act, subject])).toEqual([["cron.run", "sweep"]]);
    expect((await staff.ask("POST", "crons/lunch/run", {})).status).toBe(404);
  });

  it("three for a retry: who asks, what it is about, the commit", async () => {
    const staff = await staffOf("platform:super_admin");
    const world = await makeWorld({ page: "broken" });
    const { leads } = await planted(world, 2);
    await park(leads);
    const [lead = ""] = leads;
    const send = (path: string, body: unknown) =>
      answerWithin(3, () => ask(`/api/console/${path}`, { method: "POST", cookie: staff.signed.cookie, body: JSON.stringify(body) }));
    expect((await send(`changes/${lead}/retry`, { mutation: uuidv7() })).status).toBe(200);
    expect((await send("parked/retry", { mutation: uuidv7(), page: world.page })).status).toBe(200);
  });
});
