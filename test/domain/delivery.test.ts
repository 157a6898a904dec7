import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { parseDelivery } from "../../domain/delivery.ts";

const NOW = 1_800_000_000_000;

const value = {
  leadgen_id: "1234567890123456",
  page_id: "111",
  form_id: "222",
  ad_id: "333",
  adgroup_id: "333",
  created_time: 1_700_000_000,
};
const delivery = (changes: unknown[], over: Record<string, unknown> = {}) =>
  JSON.stringify({ object: "page", entry: [{ id: "111", time: 1, changes }], ...over });
const leadgen = (over: Record<string, unknown> = {}) => ({ field: "leadgen", value: { ...value, ...over } });

function leadsOf(text: string) {
  const parsed = parseDelivery(text, NOW);
  if (!parsed.ok) throw new Error("the delivery could not be read");
  return parsed;
}

describe("parseDelivery", () => {
  it("reads a lead with its page, form, ad and time in ms", () => {
    expect(leadsOf(delivery([leadgen()])).leads).toEqual([
      { lead: "1234567890123456", page: "111", form: "222", ad: "333", createdAt: 1_700_000_000_000, connectionTest: false },
    ]);
  });

  it("keeps every digit of an unquoted id beyond 2^53", () => {
    const text = delivery([leadgen()]).replace('"1234567890123456"', "120232362357810199");
    expect(leadsOf(text).leads[0]?.lead).toBe("120232362357810199");
  });

  it.each([undefined, null, 0, "", "0"])("takes %j as no ad at all", (ad) => {
    expect(leadsOf(delivery([leadgen({ ad_id: ad, adgroup_id: ad })])).leads[0]?.ad).toBeNull();
  });

  it("takes the page from the entry where the change has none", () => {
    expect(leadsOf(delivery([leadgen({ page_id: undefined })])).leads[0]?.page).toBe("111");
  });

  it.each([
    ["[", "]"],
    ['{"a":', "}"],
  ])("reads what nests up to 64 levels, whatever stack is left, and %s no deeper", (open, close) => {
    // The value stands four levels deep; brackets in a text are none.
    const nested = (levels: number) =>
      delivery([leadgen(), "DEEP"], { note: '[[{"\\\\' }).replace('"DEEP"', `${open.repeat(levels)}1${close.repeat(levels)}`);
    expect(leadsOf(nested(60))).toMatchObject({ leads: [{ page: "111" }], bad: [expect.any(String)] });
    for (const levels of [61, 3_000, 200_000]) expect(parseDelivery(nested(levels), NOW)).toEqual({ ok: false });
  });

  it("IN3: one bad change never spoils its batch", () => {
    const parsed = leadsOf(delivery([leadgen({ leadgen_id: "abc" }), leadgen(), { field: "leadgen" }, 7, leadgen({ leadgen_id: "9" })]));
    expect([parsed.leads.map((lead) => lead.lead), parsed.bad.length]).toEqual([["1234567890123456", "9"], 3]);
  });

  it("IN3: tells an unreadable change as it came, cut short", () => {
    const parsed = leadsOf(delivery([leadgen({ leadgen_id: "abc", form_id: "7".repeat(24) + "x".repeat(900) })]));
    expect(parsed.bad).toEqual([expect.stringMatching(/^\{"field":"leadgen","value":\{"leadgen_id":"abc"/)]);
    expect(parsed.bad[0]).toHaveLength(500);
  });

  it.each<[string, Record<string, unknown>, number]>([
    ["no time", { created_time: undefined }, NOW],
    ["a time in words", { created_time: "2026-05-02T10:11:12+0000" }, NOW],
    ["a time as text", { created_time: "1700000000" }, 1_700_000_000_000],
    ["no Page of its own", { page_id: null }, 1_700_000_000_000],
  ])("IN1: a lead with %s is a lead", (_title, over, createdAt) => {
    expect(leadsOf(delivery([leadgen(over)])).leads).toMatchObject([{ lead: "1234567890123456", page: "111", createdAt }]);
  });

  it("IN1: a Page is taken from the change where the entry has none, and a lead without any is kept as unreadable", () => {
    const text = (page: unknown) => JSON.stringify({ object: "page", entry: [{ changes: [leadgen({ page_id: page })] }] });
    expect(leadsOf(text("77")).leads[0]?.page).toBe("77");
    expect(leadsOf(text(null))).toMatchObject({ leads: [], bad: [expect.stringContaining("1234567890123456")] });
  });

  it("ignores other fields and objects", () => {
    expect(leadsOf(delivery([{ field: "feed", value: {} }, leadgen()])).ignored).toBe(1);
    expect(leadsOf(delivery([leadgen()], { object: "user" })).leads).toEqual([]);
  });

  it("reads several entries and changes", () => {
    const text = JSON.stringify({
      object: "page",
      entry: [
        { id: "1", changes: [leadgen({ leadgen_id: "1" }), leadgen({ leadgen_id: "2" })] },
        { id: 2, changes: [leadgen({ leadgen_id: 3 })] },
      ],
    });
    expect(leadsOf(text).leads.map((lead) => lead.lead)).toEqual(["1", "2", "3"]);
  });

  it.each(["0", 0])("knows the dashboard's test by entry %j", (id) => {
    const text = JSON.stringify({
      object: "page",
      entry: [{ id, changes: [leadgen({ leadgen_id: "444444444444", page_id: "444444444444" })] }],
    });
    expect(leadsOf(text).leads[0]).toMatchObject({ connectionTest: true, page: "444444444444" });
  });

  property.prop([fc.string()])("never throws on arbitrary text", (text) => {
    expect(() => parseDelivery(text, NOW)).not.toThrow();
  });

  property.prop([fc.uint8Array()])("never throws on arbitrary bytes", (bytes) => {
    expect(() => parseDelivery(new TextDecoder().decode(bytes), NOW)).not.toThrow();
  });

  property.prop([fc.json()])("never throws on arbitrary JSON in any place", (json) => {
    const holes = [
      json,
      `{"object":"page","entry":${json}}`,
      `{"object":"page","entry":[{"id":"1","changes":${json}}]}`,
      `{"object":"page","entry":[{"id":"1","changes":[{"field":"leadgen","value":${json}}]}]}`,
    ];
    for (const text of holes) expect(() => parseDelivery(text, NOW)).not.toThrow();
  });

  property.prop([fc.bigInt({ min: 1n, max: 10n ** 23n }), fc.boolean()])("an id is the same quoted or not", (id, quoted) => {
    const text = delivery([leadgen()]).replace('"1234567890123456"', quoted ? `"${id}"` : String(id));
    expect(leadsOf(text).leads[0]?.lead).toBe(String(id));
  });
});
