import { fc } from "@fast-check/vitest";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { type AttemptOutcome, BANNABLE, CHANNELS, OUTCOMES } from "../../domain/lead.ts";
import type { TimelineEntry } from "../../domain/story.ts";
import { fresh } from "../../worker/env.ts";
import { logAttempt, withdrawAttempt } from "../../worker/store/attempts.ts";
import type { Command } from "../../worker/store/commands.ts";
import { undo } from "../../worker/store/undo.ts";
import { handOf } from "../support/commands.ts";
import { leadById, personIn, plantLead } from "../support/leads.ts";
import { auditOf } from "../support/records.ts";
import { storyOf } from "../support/story.ts";
import { makeWorld, settings, shard, type World } from "../support/world.ts";

const people = { sara: { role: "agent" as const }, omar: { role: "agent" as const } };

async function scene(over: Parameters<typeof plantLead>[1] = {}) {
  const world = await makeWorld({ people, settings: { agentsSeeUnclaimed: true } });
  const lead = await plantLead(world, over);
  return { world, lead, sara: await handOf(world, "sara") };
}

/** A command of that person that comes at that time, whatever the clock of its place says. */
function commandAt(world: World, lead: string, now: number, mutation = uuidv7(), who = "sara"): Command {
  const person = personIn(world, who);
  const actor = { person, workspace: world.id, role: "agent", teams: [], rights: [], masked: [], agentsSeeUnclaimed: true } as const;
  return { shard, actor, doer: { person, ip: null, browser: null, request: null }, lead, mutation, fresh: { ...fresh, now: () => now } };
}

const clocks = async (lead: string) => {
  const { firstAttemptAt, reachedAt } = await leadById(lead);
  return [firstAttemptAt, reachedAt];
};

describe("what is written down of an attempt", () => {
  it.each(CHANNELS.flatMap((channel) => OUTCOMES.map((outcome) => [channel, outcome] as const)))(
    "ED1: %s, %s: the first one stops the waiting clock, the first that reached them another",
    async (channel, outcome) => {
      const { world, lead, sara } = await scene();
      const told = await sara.attempt(lead.id, { channel, outcome, text: " said hello " });
      const [entry] = await storyOf(world, lead.id);
      expect(entry?.data).toEqual({ kind: "attempt", channel, outcome, text: "said hello" });
      expect([told.status, ...(await clocks(lead.id))]).toEqual([200, entry?.at, outcome === "reached" ? entry?.at : null]);
      const [audited] = await auditOf(world);
      expect([audited?.record.act, audited?.detail]).toEqual(["lead.attempted", { channel, outcome }]);
    },
  );

  it.each(OUTCOMES)("whoever reached us was reached, whatever else is said: %s", async (outcome) => {
    const { world, lead, sara } = await scene();
    const told = await sara.attempt(lead.id, { channel: "whatsapp", outcome, way: "in", text: "Is it still free?" });
    const [entry] = await storyOf(world, lead.id);
    expect(entry?.data).toEqual({ kind: "attempt", channel: "whatsapp", outcome: "reached", way: "in", text: "Is it still free?" });
    expect([told.body.row?.firstAttemptAt, told.body.row?.reachedAt]).toEqual([entry?.at, entry?.at]);
  });

  it("DN1: what was done by a channel that they asked not to be reached by is written down all the same", async () => {
    const { world, lead, sara } = await scene({ noContact: [...BANNABLE] });
    for (const channel of CHANNELS) expect([channel, (await sara.attempt(lead.id, { channel })).status]).toEqual([channel, 200]);
    expect(await storyOf(world, lead.id)).toHaveLength(CHANNELS.length);
  });

  it("later ones move neither clock; what was first tried and what first reached them are told apart", async () => {
    const { world, lead, sara } = await scene();
    for (const outcome of ["no_answer", "message_left", "reached", "no_answer", "reached"]) await sara.attempt(lead.id, { outcome });
    const [first, , reached] = await storyOf(world, lead.id);
    expect(await clocks(lead.id)).toEqual([first?.at, reached?.at]);
  });
});

describe("ED1: an attempt that is told after it was", () => {
  const HOUR = 3_600_000;

  it("counts from when it was: the first one stops the clock, though it is told last and by somebody else", async () => {
    const { world, lead } = await scene({ submittedAt: Date.now() - 5 * HOUR });
    const now = Date.now();
    await logAttempt(commandAt(world, lead.id, now, uuidv7(), "omar"), { channel: "phone", outcome: "reached" });
    const late = { channel: "phone", outcome: "no_answer", at: now - 2 * HOUR } as const;
    await logAttempt(commandAt(world, lead.id, now + 1, uuidv7(), "sara"), late);
    expect(await clocks(lead.id)).toEqual([now - 2 * HOUR, now]);
    const earlier = { channel: "whatsapp", outcome: "reached", at: now - HOUR } as const;
    await logAttempt(commandAt(world, lead.id, now + 2, uuidv7(), "sara"), earlier);
    expect(await clocks(lead.id)).toEqual([now - 2 * HOUR, now - HOUR]);
    expect((await leadById(lead.id)).lastActivityAt).toBe(now);
  });

  it("says in the story and the record when it was written down, and nothing where that was at once", async () => {
    const { world, lead } = await scene({ submittedAt: Date.now() - 5 * HOUR });
    const now = Date.now();
    await logAttempt(commandAt(world, lead.id, now), { channel: "phone", outcome: "no_answer", at: now - HOUR });
    await logAttempt(commandAt(world, lead.id, now), { channel: "phone", outcome: "no_answer", at: now - 2_000 });
    expect((await storyOf(world, lead.id)).map(({ at, data }) => [at - now, data])).toEqual([
      [-HOUR, { kind: "attempt", channel: "phone", outcome: "no_answer", logged: now }],
      [-2_000, { kind: "attempt", channel: "phone", outcome: "no_answer" }],
    ]);
    expect((await auditOf(world)).map(({ detail }) => detail)).toEqual([
      { channel: "phone", outcome: "no_answer", at: now - HOUR },
      { channel: "phone", outcome: "no_answer" },
    ]);
  });

  it("is never to come by the server's clock, nor before the form", async () => {
    const { lead, sara } = await scene({ submittedAt: Date.now() - HOUR });
    const before = Date.now();
    await sara.attempt(lead.id, { at: before + 9 * HOUR });
    const [first] = await clocks(lead.id);
    expect(first).toBeGreaterThanOrEqual(before);
    expect(first).toBeLessThanOrEqual(Date.now());
    await sara.attempt(lead.id, { at: 1 });
    expect(await clocks(lead.id)).toEqual([lead.submittedAt, null]);
    expect((await sara.attempt(lead.id, { at: "yesterday" })).status).toBe(422);
  });

  it("is logged once, however late it is delivered again", async () => {
    const { world, lead, sara } = await scene({ submittedAt: Date.now() - 5 * HOUR });
    const at = Date.now() - HOUR;
    const mutation = uuidv7();
    await sara.attempt(lead.id, { mutation, at, sent: at + 10 });
    await sara.attempt(lead.id, { mutation, at, sent: Date.now() });
    expect(await storyOf(world, lead.id)).toHaveLength(1);
  });
});

describe("ED1: an attempt that is taken back", () => {
  it("lets the clocks show the first attempts that stand, each its own", async () => {
    const { world, lead } = await scene();
    const ids = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
    const outcomes: AttemptOutcome[] = ["no_answer", "reached", "no_answer", "reached"];
    const now = Date.now();
    for (const [n, outcome] of outcomes.entries())
      await logAttempt(commandAt(world, lead.id, now + n, ids[n]), { channel: "phone", outcome });
    const shown = [];
    for (const n of [1, 0, 3, 2]) {
      await undo(commandAt(world, lead.id, now + 10), ids[n] ?? "", settings.ERASURE_KEY);
      shown.push((await clocks(lead.id)).map((at) => (at === null ? null : at - now)));
    }
    expect(shown).toEqual([
      [0, 3],
      [2, 3],
      [2, null],
      [null, null],
    ]);
  });

  it.each([
    [["reached", "no_answer"], 0, [0, null]],
    [["reached", "no_answer"], 1, [0, 0]],
    [["reached", "reached"], 0, [0, 0]],
    [["no_answer", "no_answer"], 1, [0, null]],
  ] as const)("of two in one millisecond (%j) the other still counts without number %i", async (outcomes, gone, left) => {
    const { world, lead } = await scene();
    const now = Date.now();
    const ids = [uuidv7(), uuidv7()];
    for (const [n, outcome] of outcomes.entries()) await logAttempt(commandAt(world, lead.id, now, ids[n]), { channel: "phone", outcome });
    await undo(commandAt(world, lead.id, now), ids[gone] ?? "", settings.ERASURE_KEY);
    expect((await clocks(lead.id)).map((at) => (at === null ? null : at - now))).toEqual(left);
    await undo(commandAt(world, lead.id, now), ids[1 - gone] ?? "", settings.ERASURE_KEY);
    expect(await clocks(lead.id)).toEqual([null, null]);
  });

  it("after whatever was logged and taken back, by whichever clock, both clocks show the first attempts that stand", async () => {
    const act = fc.record({
      at: fc.integer({ min: 0, max: 4 }),
      ago: fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
      outcome: fc.constantFrom(...OUTCOMES),
      way: fc.constantFrom("in", "out", undefined),
      who: fc.constantFrom("sara", "omar"),
      undo: fc.boolean(),
      pick: fc.nat({ max: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 14 }), async (acts) => {
        const world = await makeWorld({ people });
        const lead = await plantLead(world);
        const now = Date.now();
        const done: { readonly mutation: string; readonly who: string }[] = [];
        for (const { at, ago, outcome, way, who, undo: takesBack, pick } of acts) {
          const own = done[pick % Math.max(1, done.length)];
          if (takesBack && own !== undefined) {
            done.splice(done.indexOf(own), 1);
            await undo(commandAt(world, lead.id, now + at, uuidv7(), own.who), own.mutation, settings.ERASURE_KEY);
          } else {
            const mutation = uuidv7();
            await logAttempt(commandAt(world, lead.id, now + at, mutation, who), {
              channel: "email",
              outcome,
              way,
              ...(ago !== undefined && { at: now + at - ago * 1_000 }),
            });
            done.push({ mutation, who });
          }
          expect(await clocks(lead.id)).toEqual(firstOf(await storyOf(world, lead.id)));
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe("ST1, ED1: an attempt that whoever logged it takes back long after", () => {
  const LATER = 3 * 86_400_000;
  const entryOf = async (world: World, lead: string, n: number) => (await storyOf(world, lead))[n]?.id ?? "";

  it("stays in the story, counts no more, and stands again where that is undone", async () => {
    const { world, lead } = await scene();
    const now = Date.now();
    const [first, second] = [uuidv7(), uuidv7()];
    await logAttempt(commandAt(world, lead.id, now, first), { channel: "phone", outcome: "reached" });
    await logAttempt(commandAt(world, lead.id, now + 5, second, "omar"), { channel: "phone", outcome: "no_answer" });
    const of = await entryOf(world, lead.id, 0);
    const taken = uuidv7();
    const at = now + LATER;
    await withdrawAttempt(commandAt(world, lead.id, at, taken), of);
    expect((await clocks(lead.id)).map((one) => one && one - now)).toEqual([5, null]);
    expect((await storyOf(world, lead.id)).at(-1)).toMatchObject({ actor: personIn(world, "sara"), data: { kind: "withdrawn", of } });
    expect((await auditOf(world)).at(-1)).toMatchObject({ record: { act: "lead.attempt_withdrawn" }, detail: { entry: of } });
    // Delivered again it changes nothing.
    await withdrawAttempt(commandAt(world, lead.id, at, taken), of);
    expect(await storyOf(world, lead.id)).toHaveLength(3);
    await expect(withdrawAttempt(commandAt(world, lead.id, at), of)).rejects.toMatchObject({ code: "invalid_input" });

    await undo(commandAt(world, lead.id, at + 1), taken, settings.ERASURE_KEY);
    expect((await clocks(lead.id)).map((one) => one && one - now)).toEqual([0, 0]);
    await expect(undo(commandAt(world, lead.id, at + 2), taken, settings.ERASURE_KEY)).rejects.toMatchObject({ code: "conflict" });
    await withdrawAttempt(commandAt(world, lead.id, at + 3), of);
    expect((await clocks(lead.id)).map((one) => one && one - now)).toEqual([5, null]);
  });

  it("is taken back once, whichever way: the last ten minutes' undo finds it gone", async () => {
    const { world, lead } = await scene();
    const mutation = uuidv7();
    const now = Date.now();
    await logAttempt(commandAt(world, lead.id, now, mutation), { channel: "phone", outcome: "reached" });
    await withdrawAttempt(commandAt(world, lead.id, now + 1), await entryOf(world, lead.id, 0));
    await expect(undo(commandAt(world, lead.id, now + 2), mutation, settings.ERASURE_KEY)).rejects.toMatchObject({ code: "conflict" });
    expect(await clocks(lead.id)).toEqual([null, null]);
  });

  it("is nobody else's to take back, and nothing but an attempt of this lead is", async () => {
    const { world, lead, sara } = await scene();
    const other = await plantLead(world);
    await sara.attempt(lead.id);
    await sara.send("POST", `leads/${lead.id}/notes`, JSON.stringify({ mutation: uuidv7(), text: "a note" }));
    const [attempt, note] = [await entryOf(world, lead.id, 0), await entryOf(world, lead.id, 1)];
    const omar = await handOf(world, "omar");
    const take = async (hand: typeof sara, of: string, where = lead.id) =>
      (await hand.send("POST", `leads/${where}/attempts/${of}/withdraw`, JSON.stringify({ mutation: uuidv7() }))).status;
    expect([await take(omar, attempt), await take(sara, note), await take(sara, attempt, other.id), await take(sara, uuidv7())]).toEqual([
      403, 404, 404, 404,
    ]);
    expect([await take(sara, attempt), await take(sara, attempt)]).toEqual([200, 422]);
  });
});

/** The first attempt, and the first that reached them, of those that stand. */
function firstOf(story: readonly TimelineEntry[]): (number | null)[] {
  const gone = new Set(story.flatMap(({ data }) => (data.kind === "withdrawn" ? [data.of] : [])));
  const left = story.flatMap(({ id, at, data }) =>
    data.kind === "attempt" && !gone.has(id) ? [{ at, reached: data.outcome === "reached" }] : [],
  );
  const first = (some: readonly { readonly at: number }[]) => (some.length === 0 ? null : Math.min(...some.map(({ at }) => at)));
  return [first(left), first(left.filter(({ reached }) => reached))];
}
