import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { FollowUp } from "../../domain/followup.ts";
import { BANNABLE, type Bannable, type LeadRow } from "../../domain/lead.ts";
import { type DayItem, planDay, WAITING_LEADS } from "../../domain/myday.ts";

const timeZone = "Asia/Dubai";
/** Thursday, 13:00 in Dubai. */
const NOW = Date.parse("2026-11-26T13:00:00+04:00");
const at = (local: string) => Date.parse(`${local}:00+04:00`);
const ID = (n: number) => `0197f000-0000-7000-8000-${String(n).padStart(12, "0")}`;

function lead(n: number, over: Partial<LeadRow> = {}): LeadRow {
  return {
    id: ID(n),
    n,
    version: 1,
    name: `Lead ${n}`,
    phone: null,
    email: null,
    stage: "contacted",
    owner: "sara",
    team: null,
    form: null,
    source: null,
    isTest: false,
    submittedAt: NOW - 86_400_000,
    amberAt: 0,
    redAt: 0,
    firstAttemptAt: NOW - 80_000_000,
    lastActivityAt: NOW - 80_000_000,
    archivedAt: null,
    sameAs: null,
    reason: { code: "no_rule" },
    ...over,
  };
}

const waiting = (n: number, minutes: number, goal = 5): LeadRow => {
  const submittedAt = NOW - minutes * 60_000;
  return lead(n, {
    stage: "new",
    firstAttemptAt: null,
    submittedAt,
    amberAt: submittedAt + goal * 60_000,
    redAt: submittedAt + 2 * goal * 60_000,
  });
};

function due(n: number, of: number, dueAt: number, over: Partial<FollowUp> = {}): FollowUp {
  return {
    id: ID(n),
    lead: ID(of),
    person: "sara",
    way: "call",
    note: null,
    dueAt,
    remind: null,
    repeats: null,
    state: "open",
    doneAt: null,
    createdBy: "sara",
    createdAt: NOW - 86_400_000,
    version: 1,
    ...over,
  };
}

const plan = (rows: readonly LeadRow[], followUps: readonly FollowUp[], now = NOW) =>
  planDay({ me: "sara", rows, followUps, now, settings: { timeZone } });
const told = ({ lead: id, group, why, others }: DayItem) => [Number(id.slice(-12)), group, why.code, others];

describe("My day: the next best first, with why", () => {
  it("who waits, the reddest and longest first; what is overdue, the oldest first; today; later", () => {
    const rows = [lead(1), lead(2), lead(3), lead(4), lead(5), waiting(6, 1), waiting(7, 7), waiting(8, 30), waiting(9, 200)];
    const followUps = [
      due(101, 1, at("2026-11-28T10:00")),
      due(102, 2, at("2026-11-26T17:00")),
      due(103, 3, at("2026-11-26T12:59")),
      due(104, 4, at("2026-11-24T18:00")),
      due(105, 5, at("2026-11-26T23:59")),
    ];
    expect(plan(rows, followUps).map(told)).toEqual([
      [9, "now", "waiting_red", 0],
      [8, "now", "waiting_red", 0],
      [7, "now", "waiting_amber", 0],
      [6, "now", "waiting", 0],
      [4, "overdue", "overdue", 0],
      [3, "overdue", "overdue", 0],
      [2, "now", "due", 0],
      [5, "now", "due", 0],
      [1, "later", "later", 0],
    ]);
  });

  it("who sent a form again comes after who waits for a first answer, whoever waits longest first, also where the lead was lost", () => {
    const rows = [
      lead(1),
      waiting(2, 1),
      lead(3, { againAt: NOW - 60_000 }),
      lead(4, { againAt: NOW - 90_000, stage: "lost", closedAt: NOW - 100_000 }),
      // They wait for a first answer as it is.
      { ...waiting(5, 2), againAt: NOW - 60_000 },
    ];
    const items = plan(rows, [due(101, 1, NOW - 60_000), due(102, 3, NOW - 60_000)]);
    expect(items.map(told)).toEqual([
      [5, "now", "waiting", 0],
      [2, "now", "waiting", 0],
      [4, "now", "again", 0],
      [3, "now", "again", 1],
      [1, "overdue", "overdue", 0],
    ]);
    expect(items[2]).toMatchObject({ key: ID(4), followUp: null, why: { at: NOW - 90_000 } });
  });

  it("says what each is about: since when they wait, when it is due", () => {
    const [first, second] = plan([waiting(1, 30), lead(2)], [due(101, 2, at("2026-11-24T18:00"))]);
    expect([first?.key, first?.followUp, first?.why]).toEqual([ID(1), null, { code: "waiting_red", at: NOW - 1_800_000 }]);
    expect([second?.key, second?.followUp?.id, second?.why]).toEqual([ID(101), ID(101), { code: "overdue", at: at("2026-11-24T18:00") }]);
  });

  it("holds so many of those who only wait, whoever waits longest, and everyone with something planned", () => {
    const rows = Array.from({ length: WAITING_LEADS + 50 }, (_, n) => waiting(n + 1, 500 - n));
    const items = plan(rows, [due(901, WAITING_LEADS + 40, at("2026-11-24T18:00"))]);
    const waits = items.filter(({ followUp }) => followUp === null).map(({ lead: id }) => Number(id.slice(-12)));
    expect(waits.toSorted((a, b) => a - b)).toEqual(Array.from({ length: WAITING_LEADS }, (_, n) => n + 1));
    expect(items.filter(({ followUp }) => followUp !== null).map(told)).toEqual([[WAITING_LEADS + 40, "overdue", "overdue", 0]]);
  });

  it("FU1: what was set by somebody who cannot do it any more is in it where it falls to them, and says so", () => {
    const rows = [lead(1, { owner: null }), lead(2, { owner: null }), lead(3, { owner: "omar" })];
    const left = { person: "nora", createdBy: "nora" };
    const followUps = [due(101, 1, NOW - 1, left), due(102, 2, NOW - 1, left), due(103, 3, NOW - 1, left), due(104, 1, NOW + 1)];
    const falls = planDay({ me: "sara", rows, followUps, inherited: new Set([ID(101), ID(103)]), now: NOW, settings: { timeZone } });
    expect(falls.map(({ key, inherited, others }) => [key, inherited, others])).toEqual([[ID(101), true, 1]]);
    expect(plan(rows, followUps).map(({ key, inherited }) => [key, inherited])).toEqual([[ID(104), undefined]]);
  });

  it("of what was due on one day the lead's priority decides, and of two days the day", () => {
    const rows = [
      lead(1, { priority: "low" }),
      lead(2),
      lead(3, { priority: "urgent" }),
      lead(4, { priority: "high" }),
      lead(5, { priority: "medium" }),
    ];
    const followUps = [
      due(101, 1, at("2026-11-25T09:00")),
      due(102, 2, at("2026-11-25T11:00")),
      due(103, 3, at("2026-11-26T09:00")),
      due(104, 4, at("2026-11-25T23:00")),
      due(105, 5, at("2026-11-25T10:00")),
    ];
    expect(plan(rows, followUps).map(({ lead: id }) => Number(id.slice(-12)))).toEqual([4, 5, 2, 1, 3]);
  });

  it("days are the workspace's: a minute before its midnight is today, at midnight it is later", () => {
    const rows = [lead(1), lead(2)];
    const followUps = [due(101, 1, at("2026-11-26T23:59")), due(102, 2, at("2026-11-27T00:00"))];
    expect(plan(rows, followUps).map(told)).toEqual([
      [1, "now", "due", 0],
      [2, "later", "later", 0],
    ]);
    const late = Date.parse("2026-11-26T23:00:00Z");
    expect(
      planDay({ me: "sara", rows: [lead(1)], followUps: [due(101, 1, late)], now: NOW, settings: { timeZone: "Europe/London" } })[0]?.group,
    ).toBe("now");
  });

  it("a lead stands once, where its most urgent thing does; the others are counted", () => {
    const followUps = [
      due(101, 1, at("2026-11-28T10:00")),
      due(102, 1, at("2026-11-24T10:00")),
      due(103, 1, at("2026-11-26T18:00")),
      due(104, 2, at("2026-11-24T09:00")),
    ];
    const items = plan([lead(1), waiting(2, 3)], followUps);
    expect(items.map(told)).toEqual([
      [2, "now", "waiting", 1],
      [1, "overdue", "overdue", 2],
    ]);
    expect(items[1]?.key).toBe(ID(102));
  });

  it.each<[string, LeadRow, FollowUp[]]>([
    ["an archived lead", waiting(1, 5), [due(101, 1, NOW)]],
    ["a lead that is somebody else's by now", waiting(1, 5), [due(101, 1, NOW)]],
    ["a follow-up that is done", lead(1), [due(101, 1, NOW, { state: "done" })]],
    ["a follow-up that was dropped", lead(1), [due(101, 1, NOW, { state: "dropped" })]],
    ["DN1: a call to somebody who asked for none", lead(1, { noContact: ["phone"] }), [due(101, 1, NOW)]],
    ["DN1: who waits and asked not to be reached at all", { ...waiting(1, 5), noContact: [...BANNABLE] }, []],
    ["DN1: who sent a form again and asked not to be reached at all", lead(1, { againAt: NOW, noContact: [...BANNABLE] }), []],
    ["who sent a form again and is somebody else's", lead(1, { againAt: NOW, owner: "omar" }), []],
    ["who sent a form again and was archived since", lead(1, { againAt: NOW, archivedAt: NOW }), []],
    ["a lead that is not there", lead(2), [due(101, 1, NOW)]],
    ["a test lead that waits", { ...waiting(1, 5), isTest: true }, []],
    ["a lead that was lost before anybody called", { ...waiting(1, 5), closedAt: 1 }, []],
    ["nobody's lead whose follow-up another set", lead(1, { owner: null }), [due(101, 1, NOW, { person: "omar" })]],
  ])("%s is nothing to do", (title, row, followUps) => {
    const as = title === "an archived lead" ? { archivedAt: NOW } : title.startsWith("a lead that is somebody") ? { owner: "omar" } : {};
    expect(plan([{ ...row, ...as }], followUps)).toEqual([]);
  });

  it.each<[string, LeadRow, FollowUp]>([
    ["DN1: an email to somebody who asked for no calls", lead(1, { noContact: ["phone"] }), due(101, 1, NOW, { way: "email" })],
    ["FU1: of a lead that came with it, whoever's it was read as", lead(1), due(101, 1, NOW, { person: "omar" })],
    ["FU1: of nobody's lead, set by oneself", lead(1, { owner: null }), due(101, 1, NOW)],
    ["of a lead that was won", lead(1, { stage: "won", closedAt: 1 }), due(101, 1, NOW)],
  ])("%s is to be done", (_title, row, followUp) => {
    expect(plan([row], [followUp])).toHaveLength(1);
  });
});

const ofLead = fc.record({
  owner: fc.constantFrom("sara", "omar", null),
  archivedAt: fc.constantFrom(null, null, null, NOW),
  closedAt: fc.constantFrom(null, null, NOW),
  isTest: fc.constantFrom(false, false, true),
  firstAttemptAt: fc.constantFrom(null, NOW - 1),
  priority: fc.constantFrom(null, "urgent" as const, "high" as const, "medium" as const, "low" as const),
  noContact: fc.subarray<Bannable>(["phone", "whatsapp", "email"]),
  againAt: fc.constantFrom(null, null, NOW - 1, NOW - 60_000),
  submittedAt: fc.integer({ min: NOW - 7_200_000, max: NOW }),
  amberAt: fc.integer({ min: NOW - 3_600_000, max: NOW + 3_600_000 }),
});
const ofFollowUp = fc.record({
  of: fc.integer({ min: 0, max: 13 }),
  days: fc.integer({ min: -3, max: 8 }),
  minute: fc.constantFrom(0, 0, 60, 779, 780, 781, 1_439),
  way: fc.constantFrom("call" as const, "whatsapp" as const, "email" as const, "meeting" as const),
  state: fc.constantFrom("open" as const, "open" as const, "done" as const, "dropped" as const),
  person: fc.constantFrom("sara", "omar"),
});
const MIDNIGHT = at("2026-11-26T00:00");

property.prop([
  fc.array(ofLead, { maxLength: 12 }),
  fc.array(ofFollowUp, { maxLength: 30 }),
  fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
])("everything to do has exactly one place, in one order whatever order it came in", (leads, wishes, dice) => {
  const rows = leads.map((one, n) => lead(n, { ...one, redAt: one.amberAt + 60_000 }));
  const followUps = wishes.map(({ of, days, minute, ...over }, n) =>
    due(1_000 + n, of, MIDNIGHT + days * 86_400_000 + minute * 60_000, over),
  );
  const items = plan(rows, followUps);

  // Counted in other words than the plan's own.
  const live = rows.filter((row) => row.archivedAt === null);
  const waits = live.filter((row) => row.owner === "sara" && !row.isTest && row.firstAttemptAt === null && row.closedAt === null);
  const back = live.filter((row) => row.owner === "sara" && row.againAt !== null && !waits.includes(row));
  const todo = followUps.filter((one) => {
    const row = live.find(({ id }) => id === one.lead);
    if (row === undefined || one.state !== "open") return false;
    if (row.owner !== "sara" && !(row.owner === null && one.person === "sara")) return false;
    return !row.noContact?.some((channel) => channel === (one.way === "call" ? "phone" : one.way));
  });
  expect(items.reduce((sum, one) => sum + 1 + one.others, 0)).toBe(waits.length + back.length + todo.length);
  expect(new Set(items.map((one) => one.lead))).toEqual(
    new Set([...[...waits, ...back].map(({ id }) => id), ...todo.map((one) => one.lead)]),
  );
  expect(new Set(items.map((one) => one.key)).size).toBe(items.length);

  const rank = ["waiting_red", "waiting_amber", "waiting", "again", "overdue", "due", "later"];
  const ranks = items.map((one) => rank.indexOf(one.why.code));
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  for (const item of items) {
    // Nothing that is more urgent is hidden behind it.
    if (item.followUp !== null) {
      expect([...waits, ...back].some(({ id }) => id === item.lead)).toBe(false);
      const others = todo.filter((one) => one.lead === item.lead);
      expect(item.followUp.dueAt).toBe(Math.min(...others.map((one) => one.dueAt)));
    }
    if (item.why.code === "overdue") expect([item.group, item.why.at < NOW]).toEqual(["overdue", true]);
    if (item.why.code === "due") expect([item.group, item.why.at >= NOW && item.why.at < MIDNIGHT + 86_400_000]).toEqual(["now", true]);
    if (item.why.code === "later") expect([item.group, item.why.at >= MIDNIGHT + 86_400_000]).toEqual(["later", true]);
  }

  const shuffled = <T>(list: readonly T[]) =>
    list
      .map((one) => ({ one, by: dice.next().value ?? 0 }))
      .sort((a, b) => a.by - b.by)
      .map(({ one }) => one);
  expect(plan(shuffled(rows), shuffled(followUps))).toEqual(items);
  // Told twice, nothing is to be done twice.
  expect(plan([...rows, ...rows], [...followUps, ...followUps])).toEqual(items);
});
