import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it, vi } from "vitest";
import { DEFAULT_SORT, type Filter, filterOf, sortOf } from "../../domain/filter.ts";
import { DEFAULT_SETUP } from "../../domain/setup.ts";
import type { SavedView } from "../../domain/view.ts";
import { type Asked, askedBy, isSame, needsAll, searchOf, shapeOf, sharedPath, stateOf, viewPath } from "../../web/store/views.ts";
import { createKeptColumns } from "../../web/store/columns.ts";
import { columnsKey, hasOwnColumns } from "../../web/views/leads/columns/touched.ts";
import { plainOf } from "../../web/views/leads/shown.ts";
import { grouped } from "../../web/views/leads/views/grouped.ts";
import { moved, resized } from "../../web/views/leads/columns/all.ts";
import { fieldsOffered, opsOffered, placesOf, valuesOffered, wordsSeen } from "../../web/views/leads/filters/offers.ts";
import { fitting } from "../../domain/filter/values.ts";
import { kindOf } from "../../domain/filter/condition.ts";
import { createDirectory } from "../../web/store/directory.ts";
import { boot, fakeBrowser, row, sourcesOf, uuidOf } from "./support.ts";

const FILTERS: readonly Filter[] = [
  [],
  [{ field: "stage", op: "any", values: ["new", "contacted"] }],
  [{ field: "owner", op: "any", values: ["me"] }],
  [
    { field: "created", op: "last", values: ["7"] },
    { field: "value", op: "between", values: ["1", "900"] },
  ],
  [{ field: "city", op: "any", values: ["Abu Dhabi, UAE", "!"] }],
];
const asks = fc.record({
  filter: fc.constantFrom(...FILTERS),
  sort: fc.constantFrom(...["-created", "created", "-activity", "followUp", "name", "-value"].map(sortOf)),
  group: fc.constantFrom(null, "owner" as const, "stage" as const),
});
const saved = (asked: Asked): SavedView => ({
  id: uuidOf(7),
  name: "Hot",
  by: "me",
  share: "own",
  team: null,
  shape: shapeOf(asked, null),
  version: 1,
});
const nothing = () => undefined;

describe("VW1: the link of a list that is given to somebody else", () => {
  const hot: Asked = { filter: [{ field: "stage", op: "any", values: ["new"] }], sort: sortOf("-activity"), group: "owner" };
  const of = (share: SavedView["share"]): SavedView => ({ ...saved(hot), share, team: share === "team" ? "north" : null });
  const path = (asked: Asked, view?: SavedView, layout: "table" | "board" = "table") =>
    sharedPath("north", layout, asked, view, DEFAULT_SETUP);
  const byName = `/w/north/leads?view=${uuidOf(7)}`;
  const whole = "/w/north/leads?stage=new&sort=-activity&group=owner";

  it.each<[string, string, string]>([
    ["the workspace's", path(hot, of("workspace")), byName],
    ["shared by its link", path(hot, of("link")), byName],
    ["one's own, which they have not", path(hot, of("own")), whole],
    ["a team's, which may not be theirs", path(hot, of("team")), whole],
    ["no view at all", path(hot), whole],
    ["all leads as they come", path({ filter: [], sort: DEFAULT_SORT, group: null }), "/w/north/leads"],
    ["changed since it was saved", path({ ...hot, group: null }, of("workspace")), `${byName}&stage=new&sort=-activity`],
    ["one's own, changed", path({ ...hot, group: null }, of("own")), "/w/north/leads?stage=new&sort=-activity"],
    ["looked at as a board", path(hot, of("own"), "board"), whole.replace("leads", "board")],
  ])("%s", (_, link, expected) => expect(link).toBe(expected));

  property.prop([asks, fc.constantFrom("own" as const, "team" as const)])("asks for the same, whoever opens it", (asked, share) => {
    const link = new URL(path(asked, { ...saved(asked), share }), "https://crm.example");
    expect(
      isSame(
        stateOf(link.search, DEFAULT_SETUP, () => undefined),
        asked,
      ),
    ).toBe(true);
  });
});

describe("VW1: a list's address", () => {
  property.prop([asks])("says what it shows, whatever that is", (asked) => {
    const state = stateOf(searchOf(asked, undefined, DEFAULT_SETUP), DEFAULT_SETUP, nothing);
    expect(isSame(state, asked)).toBe(true);
    expect(state.dropped).toEqual([]);
  });

  property.prop([asks, asks])("says of a view whether it is shown as it was saved, and what is shown instead", (asked, was) => {
    const view = saved(was);
    const state = stateOf(searchOf(asked, view, DEFAULT_SETUP), DEFAULT_SETUP, () => view);
    expect(isSame(state, asked)).toBe(true);
    expect(state.view).toBe(view.id);
    expect(state.changed).toBe(!isSame(asked, was));
  });

  it("of a view alone is its id, so that a link shows what the view says by then", () => {
    const view = saved({ filter: FILTERS[1] ?? [], sort: DEFAULT_SORT, group: "stage" });
    expect(searchOf(askedBy(view.shape, DEFAULT_SETUP), view, DEFAULT_SETUP)).toBe(`?view=${view.id}`);
    expect(stateOf(`?view=${view.id}`, DEFAULT_SETUP, () => view)).toMatchObject({ filter: FILTERS[1], group: "stage", changed: false });
  });

  it("of a view leads to the list or the board that it was saved as", () => {
    const asked = { filter: [], sort: DEFAULT_SORT, group: null };
    const board = { ...saved(asked), shape: shapeOf(asked, null, "board") };
    expect(viewPath("north", board)).toBe(`/w/north/board?view=${board.id}`);
    expect(viewPath("north", saved(asked))).toBe(`/w/north/leads?view=${board.id}`);
  });

  it("without the view's filters is not the view", () => {
    const view = saved({ filter: FILTERS[1] ?? [], sort: DEFAULT_SORT, group: null });
    const search = searchOf({ filter: [], sort: DEFAULT_SORT, group: null }, view, DEFAULT_SETUP);
    expect(search).toBe(`?view=${view.id}&sort=-created`);
    expect(stateOf(search, DEFAULT_SETUP, () => view)).toMatchObject({ filter: [], changed: true });
  });

  it("names what it does not understand, and shows the rest", () => {
    const state = stateOf("?stage=new&colour=red", DEFAULT_SETUP, nothing);
    expect(state.filter).toEqual([{ field: "stage", op: "any", values: ["new"] }]);
    expect(state.dropped).toEqual(["colour=red"]);
  });

  it.each([
    ["", "me", "all"],
    ["?owner=", "me", "all"],
    ["?owner=me", "sara", { owner: "sara" }],
    ["?owner=me", undefined, null],
    ["?owner=none", "me", { owner: null }],
    ["?owner=u-1", "me", { owner: "u-1" }],
    ["?owner=u-1,u-2", "me", "view"],
    ["?owner=!me", "me", "view"],
    ["?owner=*", "me", "view"],
    ["?owner=me&stage=new", "me", "view"],
    ["?owner=me&owner=none", "me", "view"],
    ["?sort=name", "me", "view"],
  ])("%s of %s needs the filter language or not: %j", (search, me, expected) => {
    expect(plainOf(search, me)).toEqual(expected);
  });

  it("asks for all leads at once only for orders and groups that the server has none of", () => {
    expect(["-created", "activity", "-followUp"].map((sort) => needsAll({ sort: sortOf(sort), group: null }))).toEqual([
      false,
      false,
      false,
    ]);
    expect(needsAll({ sort: sortOf("name"), group: null })).toBe(true);
    expect(needsAll({ sort: DEFAULT_SORT, group: "owner" })).toBe(true);
  });
});

describe("groups", () => {
  const rows = [
    row(1, { stage: "won", value: 5 }),
    row(2, { stage: "new", owner: "sara", value: 10, projects: ["p2", "p1"] }),
    row(3, { stage: "new", owner: "me" }),
    row(4, { stage: "won", owner: "me", value: 90, isTest: true }),
  ];
  const places = ["new", "contacted", "won"];
  it("stand in their order, keep their leads' order, and sum what they are worth", () => {
    const groups = grouped(rows, "stage", (key) => places.indexOf(key));
    expect(groups.map(({ key, ids, count, value }) => [key, ids, count, value])).toEqual([
      ["new", [uuidOf(2), uuidOf(3)], 2, 10],
      ["won", [uuidOf(1), uuidOf(4)], 1, 5],
    ]);
  });
  it("of those that have none come last, and a lead of two projects stands with the one it came by", () => {
    expect(grouped(rows, "owner", (key) => key).map(({ key }) => key)).toEqual(["me", "sara", null]);
    expect(grouped(rows, "project", (key) => key).map(({ key, ids }) => [key, ids.length])).toEqual([
      ["p2", 1],
      [null, 3],
    ]);
  });
});

describe("columns", () => {
  const columns = [{ id: "name" }, { id: "owner", width: 90 }, { id: "stage" }, { id: "value" }];
  const ids = (of: readonly { readonly id: string }[]) => of.map(({ id }) => id);
  it("move, and never before the name", () => {
    expect(ids(moved(columns, "value", "owner"))).toEqual(["name", "value", "owner", "stage"]);
    expect(ids(moved(columns, "stage", "name"))).toEqual(["name", "stage", "owner", "value"]);
    expect(ids(moved(columns, "owner", null))).toEqual(["name", "stage", "value", "owner"]);
  });
  it("are kept by person and by view, and what is no column is not read", () => {
    const browser = fakeBrowser();
    const directory = createDirectory(sourcesOf());
    directory.load(boot());
    const north = { slug: "north", directory };
    const kept = createKeptColumns(browser);
    expect(hasOwnColumns(browser, north)).toBe(false);
    kept.set(columnsKey(north, null), resized(columns, "owner", 120));
    kept.set(columnsKey(north, "v1"), [{ id: "name" }]);
    const again = createKeptColumns(browser);
    expect(again.of(columnsKey(north, null))?.[1]).toEqual({ id: "owner", width: 120 });
    expect(again.of(columnsKey(north, "v1"))).toEqual([{ id: "name" }]);
    expect(again.of(columnsKey(north, "v2"))).toBeNull();
    expect(hasOwnColumns(browser, north)).toBe(true);
    directory.load(boot({ me: { ...boot().me, id: "sara" } }));
    expect(hasOwnColumns(browser, north)).toBe(false);
    expect(again.of(columnsKey(north, null))).toBeNull();
    for (const text of ["nonsense", '{"id":"name"}', "[1,null]"]) {
      browser.remember("v9", text);
      expect(createKeptColumns(browser).of("v9"), text).toBeNull();
    }
  });
});

describe("FL1: what the filter bar offers", () => {
  const directory = createDirectory(sourcesOf());
  const own = [
    { id: "rooms", name: "Rooms", type: "number" as const, options: [], filterable: true },
    { id: "sea", name: "Sea view", type: "checkbox" as const, options: [], filterable: true },
    { id: "kind", name: "Kind", type: "choice" as const, options: [{ id: "villa", name: "Villa" }], filterable: true },
    { id: "secret", name: "Not looked up", type: "text" as const, options: [], filterable: false },
  ];
  const setup = { ...DEFAULT_SETUP, fields: own };
  directory.load(boot({ setup, teams: [{ id: "t1", name: "North" }] as never }));

  it("is only what the filter language takes: every field, every operator, every value", () => {
    const offered = fieldsOffered(setup);
    expect(offered).not.toContain("custom:secret");
    for (const field of offered) {
      const kind = kindOf(field, setup);
      expect(kind, field).toBeDefined();
      const ops = opsOffered(field, setup);
      expect(ops.length, field).toBeGreaterThan(0);
      for (const value of valuesOffered(field, { directory, me: "me" }) ?? []) {
        const op = ops.includes("any") ? "any" : "is";
        const condition = { field, op, values: [value] } as const;
        expect(kind && fitting(condition, kind, setup), `${field} ${value}`).toEqual([value]);
        expect(filterOf(searchOf({ filter: [condition], sort: DEFAULT_SORT, group: null }, undefined, setup), setup).filter).toEqual([
          condition,
        ]);
      }
    }
  });

  it("ad sets and ads of one name are told apart by what they stand in, the others by nothing", async () => {
    const sources = sourcesOf({
      pages: [{ id: "p1", name: "Marina" }],
      adSets: [
        { id: "1", name: "Broad", campaign: "c1" },
        { id: "2", name: "Broad", campaign: "c2" },
        { id: "3", name: "Lookalike", campaign: "c1" },
      ],
      ads: [
        { id: "1", name: "Video", adSet: "1" },
        { id: "2", name: "Video", adSet: "3" },
        { id: "3", name: "Still", adSet: "3" },
        { id: "4", name: "Video", adSet: null },
      ],
    });
    const named = createDirectory(sources);
    named.load(boot({ campaigns: ["c1", "c2"].map((id) => ({ id, name: `Campaign ${id}`, project: null })) }));
    const offered = (field: "page" | "adSet" | "ad") => valuesOffered(field, { directory: named, me: "me" });
    // Read when somebody asks for them.
    expect([offered("adSet"), sources.known()]).toEqual([["none"], false]);
    await vi.waitUntil(() => sources.known());
    expect([offered("page"), offered("adSet"), offered("ad")]).toEqual([
      ["p1", "none"],
      ["1", "2", "3", "none"],
      ["3", "1", "2", "4", "none"],
    ]);
    expect([...placesOf("adSet", named)]).toEqual([
      ["1", "Campaign c1"],
      ["2", "Campaign c2"],
    ]);
    expect([...placesOf("ad", named)]).toEqual([
      ["1", "Broad · Campaign c1"],
      ["2", "Lookalike · Campaign c1"],
    ]);
    expect(placesOf("campaign", named).size).toBe(0);
  });

  it("of words is what leads on screen say, the commonest first, each once however it is written", () => {
    const rows = [row(1, { city: "Dubai" }), row(2, { city: "Sharjah" }), row(3, { city: "dubai" }), row(4, { tags: ["hot"] })];
    expect(wordsSeen("city", rows)).toEqual(["Dubai", "Sharjah"]);
    expect(wordsSeen("tag", rows)).toEqual(["hot"]);
  });
});
