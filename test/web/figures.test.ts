import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LeadRow } from "../../domain/lead.ts";
import { createFigures, type Figures } from "../../web/store/figures.ts";
import { createLeads, type Leads } from "../../web/store/leads.ts";
import { at, boot, changes, clock, fakeBrowser, row, upsert, uuidOf } from "./support.ts";

let leads: Leads;
let figures: Figures;

const frame = (...args: Parameters<typeof changes>) => leads.apply({ kind: "frame", frame: changes(...args) });
const page = (rows: LeadRow[], next: string | null) => ({ position: at(10), rows, next });

beforeEach(() => {
  vi.useFakeTimers();
  leads = createLeads({ clock, me: () => "me", notify: () => undefined });
  figures = createFigures({
    api: { boot: async () => boot(), waiting: async () => ({ count: 0, oldest: null }) },
    slug: "north",
    clock,
    browser: fakeBrowser(),
    leads,
    directory: { refresh: () => undefined },
  });
  leads.restart(page([row(9, { owner: "me" }), row(8), row(5)], "5000.5"));
  figures.began({ total: 20, unclaimed: 6 }, { count: 10, oldest: 1_000 });
});
afterEach(() => {
  figures.close();
  vi.useRealTimers();
});

const said = () => [figures.total(), figures.unclaimed(), figures.waiting().count];

describe("figures over leads that are mostly not here", () => {
  it("stay the same while more of the list is read", () => {
    leads.addPage("all", page([row(4), row(3, { owner: "me" })], "3000.3"));
    expect(said()).toEqual([20, 6, 10]);
  });

  it("stay the same when a lead that was not read yet is heard of", () => {
    frame(10, 11, { upserts: [upsert(row(2, { version: 2 }))] });
    expect(said()).toEqual([20, 6, 10]);
  });

  it("follow a lead that leaves one's sight and comes back", () => {
    frame(10, 11, { removals: [{ id: uuidOf(8), why: "moved", to: "sara", by: "boss" }] });
    expect(said()).toEqual([19, 5, 9]);
    frame(11, 12, { upserts: [upsert(row(8, { version: 3 }))] });
    expect(said()).toEqual([20, 6, 10]);
  });

  it("count a new lead, and not a test", () => {
    frame(10, 11, { upserts: [upsert(row(12), { created: true }), upsert(row(13, { isTest: true }), { created: true })] });
    expect(said()).toEqual([21, 7, 11]);
  });

  it("of one list: what is read of it, tests aside, and exactly once it is read to its end", () => {
    frame(10, 11, { upserts: [upsert(row(13, { isTest: true })), upsert(row(12, { firstAttemptAt: 1 }))] });
    expect(figures.of(null)).toEqual({ total: 3, atLeast: true, waiting: { count: 2, atLeast: true, oldest: null } });
    leads.addPage("owner:", { position: at(11), rows: [row(3)], next: null });
    expect(figures.of(null)).toEqual({ total: 4, atLeast: false, waiting: { count: 3, atLeast: false, oldest: 3_000 } });
    expect(figures.of("me").total).toBe(1);
  });
});
