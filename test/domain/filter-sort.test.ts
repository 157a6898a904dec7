import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareBy, DEFAULT_SORT, isServerSort, NO_FILTER, serverOrder, type Sort, sortIn, sortOf, sortText } from "../../domain/filter.ts";
import type { LeadRow } from "../../domain/lead.ts";
import { FLOOR, someLead } from "../support/filters.ts";

const SORTS = [
  "created",
  "activity",
  "followUp",
  "archived",
  "name",
  "stage",
  "owner",
  "value",
  "waiting",
  "firstContact",
  "reached",
  "closed",
  "priority",
  "project",
  "custom.rooms",
  "custom.budget",
  "custom.vip",
].flatMap((name) => [name, `-${name}`]);
const row = (n: number, over: Partial<LeadRow>): LeadRow => ({ ...(over as LeadRow), n, submittedAt: over.submittedAt ?? 0 });
const ordered = (sort: string, rows: readonly LeadRow[], nameOf?: (field: string, id: string) => string | undefined) =>
  rows.toSorted(compareBy(sortOf(sort), { setup: FLOOR, ...(nameOf && { nameOf }) })).map(({ n }) => n);

describe("FL1: the order of a list", () => {
  it.each(SORTS)("%s is read as it is written", (text) => {
    expect(sortText(sortIn(text) as Sort)).toBe(text);
  });

  it.each(["", "phone", "-email", "--created", "custom.", "-"])("%s is none, and stands for the order of every list", (text) => {
    expect([sortIn(text), sortOf(text)]).toEqual([undefined, DEFAULT_SORT]);
  });

  it("the server's are by when they came, were worked on, are to be followed up; archived ones by when they were archived", () => {
    expect(SORTS.filter((text) => isServerSort(sortOf(text)) && !text.startsWith("-"))).toEqual([
      "created",
      "activity",
      "followUp",
      "archived",
    ]);
    const archived = [{ field: "archived", op: "is", values: ["yes"] }] as const;
    expect(serverOrder(archived, DEFAULT_SORT)).toEqual({ by: "archived", down: true });
    expect(serverOrder(NO_FILTER, sortOf("-archived"))).toEqual(DEFAULT_SORT);
    expect(serverOrder(NO_FILTER, sortOf("value"))).toEqual(DEFAULT_SORT);
  });

  it.each<[string, number[]]>([
    ["followUp", [2, 1, 4, 3]],
    ["-followUp", [1, 2, 4, 3]],
    ["value", [2, 3, 4, 1]],
    ["-value", [3, 2, 4, 1]],
    ["stage", [3, 4, 1, 2]],
    ["priority", [2, 4, 1, 3]],
    ["name", [3, 4, 1, 2]],
    ["owner", [3, 4, 1, 2]],
    ["custom.budget", [2, 4, 1, 3]],
  ])("%s: who has nothing there comes last, whichever way; the newest first among equals", (sort, order) => {
    const rows = [
      row(1, { nextFollowUpAt: 9, stage: "contacted", priority: "high", name: "lead 10", owner: "b", custom: { budget: "5m" } }),
      row(2, { nextFollowUpAt: 5, stage: "won", value: 1, priority: "urgent", name: "", owner: null, custom: { budget: "2m" } }),
      row(3, { stage: "new", value: 2, name: "Lead 2", owner: "a", submittedAt: 1, custom: {} }),
      row(4, { stage: "contacted", name: "LEAD 10", owner: "b", submittedAt: 2, priority: "high", custom: { budget: "5m" } }),
    ];
    expect(ordered(sort, rows, (_, id) => ({ a: "Anna", b: "Bilal" })[id])).toEqual(order);
  });

  it.each<[string, number[]]>([
    ["waiting", [2, 5, 4, 3, 1]],
    ["-waiting", [5, 2, 4, 3, 1]],
    ["firstContact", [4, 1, 5, 3, 2]],
    ["-reached", [1, 4, 5, 3, 2]],
    ["closed", [3, 5, 4, 2, 1]],
  ])("%s: whoever waits longest, or the moment; who waits for nobody, or has no such moment, comes last", (sort, order) => {
    const rows = [
      row(1, { firstAttemptAt: 9, reachedAt: 12 }),
      row(2, { firstAttemptAt: null, submittedAt: 1 }),
      row(3, { firstAttemptAt: null, submittedAt: 2, closedAt: 8 }),
      row(4, { firstAttemptAt: 8, reachedAt: 9, submittedAt: 3 }),
      row(5, { firstAttemptAt: null, submittedAt: 4 }),
    ];
    expect(ordered(sort, rows)).toEqual(order);
  });

  it.each(SORTS)("%s orders every two leads one way", (sort) => {
    const compare = compareBy(sortOf(sort), { setup: FLOOR });
    const some = fc.tuple(someLead, fc.nat(3)).map(([lead, n]) => ({ ...lead, n }) as LeadRow);
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        expect(Math.sign(compare(a, b)) === -Math.sign(compare(b, a))).toBe(true);
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});
