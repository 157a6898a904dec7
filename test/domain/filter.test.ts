import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FILTER_FIELDS, kindOf, MAX_CONDITIONS, ownField } from "../../domain/filter/condition.ts";
import { type Filter, filterOf, matches, NO_FILTER, textOf } from "../../domain/filter.ts";
import type { LeadRow } from "../../domain/lead.ts";
import { MASKABLE } from "../../domain/rights.ts";
import { asAddressed, FLOOR, NOW, someFilter } from "../support/filters.ts";

const read = (query: string) => filterOf(query, FLOOR);

describe("FL1: a filter in an address", () => {
  it.each<[string, Filter]>([
    ["", NO_FILTER],
    ["owner=me", [{ field: "owner", op: "any", values: ["me"] }]],
    ["owner=none", [{ field: "owner", op: "any", values: ["none"] }]],
    ["stage=new,contacted", [{ field: "stage", op: "any", values: ["new", "contacted"] }]],
    ["stage=!won,lost", [{ field: "stage", op: "none", values: ["won", "lost"] }]],
    ["team=*", [{ field: "team", op: "filled", values: [] }]],
    ["city=!*", [{ field: "city", op: "empty", values: [] }]],
    ["name=ahmed", [{ field: "name", op: "has", values: ["ahmed"] }]],
    ["name=~أحمد علي", [{ field: "name", op: "has", values: ["أحمد علي"] }]],
    ["company=~emaar", [{ field: "company", op: "has", values: ["emaar"] }]],
    ["tag=VIP,a\\,b", [{ field: "tag", op: "any", values: ["VIP", "a,b"] }]],
    ["created=last:7", [{ field: "created", op: "last", values: ["7"] }]],
    ["followUp=overdue", [{ field: "followUp", op: "overdue", values: [] }]],
    ["closed=between:2026-11-01:2026-11-30", [{ field: "closed", op: "between", values: ["2026-11-01", "2026-11-30"] }]],
    ["value=min:05", [{ field: "value", op: "min", values: ["5"] }]],
    [
      "value=min:1&value=max:9",
      [
        { field: "value", op: "min", values: ["1"] },
        { field: "value", op: "max", values: ["9"] },
      ],
    ],
    ["firstContact=*", [{ field: "firstContact", op: "filled", values: [] }]],
    ["firstContact=!*", [{ field: "firstContact", op: "empty", values: [] }]],
    ["reached=no", [{ field: "reached", op: "is", values: ["no"] }]],
    ["noContact=any", [{ field: "noContact", op: "filled", values: [] }]],
    ["noContact=none", [{ field: "noContact", op: "empty", values: [] }]],
    ["noContact=phone", [{ field: "noContact", op: "any", values: ["phone"] }]],
    ["custom.budget=2m", [{ field: ownField("budget"), op: "any", values: ["2m"] }]],
    ["custom.budget=today", [{ field: ownField("budget"), op: "any", values: ["today"] }]],
    ["custom.moves=today", [{ field: ownField("moves"), op: "today", values: [] }]],
    ["custom.rooms=between:2:4.50", [{ field: ownField("rooms"), op: "between", values: ["2", "4.5"] }]],
    ["custom.remark=~sea", [{ field: ownField("remark"), op: "has", values: ["sea"] }]],
    ["custom.vip=!yes", [{ field: ownField("vip"), op: "none", values: ["yes"] }]],
  ])("%s", (query, filter) => {
    expect(read(query)).toEqual({ filter, dropped: [] });
  });

  it.each([
    "colour=red",
    "stage=unheard",
    "stage=new,unheard",
    "stage=",
    "stage=,",
    "owner=two words",
    "priority=lowest",
    "noContact=fax",
    "created=last:0",
    "created=last:week",
    "created=on:2026-02-30",
    "created=2026-11-26",
    "created=min:5",
    "value=min:many",
    "value=1",
    "reached=maybe",
    "reached=*",
    "name=!*",
    "name=~ ",
    "name=~\u064e",
    "custom.unheard=1",
    "custom.BUDGET=2m",
    "custom.budget=3m",
    "custom.rooms=last:7",
    "custom.vip=maybe",
    `owner=${Array.from({ length: 51 }, (_, n) => `p${n}`).join(",")}`,
  ])("leaves out what it does not know, and names it: %s", (part) => {
    expect(read(`owner=me&${part}&team=a`)).toEqual({ filter: read("owner=me&team=a").filter, dropped: [part] });
  });

  it("says nothing of what an address says besides", () => {
    expect(read("sort=-value&after=1.2&limit=5&group=stage&view=x&lead=y&q=z")).toEqual({ filter: NO_FILTER, dropped: [] });
  });

  it("reads so many conditions and no more", () => {
    const parts = Array.from({ length: MAX_CONDITIONS + 2 }, (_, n) => `city=c${n}`);
    const { filter, dropped } = read(parts.join("&"));
    expect([filter.length, dropped]).toEqual([MAX_CONDITIONS, parts.slice(MAX_CONDITIONS)]);
  });

  it("reads what it wrote as it was, with the setup and without it", () => {
    fc.assert(
      fc.property(someFilter, (wished) => {
        const filter = asAddressed(wished);
        const text = textOf(filter);
        expect(filterOf(text, FLOOR)).toEqual({ filter, dropped: [] });
        expect(filterOf(new URLSearchParams(text), FLOOR)).toEqual({ filter, dropped: [] });
        expect(filterOf(text, null)).toEqual({ filter, dropped: [] });
        // Through an address bar, which writes some signs otherwise.
        expect(filterOf(new URL(`https://x.example/?${text}`).searchParams, FLOOR).filter).toEqual(filter);
      }),
      { numRuns: 600, seed: 2 },
    );
  });

  it("takes any text for a filter, or for none", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.constantFrom(...FILTER_FIELDS, "custom.remark"), (text, field) => {
        const query = new URLSearchParams([[field, text]]);
        for (const setup of [FLOOR, null]) {
          const { filter, dropped } = filterOf(query, setup);
          expect(filter.length + dropped.length).toBe(1);
          expect(filterOf(textOf(filter), setup)).toEqual({ filter, dropped: [] });
        }
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  it("PV2: knows no telephone and no address", () => {
    for (const field of [...MASKABLE, "contacts"]) expect(read(`${field}=~0501234567`).filter).toEqual(NO_FILTER);
  });

  it("knows a field of the workspace's own only while leads are looked up by it", () => {
    const without = (over: object) => ({ ...FLOOR, fields: FLOOR.fields.map((field) => ({ ...field, ...over })) });
    for (const over of [{ retired: true as const }, { filterable: false }, { indexing: "job" }])
      expect(kindOf(ownField("budget"), without(over))).toBeUndefined();
    expect(kindOf(ownField("budget"), FLOOR)).toBe("id");
  });
});

const ROW: LeadRow = {
  id: "00000000-0000-7000-8000-000000000001",
  n: 1,
  version: 1,
  name: "Layla Haddad",
  phone: null,
  email: null,
  stage: "new",
  owner: null,
  team: null,
  form: null,
  source: null,
  isTest: false,
  submittedAt: NOW,
  amberAt: 0,
  redAt: 0,
  firstAttemptAt: null,
  lastActivityAt: NOW,
  archivedAt: null,
  sameAs: null,
  reason: { code: "no_rule" },
};

describe("FL1: what a filter lets through", () => {
  const at = (iso: string) => Date.parse(iso);
  it.each<[string, Partial<LeadRow>, boolean]>([
    ["owner=me", { owner: "sara" }, true],
    ["owner=me", { owner: "omar" }, false],
    ["owner=me,none", {}, true],
    ["owner=!me", {}, true],
    ["owner=!me,none", {}, false],
    ["owner=!none", { owner: "omar" }, true],
    ["project=p1,none", { projects: [] }, true],
    ["project=p1", { projects: ["p2", "p1"] }, true],
    ["project=!p1", { projects: ["p2", "p1"] }, false],
    ["tag=vip", { tags: ["VIP "] }, true],
    ["city=DUBAI", { city: "Dubai" }, true],
    ["city=dub", { city: "Dubai" }, false],
    ["city=~dub", { city: "Dubai" }, true],
    ["city=!dubai", {}, true],
    ["name=~ليلي", { name: "لَيْلَى" }, true],
    ["name=jose", { name: "José" }, true],
    ["value=min:10", { value: 10 }, true],
    ["value=max:0", {}, false],
    ["reached=yes", { reachedAt: 1 }, true],
    ["firstContact=*", { firstAttemptAt: 1 }, true],
    ["firstContact=*", {}, false],
    ["waiting=yes", {}, true],
    ["waiting=yes", { closedAt: 1 }, false],
    ["test=no", { isTest: true }, false],
    ["", { isTest: true }, true],
    ["", { archivedAt: 1 }, false],
    ["archived=yes", { archivedAt: 1 }, true],
    ["archived=yes", {}, false],
    ["noContact=any", { noContact: ["email"] }, true],
    ["custom.budget=yes", { custom: { budget: "yes" } }, true],
    ["custom.likes=sea", { custom: { likes: ["sea-view"] } }, false],
    ["custom.vip=!yes", {}, true],
    ["custom.vip=no", {}, false],
    ["custom.vip=no", { custom: { vip: false } }, true],
    ["custom.remark=~النور", { custom: { remark: "مؤسّسة النُّور" } }, true],
    ["custom.rooms=min:2", { custom: { rooms: 2 } }, true],
    ["custom.moves=before:2026-12-01", { custom: { moves: "2026-11-30" } }, true],
    // It is half past midnight of the 27th in Dubai.
    ["created=today", { submittedAt: at("2026-11-26T20:00:00Z") }, true],
    ["created=today", { submittedAt: at("2026-11-26T19:59:59.999Z") }, false],
    ["created=last:2", { submittedAt: at("2026-11-25T20:00:00Z") }, true],
    ["created=last:2", { submittedAt: at("2026-11-25T19:59:59.999Z") }, false],
    ["created=on:2026-11-26", { submittedAt: at("2026-11-26T19:59:59.999Z") }, true],
    ["created=before:2026-11-27", { submittedAt: at("2026-11-26T20:00:00Z") }, false],
    ["created=after:2026-11-26", { submittedAt: at("2026-11-26T20:00:00Z") }, true],
    ["followUp=next:1", { nextFollowUpAt: at("2026-11-27T19:59:59.999Z") }, true],
    ["followUp=next:1", { nextFollowUpAt: at("2026-11-27T20:00:00Z") }, false],
    ["followUp=overdue", { nextFollowUpAt: NOW - 1 }, true],
    ["followUp=overdue", { nextFollowUpAt: NOW }, false],
    ["followUp=overdue", {}, false],
    ["custom.moves=overdue", { custom: { moves: "2026-11-26" } }, true],
    ["custom.moves=overdue", { custom: { moves: "2026-11-27" } }, false],
  ])("%s of %o: %s", (query, over, through) => {
    const { filter, dropped } = read(query);
    expect(dropped).toEqual([]);
    expect(matches(filter, { ...ROW, ...over }, { me: "sara", now: NOW, timeZone: "Asia/Dubai" })).toBe(through);
  });

  it("a day that the clocks make longer or shorter is a whole day", () => {
    const context = { me: "sara", now: at("2026-11-26T12:00:00Z"), timeZone: "America/New_York" };
    const through = (day: string, iso: string) => matches(read(`created=on:${day}`).filter, { ...ROW, submittedAt: at(iso) }, context);
    // Put back on 1 November, an hour on on 8 March.
    expect([through("2026-11-01", "2026-11-01T04:00:00Z"), through("2026-11-01", "2026-11-02T04:59:59Z")]).toEqual([true, true]);
    expect([through("2026-11-01", "2026-11-01T03:59:59Z"), through("2026-11-01", "2026-11-02T05:00:00Z")]).toEqual([false, false]);
    expect([through("2026-03-08", "2026-03-08T05:00:00Z"), through("2026-03-08", "2026-03-09T04:00:00Z")]).toEqual([true, false]);
  });
});
