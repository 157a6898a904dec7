import { describe, expect, it } from "vitest";
import { begunBy } from "../../web/views/palette/begun.ts";
import { leadAddress } from "../../web/views/palette/lead-address.ts";
import { markDigits, markWords, matchLabel, piecesOf } from "../../web/views/palette/match.ts";
import { type Entry, ranked, restingSections, stepSections, typedSections } from "../../web/views/palette/steps.ts";

const marked = (text: string, ranges: readonly (readonly [number, number])[]) =>
  piecesOf(text, ranges)
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join("");
const found = (typed: string, label: string, also?: string) => {
  const match = matchLabel(typed, label, also);
  return match === null ? null : marked(label, match.ranges);
};

describe("KY1: what somebody means to do, as they type it", () => {
  it.each([
    ["my", "My day", "[My] day"],
    ["DAY", "My day", "My [day]"],
    ["day my", "My day", "[My] [day]"],
    ["ettin", "Settings", "S[ettin]gs"],
    // Over the beginnings of words.
    ["md", "My day", "[M]y [d]ay"],
    ["unle", "Unassigned leads", "[Un]assigned [le]ads"],
    // Accents, harakat and the ways of writing an alif are no difference.
    ["etienne", "Étienne", "[Étienne]"],
    ["اسناد", "إسناد إلى", "[إسناد] إلى"],
    ["العملا", "كلّ العُملاءِ", "كلّ [العُملا]ءِ"],
  ])("%s means %s", (typed, label, shown) => {
    expect(found(typed, label)).toBe(shown);
  });

  it("knows what else a thing is called, and marks nothing for it", () => {
    expect(found("kanban", "Board", "kanban columns pipeline")).toBe("Board");
    expect(found("pipe", "Board", "kanban columns pipeline")).toBe("Board");
    expect(found("line", "Board", "kanban columns pipeline")).toBeNull();
    expect(found("board kanban", "Board", "kanban")).toBe("[Board]");
  });

  it("wants every word that was typed", () => {
    expect(found("my week", "My day")).toBeNull();
    expect(found("zz", "My day")).toBeNull();
  });

  it("puts the whole before a beginning, that before a later word, that before the inside, and the shorter before the longer", () => {
    const entries = ["Unboarded", "Go on board", "Boarding house", "Board of leads", "Board"].map((label) => ({ key: label, label }));
    expect(ranked("board", entries).map(({ label }) => label)).toEqual([
      "Board",
      "Boarding house",
      "Board of leads",
      "Go on board",
      "Unboarded",
    ]);
  });
});

describe("what was searched for is marked in what was found", () => {
  it.each([
    ["Salma Zhang", "sal", "[Sal]ma Zhang"],
    ["Étienne Nasser", "etienne nas", "[Étienne] [Nas]ser"],
    ["أحمد المنصوري", "احمد", "[أحمد] المنصوري"],
    ["مُحَمَّد علي", "محمد", "[مُحَمَّد] علي"],
    ["sara.khan@example.com", "khan@exam", "sara.[khan]@[exam]ple.com"],
    ["Salma Zhang", "hang", "Salma Zhang"],
    ["Unit 12", "١٢", "Unit [12]"],
    ["王小明 Wang", "小明 wa", "王[小明] [Wa]ng"],
  ])("%s by %s", (text, typed, shown) => {
    expect(marked(text, markWords(text, typed))).toBe(shown);
  });

  it.each([
    ["+971 50 123 4567", "1234", "+971 50 [123 4]567"],
    ["+971 50 123 4567", "050 123 45", "+971 [50 123 45]67"],
    ["+971 50 123 4567", "٤٥٦٧", "+971 50 123 [4567]"],
    ["+971 50 123 4567", "(50) 123-4567", "+971 [50 123 4567]"],
    ["+971 50 123 4567", "123", "+971 50 123 4567"],
    ["+971 50 123 4567", "9999", "+971 50 123 4567"],
  ])("%s by %s", (phone, typed, shown) => {
    expect(marked(phone, markDigits(phone, typed))).toBe(shown);
  });
});

const entry = (label: string, over: Partial<Entry> = {}): Entry => ({ key: label, label, ...over });

describe("what the palette offers", () => {
  const go = { key: "go", title: "Go to", entries: [entry("Board"), entry("View Hot", { whenAsked: true })] };
  const lead = { key: "lead", title: "Layla", entries: [entry("Assign to"), entry("Write a note")] };
  const leads = { key: "leads", title: "Leads", entries: [entry("Boardman")] };
  const tail = [entry("on.all")];
  const shape = (sections: readonly { readonly key: string; readonly entries: readonly Entry[] }[]) =>
    sections.map(({ key, entries }) => [key, ...entries.map(({ label }) => label)]);

  it("is the lead one is at and the screens, before anything is typed; one of many only once it is asked for", () => {
    expect(shape(restingSections({ key: "recent", entries: [] }, [lead, go]))).toEqual([
      ["lead", "Assign to", "Write a note"],
      ["go", "Board"],
    ]);
    expect(shape(typedSections({ text: "hot", leads: { key: "leads", entries: [] }, groups: [lead, go], deep: [], tail }))).toEqual([
      ["go", "View Hot"],
      ["on", "on.all"],
    ]);
  });

  it("puts what is surely meant before leads of that name, and what may be meant after them", () => {
    expect(shape(typedSections({ text: "boa", leads, groups: [lead, go], deep: [], tail }))).toEqual([
      ["go", "Board"],
      ["leads", "Boardman"],
      ["on", "on.all"],
    ]);
    expect(shape(typedSections({ text: "oard", leads, groups: [lead, go], deep: [], tail }))).toEqual([
      ["leads", "Boardman"],
      ["go", "Board"],
      ["on", "on.all"],
    ]);
  });

  it("takes the beginning of a name for a name, where a field is called alike", () => {
    const fields = { ...lead, entries: [{ ...entry("Change: Boarding"), mild: true }] };
    expect(shape(typedSections({ text: "boa", leads, groups: [fields], deep: [], tail }))).toEqual([
      ["leads", "Boardman"],
      ["lead", "Change: Boarding"],
      ["on", "on.all"],
    ]);
    expect(shape(typedSections({ text: "change boa", leads, groups: [fields], deep: [], tail }))[0]).toEqual(["lead", "Change: Boarding"]);
  });

  it("knows a choice behind a choice, for the lead one is at", () => {
    const deep = [entry("Assign to Sara Khan"), entry("Move to Won")];
    expect(shape(typedSections({ text: "sara", leads: { key: "leads", entries: [] }, groups: [lead, go], deep, tail }))).toEqual([
      ["lead", "Assign to Sara Khan"],
      ["on", "on.all"],
    ]);
  });

  it("is in a step what is left of its choices, or what is typed itself", () => {
    const people = { key: "assign", title: "Assign to", entries: () => [entry("Sara Khan"), entry("Yousef Karam")] };
    expect(shape(stepSections(people, ""))).toEqual([["assign", "Sara Khan", "Yousef Karam"]]);
    expect(shape(stepSections(people, " kar"))).toEqual([["assign", "Yousef Karam"]]);
    const worth = { key: "won", title: "Worth", entries: () => [], typed: (text: string) => [entry(`worth ${text}`)] };
    expect(shape(stepSections(worth, " 12m "))).toEqual([["won", "worth 12m"]]);
  });
});

describe("where a lead opens", () => {
  const ID = "00000000-0000-7000-8000-000000000001";
  it.each([
    ["/w/north/day", "", `/w/north/day/${ID}`],
    ["/w/north/leads/other", "?owner=me", `/w/north/leads/${ID}?owner=me`],
    ["/w/north/board", "?stage=new", `/w/north/board/${ID}?stage=new`],
    ["/w/north/search", "?q=a", `/w/north/search/${ID}?q=a`],
    ["/w/north/projects/p1", "", `/w/north/projects/p1/${ID}`],
    ["/w/north/projects", "", `/w/north/leads/${ID}`],
    ["/w/north/settings/people", "?x=1", `/w/north/leads/${ID}`],
  ])("from %s%s it is %s", (pathname, search, address) => {
    expect(leadAddress("north", ID, { pathname, search })).toBe(address);
  });
});

describe("a lead nobody has yet", () => {
  it.each([
    ["Layla Haddad", { name: "Layla Haddad" }],
    ["layla@example.com", { email: "layla@example.com" }],
    ["+971 50 123 4567", { phone: "+971 50 123 4567" }],
    ["٠٥٠ ١٢٣ ٤٥٦٧", { phone: "٠٥٠ ١٢٣ ٤٥٦٧" }],
    ["Unit 12", { name: "Unit 12" }],
  ])("is begun with what was typed: %s", (text, begun) => {
    expect(begunBy(text)).toEqual(begun);
  });
});
