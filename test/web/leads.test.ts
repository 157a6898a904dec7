import { createEffect, createRoot } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LeadRow } from "../../domain/lead.ts";
import { ownerKey } from "../../web/store/entries.ts";
import { type Applied, createLeads, type Leads } from "../../web/store/leads.ts";
import type { Notice } from "../../web/store/notice.ts";
import { createTombstones } from "../../web/store/tombstones.ts";
import { at, changes, clock, pass, row, upsert, uuidOf, welcome } from "./support.ts";

let leads: Leads;
let notices: Notice[];

const frame = (...args: Parameters<typeof changes>) => leads.apply({ kind: "frame", frame: changes(...args) });
const page = (rows: LeadRow[], next: string | null, seq = 10) => ({ position: at(seq), rows, next });
const removal = (n: number, to: string | null, by: string | null) => ({ id: uuidOf(n), why: "moved" as const, to, by });
const names = (ids: readonly string[]) => ids.map((id) => leads.row(id)?.n);

beforeEach(() => {
  vi.useFakeTimers();
  notices = [];
  leads = createLeads({ clock, me: () => "me", notify: (notice) => notices.push(notice) });
  leads.restart(page([row(9), row(8), row(5)], "5000.5"));
});
afterEach(() => vi.useRealTimers());

describe("the leads of a client", () => {
  it("EV2: puts a new lead where it belongs and marks it for eight seconds, whose change it was for two", async () => {
    frame(10, 11, { upserts: [upsert(row(7), { created: true, by: "sara" })] });
    expect(names(leads.ids())).toEqual([9, 8, 7, 5]);
    leads.seen(uuidOf(7));
    expect([leads.fresh(uuidOf(7)), leads.changedBy(uuidOf(7))]).toEqual([true, "sara"]);
    await pass(2_000);
    expect([leads.fresh(uuidOf(7)), leads.changedBy(uuidOf(7))]).toEqual([true, undefined]);
    await pass(6_000);
    expect(leads.fresh(uuidOf(7))).toBe(false);
  });

  it("keeps a new lead marked until it was on screen for eight seconds, counted from the first time", async () => {
    frame(10, 11, { upserts: [upsert(row(7), { created: true }), upsert(row(6), { created: true })] });
    await pass(60_000);
    leads.seen(uuidOf(7));
    await pass(7_000);
    leads.seen(uuidOf(7));
    expect([leads.fresh(uuidOf(7)), leads.fresh(uuidOf(6))]).toEqual([true, true]);
    await pass(1_000);
    leads.seen(uuidOf(7));
    expect([leads.fresh(uuidOf(7)), leads.fresh(uuidOf(6))]).toEqual([false, true]);
  });

  it("marks no lead that came with a page, and forgets marks when it starts anew", () => {
    frame(10, 11, { upserts: [upsert(row(7), { created: true })] });
    leads.seen(uuidOf(9));
    leads.restart(page([row(9), row(7)], null, 12));
    expect([leads.fresh(uuidOf(9)), leads.fresh(uuidOf(7))]).toEqual([false, false]);
  });

  it("keeps a mark that was set again to its own end", async () => {
    frame(10, 11, { upserts: [upsert(row(8, { version: 2 }), { by: "sara" })] });
    await pass(1_500);
    frame(11, 12, { upserts: [upsert(row(8, { version: 3 }), { by: "omar" })] });
    await pass(1_500);
    expect(leads.changedBy(uuidOf(8))).toBe("omar");
  });

  it("does not show a person their own face", () => {
    frame(10, 11, { upserts: [upsert(row(8, { version: 2 }), { by: "me" })] });
    expect(leads.changedBy(uuidOf(8))).toBeUndefined();
  });

  it("EV3: drops a lead that left one's sight and says where it went", () => {
    frame(10, 11, { removals: [removal(8, "sara", "boss"), removal(3, "sara", "boss")] });
    expect(names(leads.ids())).toEqual([9, 5]);
    expect(leads.row(uuidOf(8))).toBeUndefined();
    expect(notices).toEqual([
      {
        kind: "left",
        id: uuidOf(8),
        lead: { name: "lead 8", phone: null, email: null, isTest: false },
        why: "moved",
        to: "sara",
        by: "boss",
      },
    ]);
  });

  it("does not tell a person of what they gave away themselves", () => {
    frame(10, 11, { removals: [removal(8, "sara", "me")] });
    expect([leads.size(), notices]).toEqual([2, []]);
  });

  it("EV2: keeps a lead below the floor and shows it once the list reaches it", () => {
    frame(10, 11, { upserts: [upsert(row(3, { version: 2 }))] });
    expect(names(leads.ids())).toEqual([9, 8, 5]);
    expect(leads.row(uuidOf(3))?.version).toBe(2);
    expect(leads.complete()).toBe(false);
    expect(leads.addPage("all", page([row(4), row(3)], null, 11))).toBe("nothing");
    expect(names(leads.ids())).toEqual([9, 8, 5, 4, 3]);
    expect([leads.complete(), leads.row(uuidOf(3))?.version]).toEqual([true, 2]);
  });

  it("keeps a list of each person's leads, as deep as it was read itself or as the whole one", () => {
    const mine = (n: number, over: Partial<LeadRow> = {}) => row(n, { owner: "me", ...over });
    leads.addPage(ownerKey("me"), page([mine(4), mine(2)], "2000.2"));
    frame(10, 11, { upserts: [upsert(mine(1)), upsert(mine(6))] });
    expect(names(leads.ids(ownerKey("me")))).toEqual([6, 4, 2]);
    expect(names(leads.ids())).toEqual([9, 8, 6, 5]);
    frame(11, 12, { upserts: [upsert(mine(6, { version: 2, owner: null }))] });
    expect([names(leads.ids(ownerKey("me"))), names(leads.ids(ownerKey(null)))]).toEqual([
      [4, 2],
      [9, 8, 6, 5],
    ]);
  });

  it("counts who waits: open, not a test, and tried by nobody", () => {
    frame(10, 11, {
      upserts: [
        upsert(row(8, { version: 2, firstAttemptAt: 5 })),
        upsert(row(7, { isTest: true })),
        upsert(row(6, { stage: "lost", closedAt: 5 })),
      ],
    });
    expect([leads.size(), leads.size("waiting"), leads.oldest("waiting")?.n]).toEqual([5, 2, 5]);
  });

  it("wakes only who shows the lead that changed", () => {
    const woken: number[] = [];
    createRoot(() => {
      for (const n of [9, 8]) createEffect(() => leads.row(uuidOf(n)) !== undefined && woken.push(n));
    });
    woken.length = 0;
    const ids = leads.ids();
    frame(10, 11, { upserts: [upsert(row(8, { version: 2, name: "other" }))] });
    expect(woken).toEqual([8]);
    expect(leads.ids()).toBe(ids);
  });

  it("tells what a step did, and what it found for the first time", () => {
    const seen: Applied[] = [];
    leads.onApplied((applied) => seen.push(applied));
    frame(10, 11, {
      upserts: [upsert(row(8, { version: 2 })), upsert(row(7), { created: true }), upsert(row(6))],
      removals: [removal(9, null, null)],
    });
    expect(seen.map(({ set, found, fresh, dropped }) => [set, found, fresh, dropped].map((rows) => rows.map((one) => one.n)))).toEqual([
      [[8, 7, 6], [7, 6], [7], [9]],
    ]);
  });
});

describe("a lead that sent a form again", () => {
  const again = (n: number, version = 2) => ({ ...upsert(row(n, { version, againAt: 5 })), again: true as const });

  it("is marked as fresh and told apart from new ones, in its place", () => {
    const seen: Applied[] = [];
    leads.onApplied((applied) => seen.push(applied));
    const ids = leads.ids();
    frame(10, 11, { upserts: [again(8)] });
    expect([leads.fresh(uuidOf(8)), leads.ids()]).toEqual([true, ids]);
    expect(seen.map((one) => [one.fresh.length, one.again.map(({ n }) => n)])).toEqual([[0, [8]]]);
  });

  it("one that was marked a moment ago is marked anew, for as long, and who follows its row hears of it; one that comes into being within the frame is new", async () => {
    frame(10, 11, { upserts: [again(8), { ...again(7, 1), created: true }] });
    createRoot(() => createEffect(() => leads.fresh(uuidOf(8)) && leads.seen(uuidOf(8))));
    await pass(7_000);
    frame(11, 12, { upserts: [again(8, 3)] });
    await pass(7_000);
    expect(leads.fresh(uuidOf(8))).toBe(true);
    await pass(1_001);
    expect([leads.fresh(uuidOf(8)), leads.fresh(uuidOf(7))]).toEqual([false, true]);
  });
});

describe("the reducer, as the store carries it out", () => {
  it("EV2: asks to catch up when a frame, a head or a welcome shows that something is missing", () => {
    expect(frame(11, 12)).toBe("catch_up");
    expect(leads.apply({ kind: "frame", frame: { t: "head", seq: 11, at: 0 } })).toBe("catch_up");
    expect(leads.apply({ kind: "frame", frame: welcome(11) })).toBe("catch_up");
    expect(leads.apply({ kind: "frame", frame: welcome(10) })).toBe("nothing");
    expect(leads.position()).toEqual(at(10));
  });

  it("EV2: takes a frame that overlaps what it has, and ignores one it has passed", () => {
    frame(7, 12, { upserts: [upsert(row(8, { version: 3 }))] });
    expect(leads.position()).toEqual(at(12));
    frame(10, 11, { removals: [removal(8, null, null)] });
    expect(leads.row(uuidOf(8))?.version).toBe(3);
  });

  it("EV2: an older row never replaces a newer one", () => {
    leads.apply({ kind: "answer", id: uuidOf(8), row: row(8, { version: 4 }), position: at(14) });
    frame(10, 11, { upserts: [upsert(row(8, { version: 3 }))] });
    expect(leads.row(uuidOf(8))?.version).toBe(4);
  });

  it("EV3: a page read before a removal does not bring the lead back", () => {
    frame(10, 12, { removals: [removal(4, "sara", null)] });
    leads.addPage("all", page([row(4), row(3)], null, 11));
    expect(names(leads.ids())).toEqual([9, 8, 5, 3]);
  });

  it("EV2: the answer to giving a lead away does not take it again when it has come back since", () => {
    frame(10, 15, { upserts: [upsert(row(8, { version: 3, owner: "me" }))] });
    leads.apply({ kind: "answer", id: uuidOf(8), row: null, position: at(13) });
    expect(leads.row(uuidOf(8))?.version).toBe(3);
  });

  it("EV3: the answer to giving a lead away takes it at once, and a frame on its way does not bring it back", () => {
    leads.apply({ kind: "answer", id: uuidOf(8), row: null, position: at(13) });
    frame(10, 12, { upserts: [upsert(row(8, { version: 2 }))] });
    expect(leads.row(uuidOf(8))).toBeUndefined();
    frame(12, 14, { upserts: [upsert(row(8, { version: 4 }))] });
    expect(leads.row(uuidOf(8))?.version).toBe(4);
  });

  it("EV3: an answer from before a new start does not bring back what was lost in between", () => {
    leads.restart(page([row(9)], null, 20));
    leads.apply({ kind: "answer", id: uuidOf(8), row: row(8, { version: 2 }), position: at(13) });
    expect(names(leads.ids())).toEqual([9]);
  });

  it.each<[string, () => unknown]>([
    ["a welcome", () => leads.apply({ kind: "frame", frame: welcome(11, "e2") })],
    ["a page", () => leads.addPage("all", { position: at(11, "e2"), rows: [row(4)], next: null })],
    ["an answer", () => leads.apply({ kind: "answer", id: uuidOf(4), row: row(4), position: at(11, "e2") })],
  ])("EV2: starts again when %s comes from another epoch of the log, and takes no frame until then", (_title, come) => {
    expect(come()).toBe("reload");
    expect([leads.position(), names(leads.ids())]).toEqual([null, [9, 8, 5]]);
    frame(10, 11, { upserts: [upsert(row(7))] });
    expect(names(leads.ids())).toEqual([9, 8, 5]);
    leads.restart({ position: at(11, "e2"), rows: [row(2)], next: null });
    expect(names(leads.ids())).toEqual([2]);
  });
});

describe("createTombstones", () => {
  it("EV3: what it no longer remembers makes older pages untrusted instead of wrong", () => {
    const stones = createTombstones(2);
    for (const [id, seq] of [
      ["a", 5],
      ["b", 6],
      ["c", 7],
    ] as const)
      stones.mark(id, seq, 9);
    expect([stones.at("a"), stones.at("c"), stones.at("d")]).toEqual([5, 7, 5]);
    expect([stones.forgot(at(5)), stones.forgot(at(6))]).toEqual([true, false]);
  });

  it("EV2: never forgets what lies beyond the log's known part, or later frames would be taken for old ones", () => {
    const stones = createTombstones(1);
    stones.mark("a", 50, 10);
    stones.mark("b", 11, 11);
    expect([stones.at("a"), stones.at("d")]).toEqual([50, undefined]);
  });
});
