import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Filter } from "../../domain/filter.ts";
import type { Counts } from "../../domain/listing.ts";
import { DEFAULT_SETUP } from "../../domain/setup.ts";
import { type Counting, openCounts } from "../../web/store/counts.ts";
import { createLeads, type Leads } from "../../web/store/leads.ts";
import { at, changes, clock, fakeBrowser, pass, row, upsert, uuidOf } from "./support.ts";

const CONTEXT = { me: "me", timeZone: "Asia/Dubai", setup: DEFAULT_SETUP };
let leads: Leads;
let counting: Counting;
let asked = 0;
let server: Pick<Counts, "count" | "value" | "groups">;
const browser = fakeBrowser();

function open(filter: Filter): void {
  counting = openCounts(
    { filter, group: "stage" },
    {
      leads,
      clock,
      browser,
      context: () => CONTEXT,
      read: () => {
        asked++;
        return Promise.resolve({ position: at(1), atLeast: false, ...server });
      },
    },
  );
}

beforeEach(async () => {
  vi.useFakeTimers();
  asked = 0;
  server = {
    count: 40,
    value: 900,
    groups: [
      { key: "new", count: 30, value: 100 },
      { key: "won", count: 10, value: 800 },
    ],
  };
  leads = createLeads({ clock, me: () => "me", notify: () => undefined });
  leads.restart({ position: at(1), rows: [row(9, { value: 50 }), row(8)], next: "8000.8" });
  open([]);
  await pass();
});
afterEach(() => {
  counting.close();
  vi.useRealTimers();
});

const frame = (from: number, over: Parameters<typeof changes>[2]) => leads.apply({ kind: "frame", frame: changes(from, from + 1, over) });

describe("FL1: counts beside a list", () => {
  it("OF1: know nothing of a lead that waits to be added, whatever is done to it and though it is taken back", () => {
    const waiting = row(7, { id: uuidOf(7), version: 0 });
    leads.overlay(uuidOf(7), () => waiting);
    leads.overlay(uuidOf(7), () => ({ ...waiting, stage: "won" }));
    leads.overlay(uuidOf(7), null);
    expect([counting.total(), counting.of("new"), counting.of("won")]).toEqual([
      { count: 40, value: 900 },
      { count: 30, value: 100 },
      { count: 10, value: 800 },
    ]);
  });

  it("are the server's, and tick with what changes here before it is asked again", () => {
    frame(1, { upserts: [upsert(row(9, { value: 50, stage: "won", version: 2 }))] });
    expect([counting.of("new"), counting.of("won"), counting.total()]).toEqual([
      { count: 29, value: 50 },
      { count: 11, value: 850 },
      { count: 40, value: 900 },
    ]);
    expect(asked).toBe(1);
  });

  it("count a lead that came into being, and not one that was only now read", () => {
    frame(1, { upserts: [upsert(row(10, { value: 7 }), { created: true })] });
    leads.take({ position: at(2), rows: [row(7), row(6)] });
    expect(counting.total()).toEqual({ count: 41, value: 907 });
  });

  it("leave out test leads unless the filter asks for them", () => {
    frame(1, { upserts: [upsert(row(10, { isTest: true }), { created: true })] });
    expect(counting.total()?.count).toBe(40);
  });

  it("follow a lead that leaves one's sight, and are the server's again a moment later", async () => {
    frame(1, { removals: [{ id: uuidOf(9), why: "moved", to: null, by: null }] });
    expect(counting.total()).toEqual({ count: 39, value: 850 });
    server = { count: 38, value: 1, groups: [] };
    await pass(5_000);
    expect([counting.total(), asked]).toEqual([{ count: 38, value: 1 }, 2]);
  });

  it("count only what fits the filter, as it fits now", async () => {
    counting.close();
    open([{ field: "owner", op: "any", values: ["me"] }]);
    await pass();
    frame(1, { upserts: [upsert(row(8, { owner: "me", version: 2 }))] });
    expect(counting.total()?.count).toBe(41);
    frame(2, { upserts: [upsert(row(8, { owner: "sara", version: 3 }))] });
    expect(counting.total()?.count).toBe(40);
  });
});
