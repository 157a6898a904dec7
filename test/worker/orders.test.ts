import { and, eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { drain } from "../../worker/intake/consume.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import * as workspace from "../../worker/store/schema/workspace.ts";
import { deliver, type Told } from "../support/deliver.ts";
import { answers, create, ports, store } from "../support/intake.ts";
import { leadsOf } from "../support/leads.ts";
import { consumeNow } from "../support/queue.ts";
import { checkKept } from "../support/records.ts";
import { databases, makeWorld, shard, type World } from "../support/world.ts";

/** A person and the ways in which they may type the same phone and address. */
const PEOPLE = [
  { name: "Layla Haddad", phone: "+971501234567", typed: ["050 123 4567", "+971 50 123 4567", "٠٥٠١٢٣٤٥٦٧"], email: "layla@example.com" },
  { name: "Omar Saeed", phone: "+971509999999", typed: ["0509999999", "00971509999999"], email: "omar@example.com" },
  { name: "ليلى حداد", phone: "+966501112233", typed: ["+966501112233"], email: "l.h@example.com" },
] as const;
const TEST_LEAD = answers("<test lead: dummy data for full_name>", "<test lead: dummy data for phone_number>", "test@meta.com");

/** One form filled in: by whom (or by Meta's testing tool), and how they typed. */
const filled = fc.record({ person: fc.constantFrom<number | null>(0, 1, 2, null), typing: fc.nat(5), upper: fc.boolean() });

/** How deliveries come in: the leads of each (by number), the way, and whether the next one waits for it. */
const arriving = fc.record({
  leads: fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }),
  way: fc.constantFrom("fast", "stored", "queued"),
  waits: fc.boolean(),
});

function answersOf({ person, typing, upper }: { person: number | null; typing: number; upper: boolean }) {
  const found = person === null ? undefined : PEOPLE[person];
  if (found === undefined) return TEST_LEAD;
  const phone = found.typed[typing % found.typed.length] ?? found.phone;
  return answers(found.name, phone, upper ? found.email.toUpperCase() : found.email);
}

async function bring(world: World, way: string, told: readonly Told[]): Promise<void> {
  if (way === "fast") {
    expect((await deliver(told)).status).toBe(200);
    return;
  }
  await store(told);
  if (way === "queued") await consumeNow([{ kind: "drain", page: world.page }]);
}

/** Sweeps until nothing waits: what was contended is due again at once. */
async function settle(world: World): Promise<void> {
  const waiting = and(eq(platform.change.page, world.page), eq(platform.change.state, "waiting"));
  await vi.waitUntil(async () => {
    await databases.platform.update(platform.change).set({ dueAt: 0 }).where(waiting);
    await drain(world.page, ports);
    return (await databases.platform.select().from(platform.change).where(waiting)).length === 0;
  }, 20_000);
}

/** Leads as anybody would tell them apart, owners aside: those go by turn. */
async function outcome(world: World): Promise<string[]> {
  const submissions = await shard
    .select({ lead: workspace.submission.lead, source: workspace.submission.source })
    .from(workspace.submission)
    .where(eq(workspace.submission.workspaceId, world.id));
  return (await leadsOf(world))
    .map((lead) => {
      const sources = submissions.filter((one) => one.lead === lead.id).map((one) => one.source);
      return [lead.name, lead.phone, lead.email, lead.stage, lead.isTest, ...sources.sort()].join(" ");
    })
    .sort();
}

/** What must be there in the end: a lead for each person with all of their submissions, and one for each test. */
function expected(forms: readonly { readonly person: number | null }[], told: readonly Told[]): string[] {
  const sourcesOf = (person: number) => told.filter((_, n) => forms[n]?.person === person).map((one) => `meta:${one.id}`);
  const people = PEOPLE.flatMap((one, n) => {
    const sources = sourcesOf(n);
    return sources.length === 0 ? [] : [[one.name, one.phone, one.email, "new", false, ...sources.sort()].join(" ")];
  });
  const tests = told.filter((_, n) => forms[n]?.person === null);
  const [name, phone, email] = TEST_LEAD.field_data.map((field) => field.values[0]);
  return [...people, ...tests.map((one) => [name, phone, email, "new", true, `meta:${one.id}`].join(" "))].sort();
}

it("IN2: any order, grouping and repetition of the same deliveries, by any way and at once, gives the same leads and submissions", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(filled, { minLength: 2, maxLength: 6 }), fc.array(arriving, { maxLength: 6 }), async (forms, arrivals) => {
      const world = await makeWorld({
        people: { one: { role: "agent", teams: ["orders"] }, two: { role: "agent", teams: ["orders"] } },
        rules: [{ match: {}, pool: { kind: "team", team: "orders" } }],
      });
      const told = await create(world, forms.length, { leads: forms.map(answersOf) });
      const running: Promise<void>[] = [];
      // Whatever the draw leaves out comes last, all in one.
      for (const { leads, way, waits } of [...arrivals, { leads: told.map((_, n) => n), way: "stored", waits: true }]) {
        const some = leads.flatMap((n) => told[n % told.length] ?? []);
        const work = bring(world, way, some);
        if (waits) await work;
        else running.push(work);
      }
      await Promise.all(running);
      await settle(world);
      expect(await outcome(world)).toEqual(expected(forms, told));
      const changes = await databases.platform.select().from(platform.change).where(eq(platform.change.page, world.page));
      expect(changes.map((one) => [one.state, one.lease])).toEqual(told.map(() => ["done", null]));
      await checkKept(world);
    }),
    { numRuns: 15 },
  );
}, 120_000);
