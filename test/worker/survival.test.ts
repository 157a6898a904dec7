import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { visibilityOf } from "../../domain/lead.ts";
import { type Actor, seesLive } from "../../domain/rights.ts";
import { fresh } from "../../worker/env.ts";
import { routeAgain } from "../../worker/store/reroute.ts";
import { readIntakeContext } from "../../worker/store/intake.ts";
import { consume, type ConsumePorts, sweep } from "../../worker/intake/consume.ts";
import { consumePorts } from "../../worker/intake/ports.ts";
import type { IntakeMessage } from "../../worker/intake/message.ts";
import { sealToken } from "../../worker/sealed.ts";
import { mendPage } from "../support/mend.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import * as workspace from "../../worker/store/schema/workspace.ts";
import { seeded, shuffled } from "../meta/random.ts";
import { bodyOf, post, type Told } from "../support/deliver.ts";
import { Follower } from "../support/follower.ts";
import { answers, create } from "../support/intake.ts";
import { leadsOf } from "../support/leads.ts";
import { atMeta, databases, makeWorld, settings, shard, testEnv, type World } from "../support/world.ts";

const LEADS = 2_000;
const SIZES = [1_000, ...Array<number>(5).fill(100), ...Array<number>(60).fill(5), ...Array<number>(200).fill(1)];
const MINUTE = 60_000;
const db = databases.platform;
const random = seeded(20_261_124);

/** The queue and the clock of this test: hours pass in seconds; a message may come twice, out of order, or be forgotten with its process. */
class Hours {
  #now = Date.now();
  #queue: IntakeMessage[] = [];
  readonly ports: ConsumePorts = {
    ...consumePorts(testEnv, settings, databases),
    fresh: { ...consumePorts(testEnv, settings, databases).fresh, now: () => this.#now },
    send: async (messages) => {
      this.#queue.push(...messages, ...messages.filter(() => random() < 0.2));
    },
  };

  /** A tick of the cron, and everything the queue then brings. */
  async pass(ms: number): Promise<void> {
    this.#now = Math.max(this.#now, Date.now()) + ms;
    await sweep(this.ports);
    while (this.#queue.length > 0) {
      this.#queue = shuffled(random, this.#queue);
      const bodies = this.#queue.splice(0, 10);
      if (random() < 0.1) continue;
      const batch = createMessageBatch(
        "leadoxe-intake",
        bodies.map((body, n) => ({ id: `m${n}`, timestamp: new Date(), attempts: 1, body })),
      );
      await consume(batch.messages, this.ports);
      const { explicitAcks, retryMessages } = await getQueueResult(batch, createExecutionContext());
      expect(explicitAcks.length + retryMessages.length, "every message has an answer").toBe(bodies.length);
    }
  }

  get now(): number {
    return this.#now;
  }
}

const waiting = async (world: World) => {
  const [row] = await db
    .select({
      waiting: sql<number>`sum(state = 'waiting')`,
      parked: sql<number>`sum(state = 'parked')`,
      done: sql<number>`sum(state = 'done')`,
    })
    .from(platform.change)
    .where(eq(platform.change.page, world.page));
  return { waiting: row?.waiting ?? 0, parked: row?.parked ?? 0, done: row?.done ?? 0 };
};

/** What a person does about parked leads: connects the Page again, and asks again for what could not be read. */
async function mend(world: World, now: number): Promise<void> {
  const token = await sealToken(settings.TOKEN_KEYS, world.page, world.token);
  await mendPage(
    db,
    { page: world.page, workspace: world.id, token },
    { person: "owner", ip: null, browser: null, request: null },
    { ...fresh, now: () => now },
  );
  await db
    .update(platform.change)
    .set({ state: "waiting", dueAt: now, attempts: 0, settledAt: null })
    .where(sql`${platform.change.page} = ${world.page} AND ${platform.change.state} = 'parked'`);
}

/** Every delivery twice, in any order, in every size; a few at a time, as Meta's several senders do. */
async function deliverAll(told: readonly Told[]): Promise<void> {
  const mixed = shuffled(random, told);
  const bodies = SIZES.map((size) => bodyOf(mixed.splice(0, size)));
  const posts = shuffled(random, [...bodies, ...bodies]);
  for (let at = 0; at < posts.length; at += 8) {
    const answered = await Promise.all(posts.slice(at, at + 8).map((body) => post(body)));
    expect(answered.map((response) => response.status)).toEqual(answered.map(() => 200));
  }
}

const faults = (over: Record<string, unknown>) => atMeta("POST", "/_/faults", { timeoutMs: 20, seed: 5, ...over });
const TROUBLE = { share: 0.2, kinds: ["timeout", "http500", "html500", "throttled", "not_found"] };

describe("survival", () => {
  it(
    "IN1, IN2, EV2: two thousand leads, a fifth of all reads failing, deliveries twice and out of order: each lead once, and every client knows",
    { timeout: 180_000 },
    async () => {
      const world = await makeWorld({
        people: { owner: { role: "owner" }, sara: { role: "agent", teams: ["desk"] }, yousef: { role: "agent", teams: ["desk"] } },
        rules: [{ match: {}, pool: { kind: "team", team: "desk" } }],
      });
      const actor = (key: "owner" | "sara"): Actor => ({
        person: world.people[key]?.id ?? "",
        workspace: world.id,
        role: world.people[key]?.role ?? "agent",
        teams: key === "sara" ? ["desk"] : [],
        rights: [],
        masked: [],
        agentsSeeUnclaimed: true,
      });
      const [owner, sara] = [new Follower(shard, actor("owner")), new Follower(shard, actor("sara"))];
      await Promise.all([owner.begin(), sara.begin()]);
      const people = Array.from({ length: LEADS }, (_, n) => answers(`Person ${n}`, `+97150${1_000_000 + n}`, `person${n}@example.com`));
      const told = await create(world, LEADS, { leads: people });
      const hours = new Hours();
      await faults(TROUBLE);
      await deliverAll(told);

      let room = 0;
      let rounds = 0;
      let brokenOnce = false;
      for (let state = await waiting(world); state.done < LEADS; state = await waiting(world)) {
        rounds += 1;
        expect(rounds, `still ${JSON.stringify(state)}`).toBeLessThan(2_000);
        // Half way the Page loses its token: everything parks until a person connects it again.
        if (!brokenOnce && state.done > LEADS / 2) {
          await faults({ share: 1, kinds: ["expired_token"] });
          await hours.pass(40 * MINUTE);
          expect((await waiting(world)).parked).toBeGreaterThan(0);
          const [page] = await db.select().from(platform.page).where(eq(platform.page.id, world.page));
          expect(page).toMatchObject({ state: "broken", brokenReason: "token_expired" });
          await faults({ ...TROUBLE, seed: 6 });
          await mend(world, hours.now);
          brokenOnce = true;
        }
        if (state.waiting === 0) await mend(world, hours.now);
        await hours.pass(3 * MINUTE + random() * 10 * MINUTE);
        // The room sends its next frames; one in five is lost on the way to the agent.
        const from = room;
        room = await owner.hear(from, 300);
        if (random() >= 0.2) await sara.hear(from, 300);
      }
      expect(brokenOnce, "the token was lost on the way").toBe(true);
      const { faults: met } = (await atMeta("GET", "/_/state")) as { faults: { given: number } };
      expect(met.given, "reads failed").toBeGreaterThan(100);
      // IN4: a lead whose turn was contended waits for the sweep.
      const context = await readIntakeContext(shard, world.id, world.page);
      if (context === null) throw new Error("no workspace");
      while ((await routeAgain(shard, context, 50, hours.ports.fresh)) > 0);
      await Promise.all([owner.catchUp(), sara.catchUp()]);

      const leads = await leadsOf(world);
      expect(leads).toHaveLength(LEADS);
      const submissions = await shard
        .select({ source: workspace.submission.source, lead: workspace.submission.lead })
        .from(workspace.submission)
        .where(eq(workspace.submission.workspaceId, world.id));
      expect(submissions.map((one) => one.source).sort()).toEqual(told.map((one) => `meta:${one.id}`).sort());
      expect(new Set(submissions.map((one) => one.lead)).size).toBe(LEADS);
      expect(leads.map((lead) => lead.name).sort()).toEqual(Array.from({ length: LEADS }, (_, n) => `Person ${n}`).sort());

      const log = await shard.select().from(workspace.changeLog).where(eq(workspace.changeLog.workspaceId, world.id));
      const created = log.filter((entry) => entry.entity === "lead" && entry.op === "create").map((entry) => entry.id);
      expect(created.sort()).toEqual(leads.map((lead) => lead.id).sort());
      const figures = ({ id, version, name, owner: whose, stage }: (typeof leads)[number]) => ({ id, version, name, owner: whose, stage });
      for (const client of [owner, sara]) {
        const theirs = leads.filter((lead) => seesLive(client.actor, visibilityOf(lead))).map(figures);
        const known = [...client.rows.values()].map(({ id, version, name, owner: whose, stage }) => ({
          id,
          version,
          name,
          owner: whose,
          stage,
        }));
        expect(known.sort(byId)).toEqual(theirs.sort(byId));
        expect(new Set(client.announced).size, "no lead is announced twice").toBe(client.announced.length);
      }
      expect(owner.rows.size).toBe(LEADS);
      expect(sara.rows.size).toBeGreaterThan(LEADS / 4);
      expect(sara.gaps, "frames were lost and made up for").toBeGreaterThan(0);
    },
  );
});

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);
