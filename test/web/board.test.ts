import { createMemo, createRoot, createSignal } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { compareBy, DEFAULT_SORT, type Filter, matches, type Sort, sortOf } from "../../domain/filter.ts";
import type { LeadRow } from "../../domain/lead.ts";
import { DEFAULT_SETUP } from "../../domain/setup.ts";
import { type Board, createBoard } from "../../web/store/board.ts";
import { openCounts } from "../../web/store/counts.ts";
import { createDirectory } from "../../web/store/directory.ts";
import type { Lists } from "../../web/store/floor/lists.ts";
import { groupFilter, groupKeyOf, type Groups, openGroups } from "../../web/store/groups.ts";
import { createLeads, type Leads } from "../../web/store/leads.ts";
import { allOver } from "../../web/store/overlay.ts";
import { openQuery } from "../../web/store/queries.ts";
import type { Group } from "../../web/store/views.ts";
import { groupItem, isGroup, isMore, moreItem } from "../../web/views/leads/shown.ts";
import { createPaged } from "../../web/views/leads/views/paged.ts";
import { at, boot, changes, clock, fakeBrowser, pass, row, sourcesOf, upsert, uuidOf } from "./support.ts";

const CONTEXT = { me: "me", timeZone: "Asia/Dubai", setup: DEFAULT_SETUP };
let leads: Leads;
/** What there is. */
let rows: Map<string, LeadRow>;
let seq: number;
/** What the server was asked for, page by page. */
let read: Filter[];
let atLeast: boolean;
let dispose: () => void;

const fitting = (filter: Filter, sort: Sort) =>
  [...rows.values()].filter((one) => matches(filter, one, { ...CONTEXT, now: clock.now() })).sort(compareBy(sort, CONTEXT));

const lists: Pick<Lists, "query" | "counts"> = {
  query: (filter, sort = DEFAULT_SORT, limit = 2, only) =>
    openQuery(
      { filter, sort, only },
      {
        leads,
        clock,
        context: () => CONTEXT,
        read: (asked, after) => {
          read.push(asked.filter);
          const all = fitting(asked.filter, asked.sort);
          const from = after === undefined ? 0 : all.findIndex(({ n }) => `${n}` === after.split(".")[1]) + 1;
          const page = all.slice(from, from + limit);
          const last = page.at(-1);
          const more = last !== undefined && from + limit < all.length;
          return Promise.resolve({ position: at(seq), rows: page, next: more ? `${last.submittedAt}.${last.n}` : null });
        },
        then: () => undefined,
      },
    ),
  counts: (asked) =>
    openCounts(asked, {
      leads,
      clock,
      browser: fakeBrowser(),
      context: () => CONTEXT,
      read: () => {
        const groups = new Map<string | null, { count: number; value: number }>();
        const all = fitting(asked.filter, DEFAULT_SORT).slice(0, atLeast ? 3 : undefined);
        for (const one of all) {
          const key = asked.group === null ? null : groupKeyOf(one, (asked.group === "firstProject" ? "project" : asked.group) as Group);
          const { count, value } = groups.get(key) ?? { count: 0, value: 0 };
          groups.set(key, { count: count + 1, value: value + (one.value ?? 0) });
        }
        const value = all.reduce((sum, one) => sum + (one.value ?? 0), 0);
        return Promise.resolve({
          position: at(seq),
          count: all.length,
          value,
          atLeast,
          groups: [...groups].map(([key, of]) => ({ key, ...of })),
        });
      },
    }),
};

function plant(...all: LeadRow[]): void {
  for (const one of all) rows.set(one.id, one);
}

/** Somebody else changed it. */
function change(n: number, over: Partial<LeadRow>, by = "sara"): void {
  const one = rows.get(uuidOf(n)) ?? row(n);
  const next = { ...one, ...over, version: one.version + 1 };
  rows.set(next.id, next);
  leads.apply({ kind: "frame", frame: changes(seq, ++seq, { upserts: [upsert(next, { by })] }) });
}

beforeEach(() => {
  vi.useFakeTimers();
  rows = new Map();
  seq = 1;
  read = [];
  atLeast = false;
  leads = createLeads({ clock, me: () => "me", notify: () => undefined });
  leads.restart({ position: at(seq), rows: [], next: "9.9" });
});
afterEach(() => {
  dispose();
  vi.useRealTimers();
});

async function open(filter: Filter = [], group: Group = "stage", page = 2, sort = DEFAULT_SORT): Promise<Groups> {
  const groups = createRoot((end) => {
    dispose = end;
    return openGroups({ filter, sort, group, page }, lists);
  });
  await pass();
  return groups;
}

describe("FL1: groups of more leads than are held at once", () => {
  it("are each read by the filter and their value, page by page, and not before somebody looks", async () => {
    plant(...[1, 2, 3, 4, 5].map((n) => row(n, { stage: n === 3 ? "won" : "new", value: n })));
    const groups = await open([{ field: "owner", op: "empty", values: [] }]);
    expect(read).toEqual([]);
    expect([groups.counting.of("new"), groups.counting.of("won")]).toEqual([
      { count: 4, value: 12 },
      { count: 1, value: 3 },
    ]);
    const query = groups.query("new");
    expect(groups.query("new")).toBe(query);
    await query.more();
    expect(query.ids()).toEqual([5, 4, 2, 1].map(uuidOf));
    expect(read[0]).toEqual([
      { field: "stage", op: "any", values: ["new"] },
      { field: "owner", op: "empty", values: [] },
    ]);
    expect(read.length).toBe(2);
    groups.close();
  });

  it("hold a lead of two projects once, where it came by, and count it there", async () => {
    plant(row(1, { projects: ["p1", "p2"] }), row(2, { projects: ["p2"] }), row(3));
    const groups = await open([], "project");
    for (const key of ["p1", "p2", null]) await groups.query(key).more();
    expect(["p1", "p2", null].map((key) => groups.query(key).ids())).toEqual([[uuidOf(1)], [uuidOf(2)], [uuidOf(3)]]);
    expect(["p1", "p2", null].map((key) => groups.counting.of(key)?.count)).toEqual([1, 1, 1]);
    groups.close();
  });

  it("ask of a filter that has no room left for what it says, and show of it what is theirs", async () => {
    plant(row(1, { stage: "won" }), row(2));
    const full: Filter = Array.from({ length: 12 }, () => ({ field: "test", op: "is", values: ["no"] }) as const);
    expect(groupFilter(full, "stage", "won")).toBe(full);
    const groups = await open(full);
    await groups.query("won").more();
    expect(groups.query("won").ids()).toEqual([uuidOf(1)]);
    groups.close();
  });

  it("stand as one list: heads that are folded, what was read below the others, and where to go on", async () => {
    plant(...Array.from({ length: 60 }, (_, n) => row(n + 1, { source: n % 3 === 0 ? "ig" : "fb" })), row(90, { source: null }));
    const [unfolded, setUnfolded] = createSignal<string | null>(null);
    const directory = createDirectory(sourcesOf());
    directory.load(boot());
    const groups = await open([], "source", 10);
    const paged = createRoot((end) => {
      const before = dispose;
      dispose = () => (end(), before());
      return createPaged({ groups, by: "source", unfolded: (item) => item === unfolded(), place: (key) => key, workspace: { directory } });
    });
    expect(paged.items()).toEqual([groupItem("fb"), groupItem("ig"), groupItem(null)]);
    expect(paged.of(groupItem("ig"))).toMatchObject({ key: "ig", count: 20, atLeast: false });
    setUnfolded(groupItem("fb"));
    expect(paged.items()[1]).toBe(moreItem("fb"));
    expect([isMore(moreItem("fb")), isGroup(moreItem("fb")), isMore(groupItem("fb"))]).toEqual([true, true, false]);
    const end = paged.ending(moreItem("fb"));
    await end.more();
    expect(paged.items()).toEqual([groupItem("fb"), ...end.ids(), moreItem("fb"), groupItem("ig"), groupItem(null)]);
    expect(end.ids().length).toBeLessThan(40);
    while (!end.complete()) await end.more();
    expect(paged.items()).toEqual([groupItem("fb"), ...end.ids(), groupItem("ig"), groupItem(null)]);
    expect(end.ids().length).toBe(40);
    groups.close();
  });

  it("that nobody came across while counting are offered all the same, and say that there may be more", async () => {
    atLeast = true;
    plant(...[5, 6, 7].map((n) => row(n, { source: "fb" })), row(1, { source: "walk_in" }));
    const directory = createDirectory(sourcesOf());
    directory.load(boot());
    const groups = await open([], "source");
    const paged = createRoot(() =>
      createPaged({ groups, by: "source", unfolded: () => false, place: (key) => key, workspace: { directory } }),
    );
    expect(paged.items()).toContain(groupItem("walk_in"));
    expect(paged.of(groupItem("fb"))).toMatchObject({ count: 3, atLeast: true });
    groups.close();
  });
});

describe("a board", () => {
  let board: Board;
  const stages = ["new", "contacted", "won"];
  const column = (stage: string) => board.columns().find((one) => one.stage === stage) ?? never();
  const ids = (stage: string) => column(stage).ids();
  beforeEach(async () => {
    plant(...[1, 2, 3].map((n) => row(n, { value: 10 })), row(4, { stage: "contacted", value: 5 }), row(5, { stage: "won" }));
    board = createRoot((end) => {
      const groups = openGroups({ filter: [], sort: sortOf("-created"), group: "stage", page: 50 }, lists);
      dispose = () => (groups.close(), end());
      return createBoard({ groups, stages: () => stages, leads, tests: false });
    });
    for (const one of board.columns()) await one.query.more();
    await pass();
  });

  it("FL1: has a live list for each stage, with how many leads are in it and what they are worth", () => {
    expect(stages.map(ids)).toEqual([[3, 2, 1].map(uuidOf), [uuidOf(4)], [uuidOf(5)]]);
    expect(stages.map((stage) => column(stage).counted())).toEqual([
      { count: 3, value: 30, atLeast: false },
      { count: 1, value: 5, atLeast: false },
      { count: 1, value: 0, atLeast: false },
    ]);
    change(2, { stage: "contacted" });
    expect(stages.map(ids)).toEqual([[3, 1].map(uuidOf), [4, 2].map(uuidOf), [uuidOf(5)]]);
    expect(stages.map((stage) => column(stage).counted())).toEqual([
      { count: 2, value: 20, atLeast: false },
      { count: 2, value: 15, atLeast: false },
      { count: 1, value: 0, atLeast: false },
    ]);
    expect(board.total()).toEqual({ count: 5, value: 35, atLeast: false });
  });

  it("FL1: says that there may be more, but of a stage whose leads are all here", async () => {
    atLeast = true;
    plant(row(9, { isTest: true }));
    board = createRoot((end) => {
      const groups = openGroups({ filter: [], sort: sortOf("-created"), group: "stage", page: 2 }, lists);
      const before = dispose;
      dispose = () => (groups.close(), end(), before());
      return createBoard({ groups, stages: () => stages, leads, tests: false });
    });
    await pass();
    await column("contacted").query.more();
    expect([column("new").counted()?.atLeast, board.total()?.atLeast]).toEqual([true, true]);
    expect(column("contacted").counted()).toEqual({ count: 1, value: 5, atLeast: false });
    for (const one of board.columns()) await one.query.more();
    expect(column("new").counted()).toEqual({ count: 3, value: 30, atLeast: false });
    expect(board.total()).toEqual({ count: 5, value: 35, atLeast: false });
  });

  it("ED1: shows one's own move at once, where it sorts, counts it, and takes it back with the refusal", () => {
    leads.overlay(uuidOf(1), (one) => allOver(one, [{ kind: "stage", stage: "contacted" }]));
    expect([ids("new"), ids("contacted")]).toEqual([[3, 2].map(uuidOf), [4, 1].map(uuidOf)]);
    expect([column("new").counted(), column("contacted").counted()]).toEqual([
      { count: 2, value: 20, atLeast: false },
      { count: 2, value: 15, atLeast: false },
    ]);
    leads.overlay(uuidOf(1), null);
    expect([ids("new").length, column("new").counted()?.count]).toEqual([3, 3]);
  });

  it("stands still where a card is carried from and over, and is right again once it is let go", () => {
    board.take(uuidOf(3));
    board.over("contacted");
    change(2, { stage: "contacted" });
    change(4, { stage: "won" });
    expect(stages.map(ids)).toEqual([[3, 2, 1].map(uuidOf), [uuidOf(4)], [5, 4].map(uuidOf)]);
    board.over("won");
    expect(ids("contacted")).toEqual([uuidOf(2)]);
    expect(ids("new")).toEqual([3, 2, 1].map(uuidOf));
    change(6, { stage: "won" });
    expect(ids("won")).toEqual([5, 4].map(uuidOf));
    expect(board.letGo("won")).toBe("free");
    expect(stages.map(ids)).toEqual([[3, 1].map(uuidOf), [uuidOf(2)], [6, 5, 4].map(uuidOf)]);
    expect(board.carried()).toBeNull();
  });

  it("ED1: knows what became of a card in one's hand meanwhile", () => {
    board.take(uuidOf(3));
    change(3, { stage: "won" });
    expect(board.letGo("contacted")).toEqual({ to: "won", by: "sara" });
    board.take(uuidOf(2));
    change(2, { stage: "contacted" });
    expect(board.letGo("contacted")).toBe("nothing");
    board.take(uuidOf(1));
    leads.apply({ kind: "frame", frame: changes(seq, ++seq, { removals: [{ id: uuidOf(1), why: "moved", to: null, by: null }] }) });
    expect(board.letGo("contacted")).toBe("gone");
    board.take(uuidOf(4));
    expect(board.letGo("contacted")).toBe("nothing");
    board.take(uuidOf(4));
    expect(board.letGo(null)).toBe("nothing");
    expect(board.letGo("won")).toBe("nothing");
  });

  it("shows a card where it was dropped while something is asked about it, and puts it back when that is given up", () => {
    board.lay(uuidOf(1), "won");
    expect([ids("new"), ids("won")]).toEqual([[3, 2].map(uuidOf), [1, 5].map(uuidOf)]);
    expect(board.columnOf(uuidOf(1))?.stage).toBe("won");
    board.unlay();
    expect([ids("new"), ids("won")]).toEqual([[3, 2, 1].map(uuidOf), [uuidOf(5)]]);
  });

  it("EV3: what is asked about stands for no card any more once its lead left one's sight", () => {
    board.lay(uuidOf(1), "won");
    leads.apply({ kind: "frame", frame: changes(seq, ++seq, { removals: [{ id: uuidOf(1), why: "moved", to: null, by: null }] }) });
    expect([ids("new"), ids("won"), board.columnOf(uuidOf(1))]).toEqual([[3, 2].map(uuidOf), [uuidOf(5)], undefined]);
  });

  it("wakes no column for what happens in another one", () => {
    const seen: number[] = [];
    const end = createRoot((stop) => {
      createMemo(() => void seen.push(ids("won").length));
      return stop;
    });
    change(2, { stage: "contacted" });
    board.take(uuidOf(3));
    board.over("contacted");
    board.letGo(null);
    expect(seen).toEqual([1]);
    end();
  });
});

function never(): never {
  throw new Error("no such column");
}
