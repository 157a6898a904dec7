import fc from "fast-check";
import * as v from "valibot";
import { beforeAll, describe, expect, it } from "vitest";
import {
  compareBy,
  DEFAULT_SORT,
  type Filter,
  type FilterContext,
  filterOf,
  matcherOf,
  serverOrder,
  type Sort,
  textOf,
} from "../../domain/filter.ts";
import { MAX_CONDITIONS } from "../../domain/filter/condition.ts";
import { type LeadRow, leadRow, rowFor, visibilityOf } from "../../domain/lead.ts";
import { COUNT_GROUPS, type CountGroup } from "../../domain/listing.ts";
import { type Actor, can, MASKABLE, maskedFor } from "../../domain/rights.ts";
import { readCounts } from "../../worker/store/counting.ts";
import { readLeads } from "../../worker/store/lists.ts";
import { asAddressed, FLOOR, NOW, PIECES, someFilter, someSort, TEAMS, TELLING, TEXTS, ZONES } from "../support/filters.ts";
import { plantKinds, someReader } from "../support/planted.ts";
import { shard } from "../support/world.ts";

let workspace = "";
let rows: readonly LeadRow[] = [];
beforeAll(async () => ({ workspace, rows } = await plantKinds(160)));

const asked = fc.record({ filter: someFilter.map(asAddressed), reader: someReader, timeZone: fc.constantFrom(...ZONES) });

/** By the table of rights and the predicate, lead by lead: of each as its reader has it (PV2). */
function expected(filter: Filter, actor: Actor, context: FilterContext): LeadRow[] {
  const fits = matcherOf(filter, context);
  return rows.filter((row) => can(actor, "lead.read", visibilityOf(row)) && fits(asTold(actor, row)));
}

function asTold(actor: Actor, row: LeadRow): LeadRow {
  return maskedFor(actor, row).length === 0 ? row : v.parse(leadRow, rowFor(actor, row));
}

/** Reads a list to its end. */
async function listed(actor: Actor, query: { filter: Filter; sort: Sort; limit: number }, context: FilterContext, reads: number) {
  const ids: string[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < 400; pages++) {
    const page = await readLeads(shard, actor, { ...query, after }, context, reads);
    expect(page.rows.length).toBeLessThanOrEqual(query.limit);
    ids.push(...page.rows.map((row) => row.id));
    if (page.next === null) return ids;
    after = page.next;
  }
  throw new Error("the list does not end");
}

describe("FL1: one language, two back ends", () => {
  it.each<[string, number, { limit: fc.Arbitrary<number>; reads: fc.Arbitrary<number> }]>([
    ["in pages that an index fills", 300, { limit: fc.constantFrom(20, 200), reads: fc.constant(2_000) }],
    ["in pages that give up looking", 80, { limit: fc.constantFrom(3, 50), reads: fc.constantFrom(60, 200) }],
  ])("the database lists, in order, what the predicate lets through to whoever reads, %s", async (_title, numRuns, page) => {
    let found = 0;
    const property = fc.asyncProperty(asked, someSort, fc.record(page), async ({ filter, reader, timeZone }, sort, { limit, reads }) => {
      const actor: Actor = { ...reader, workspace };
      const context = { me: actor.person, now: NOW, timeZone };
      const fit = expected(filter, actor, context).sort(compareBy(serverOrder(filter, sort), { setup: FLOOR }));
      found += Math.min(fit.length, 1);
      expect(await listed(actor, { filter, sort, limit }, context, reads), textOf(filter)).toEqual(fit.map((row) => row.id));
    });
    await fc.assert(property, { numRuns, seed: 7 });
    // Filters that let nothing through would prove nothing.
    expect(found).toBeGreaterThan(numRuns / 3);
  });

  it.each(["name", "company", "city", "tag", "custom.remark"])("every way of writing a word is one to both, in %s", async (field) => {
    const actor: Actor = { person: "sara", workspace, role: "owner", teams: [], rights: [], masked: [], agentsSeeUnclaimed: true };
    const context = { me: actor.person, now: NOW, timeZone: "UTC" };
    const words = [...TEXTS, ...PIECES].flatMap((word) => [word, word.toUpperCase(), `${word}\u0651`]);
    const parts = words.flatMap((word) => [`~${word.replace(/[\\,!*~]/g, "\\$&")}`, word.replace(/[\\,!*~]/g, "\\$&")]);
    let found = 0;
    for (const part of parts) {
      const { filter } = filterOf(new URLSearchParams([[field, part]]), FLOOR);
      if (filter.length === 0) continue;
      const fit = expected(filter, actor, context).sort(compareBy(DEFAULT_SORT, { setup: FLOOR }));
      found += fit.length;
      const { rows: page } = await readLeads(shard, actor, { filter, sort: DEFAULT_SORT, limit: 200 }, context);
      expect([part, page.map((row) => row.id)]).toEqual([part, fit.map((row) => row.id)]);
    }
    expect(found).toBeGreaterThan(50);
  });

  it.each<[string, Actor["masked"]]>([
    ["a telephone", ["phone"]],
    ["an address", ["email"]],
    ["either", ["phone", "email"]],
    ["neither", []],
  ])(
    "PV2: %s that is kept is nothing to list or count by, in a text of the workspace's own, but in the reader's own leads",
    async (_title, masked) => {
      const context = { me: "Sara_1", now: NOW, timeZone: "UTC" };
      const asks = ["~", "", "!"].flatMap((op) => [...TELLING, "050", "5", "@", "•", "example"].map((words) => `${op}${words}`));
      let found = 0;
      for (const role of ["auditor", "manager", "agent"] as const) {
        const actor: Actor = { person: context.me, workspace, role, teams: TEAMS, rights: [], masked, agentsSeeUnclaimed: true };
        for (const ask of [...asks, "empty", "filled"]) {
          const { filter } = filterOf(new URLSearchParams([["custom.remark", ask]]), FLOOR);
          if (filter.length === 0) continue;
          const fit = expected(filter, actor, context).sort(compareBy(DEFAULT_SORT, { setup: FLOOR }));
          found += fit.length;
          const { rows: page } = await readLeads(shard, actor, { filter, sort: DEFAULT_SORT, limit: 200 }, context);
          const counts = await readCounts(shard, actor, { filter }, context);
          expect([ask, page.map((row) => row.id)]).toEqual([ask, fit.map((row) => row.id)]);
          expect([ask, counts.count]).toEqual([ask, fit.filter((row) => !row.isTest).length]);
        }
      }
      expect(found).toBeGreaterThan(100);
    },
  );

  it("a count looks as far as it may in all that its reader sees, not in each part of it", async () => {
    const actor: Actor = { person: "Sara_1", workspace, role: "manager", teams: TEAMS, rights: [], masked: [], agentsSeeUnclaimed: true };
    const context = { me: actor.person, now: NOW, timeZone: "UTC" };
    const fit = expected([], actor, context);
    // Those of her own and nobody's are read once more among their teams'.
    const twice = fit.filter((row) => row.team !== null && (row.owner === null || row.owner === actor.person));
    const counts = await readCounts(shard, actor, { filter: [], group: "project" }, context, fit.length + twice.length + 1);
    expect([counts.count, counts.atLeast]).toEqual([fit.filter((row) => !row.isTest).length, false]);
  });

  it("as many conditions as an address takes, each on a text that may be kept, are one statement that D1 takes", async () => {
    const actor: Actor = {
      person: "Sara_1",
      workspace,
      role: "manager",
      teams: TEAMS,
      rights: [],
      masked: MASKABLE,
      agentsSeeUnclaimed: true,
    };
    const context = { me: actor.person, now: NOW, timeZone: "UTC" };
    const asks = Array.from({ length: MAX_CONDITIONS }, (_, n) => [`custom.own_${n}`, n % 2 === 0 ? `!${"layla,omar,noor,lina"}` : "!050"]);
    const { filter, dropped } = filterOf(new URLSearchParams(asks), null);
    expect([filter.length, dropped]).toEqual([MAX_CONDITIONS, []]);
    const { rows: page } = await readLeads(shard, actor, { filter, sort: DEFAULT_SORT, limit: 200 }, context);
    expect(page.map((row) => row.id)).toEqual(
      expected(filter, actor, context)
        .sort(compareBy(DEFAULT_SORT, { setup: FLOOR }))
        .map((row) => row.id),
    );
  });

  it("the database counts them, and what they are worth, in all and by group; never more than there are where it gives up", async () => {
    const property = fc.asyncProperty(
      asked,
      fc.constantFrom<CountGroup | undefined>(...COUNT_GROUPS, undefined),
      fc.constantFrom(2_000, 2_000, 50),
      async ({ filter, reader, timeZone }, group, reads) => {
        const actor: Actor = { ...reader, workspace };
        const context = { me: actor.person, now: NOW, timeZone };
        const asks = filter.some(({ field }) => field === "test");
        const fit = expected(filter, actor, context).filter((row) => asks || !row.isTest);
        const { position: _, groups, ...counts } = await readCounts(shard, actor, { filter, group }, context, reads);
        const worth = (of: readonly LeadRow[]) => of.reduce((sum, row) => sum + (row.value ?? 0), 0);
        if (counts.atLeast) {
          expect(reads).toBe(50);
          expect(counts.count).toBeLessThanOrEqual(fit.length);
          return;
        }
        expect(counts, textOf(filter)).toEqual({ count: fit.length, value: worth(fit), atLeast: false });
        const keys = new Set(group === undefined ? [] : fit.flatMap((row) => keysOf(row, group)));
        const by = [...keys].map((key) => fit.filter((row) => keysOf(row, group as CountGroup).includes(key)).map((row) => row));
        expect(new Map(groups.map(({ key, count, value }) => [key, [count, value]]))).toEqual(
          new Map([...keys].map((key, n) => [key, [by[n]?.length, worth(by[n] ?? [])]])),
        );
      },
    );
    await fc.assert(property, { numRuns: 250, seed: 11 });
  });
});

function keysOf(row: LeadRow, group: CountGroup): (string | null)[] {
  if (group === "project") return row.projects?.length ? row.projects : [null];
  if (group === "firstProject") return [row.projects?.[0] ?? null];
  return [row[group]];
}
