import { describe, expect, it } from "vitest";
import type { LeadRow } from "../../domain/lead.ts";
import { namingField, SENT_AGAIN } from "../../domain/notice.ts";
import type { Actor, Visibility } from "../../domain/rights.ts";
import { frameByClass, frameFor } from "../../party/frames.ts";
import type { Delta, LogEntry } from "../../worker/store/log.ts";

const uuidOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const LEAD = uuidOf(1);

const actor = (over: Partial<Actor> = {}): Actor => ({
  person: "sara",
  workspace: "w",
  role: "agent",
  teams: ["north"],
  rights: [],
  masked: [],
  agentsSeeUnclaimed: false,
  ...over,
});

const row = (over: Partial<LeadRow> = {}): LeadRow => ({
  id: LEAD,
  n: 1,
  version: 1,
  name: "Layla Haddad",
  phone: null,
  email: null,
  stage: "new",
  owner: "sara",
  team: "north",
  form: null,
  source: null,
  isTest: false,
  submittedAt: 0,
  amberAt: 0,
  redAt: 0,
  firstAttemptAt: null,
  lastActivityAt: 0,
  archivedAt: null,
  sameAs: null,
  reason: { code: "no_rule" },
  ...over,
});

const sight = (owner: string | null, team: string | null = "north", archived = false): Visibility => ({
  owner,
  team,
  unclaimed: owner === null,
  archived,
});

const entry = (over: Partial<LogEntry> = {}): LogEntry => ({
  seq: 11,
  entity: "lead",
  id: LEAD,
  op: "update",
  fields: [],
  actor: null,
  before: sight("sara"),
  after: sight("sara"),
  ...over,
});

const delta = (entries: readonly LogEntry[], rows: readonly LeadRow[], over: Partial<Delta> = {}): Delta => ({
  epoch: "e",
  from: 10,
  to: 20,
  head: 20,
  support: [],
  accessVersion: 1,
  status: "active",
  more: false,
  tooOld: false,
  entries,
  rows: new Map(rows.map((one) => [one.id, one])),
  members: [],
  teams: [],
  ...over,
});

describe("what one person is sent of a stretch of the log", () => {
  const cases: [string, LogEntry[], LeadRow[], Partial<Actor>, object][] = [
    ["a lead that is theirs, as it is now", [entry()], [row({ version: 4 })], {}, { upserts: [{ row: { version: 4 } }] }],
    [
      "a lead that came into being, changed and stayed theirs, once and as new",
      [entry({ op: "create", before: null }), entry({ seq: 12, actor: "omar" })],
      [row({ version: 2 })],
      {},
      { upserts: [{ row: { version: 2 }, created: true, by: "omar" }], removals: [] },
    ],
    [
      "the removal of one that went to somebody else, with whom",
      [entry({ after: sight("omar"), actor: "max" })],
      [row({ owner: "omar" })],
      {},
      { upserts: [], removals: [{ id: LEAD, why: "moved", to: "omar", by: "max" }] },
    ],
    [
      "nothing of one that went from one other person to another",
      [entry({ before: sight("omar"), after: sight("nora") })],
      [row({ owner: "nora" })],
      {},
      { upserts: [], removals: [] },
    ],
    [
      "a removal of one that came and left within the stretch: an earlier frame may have brought it",
      [entry({ before: sight("omar"), after: sight("sara") }), entry({ seq: 12, before: sight("sara"), after: sight("omar") })],
      [row({ owner: "omar" })],
      {},
      { upserts: [], removals: [{ id: LEAD, why: "moved", to: "omar" }] },
    ],
    [
      "the row, and no removal, of one that left and came back",
      [entry({ after: sight("omar") }), entry({ seq: 12, before: sight("omar") })],
      [row({ version: 3 })],
      {},
      { upserts: [{ row: { version: 3 } }], removals: [] },
    ],
    [
      "the removal of an archived one, whoever's it is",
      [entry({ after: sight("sara", "north", true) })],
      [row({ archivedAt: 5 })],
      { role: "owner" },
      { upserts: [], removals: [{ id: LEAD, why: "archived", to: "sara" }] },
    ],
    [
      "the removal of an erased one, with nobody's name",
      [entry({ op: "erase", after: null })],
      [],
      {},
      { upserts: [], removals: [{ id: LEAD, why: "erased", to: null }] },
    ],
    [
      "nothing of a lead of another team, for that team's manager",
      [entry({ before: sight("omar", "south"), after: sight("omar", "south") })],
      [row({ owner: "omar", team: "south" })],
      { role: "manager" },
      { upserts: [], removals: [] },
    ],
    [
      "one that sent a form again and waits for an answer, as that",
      [entry({ fields: [SENT_AGAIN] }), entry({ seq: 12, fields: ["tags"], actor: "omar" })],
      [row({ againAt: 5 })],
      {},
      { upserts: [{ row: { againAt: 5 }, again: true }], told: ["sara"] },
    ],
    [
      "an unclaimed lead, for an agent of a workspace that shows them",
      [entry({ before: null, after: sight(null), op: "create" })],
      [row({ owner: null })],
      { agentsSeeUnclaimed: true },
      { upserts: [{ row: { owner: null }, created: true }] },
    ],
    [
      "nothing of an unclaimed lead, for an agent of a workspace that does not show them",
      [entry({ before: null, after: sight(null), op: "create" })],
      [row({ owner: null })],
      {},
      { upserts: [], removals: [] },
    ],
  ];

  it.each(cases)("EV3: %s", (_title, entries, rows, who, expected) => {
    expect(frameFor(actor(who), delta(entries, rows))).toMatchObject({ t: "changes", from: 10, to: 20, ...expected });
  });

  it("one that sent a form again and was answered since is any other", () => {
    const [upsert] = frameFor(actor(), delta([entry({ fields: [SENT_AGAIN] })], [row({ firstAttemptAt: 5 })])).upserts;
    expect(upsert).not.toHaveProperty("created");
    expect(upsert).not.toHaveProperty("again");
  });

  it("NT1, EV3: says whom its leads told something, and nothing of leads that its reader neither sees nor saw", () => {
    const moved = entry({ before: sight("omar", "south"), after: sight("sara"), actor: "max" });
    const named = entry({ id: uuidOf(2), fields: ["notes", namingField("sara")], actor: "max", before: sight("max"), after: sight("max") });
    const both = delta([moved, named], [row(), row({ id: uuidOf(2), owner: "max" })]);
    const told = (over: Partial<Actor>) => frameFor(actor(over), both).told;
    expect(told({})).toEqual(["omar", "sara"]);
    expect(told({ person: "omar" })).toEqual(["omar", "sara"]);
    expect(told({ role: "manager", teams: ["north", "south"] })).toEqual(["omar", "sara"]);
    expect(told({ person: "ali", teams: ["west"] })).toBeUndefined();
    const came = entry({ op: "create", before: null, after: sight("sara") });
    expect(frameFor(actor(), delta([came], [row()])).told).toBeUndefined();
    expect(frameFor(actor({ person: "max" }), delta([named], [row({ id: uuidOf(2), owner: "max" })])).told).toEqual(["sara"]);
  });

  it("EV3: what is logged of people and teams makes no lead", () => {
    const people = [entry({ entity: "member", id: "sara" }), entry({ entity: "workspace", id: "w" })];
    expect(frameFor(actor(), delta(people, [row()]))).toMatchObject({ upserts: [], removals: [] });
  });

  it("EV3: is built once for each class of people who see the same, and never shared beyond it", () => {
    const frames = frameByClass(delta([entry()], [row()]));
    const [owner, admin, auditor] = [
      frames(actor({ person: "olga", role: "owner" })),
      frames(actor({ person: "adam", role: "admin", teams: [] })),
      frames(actor({ person: "anna", role: "auditor" })),
    ];
    expect(admin).toBe(owner);
    expect(auditor).toBe(owner);
    const [here, there, again] = [frames(actor()), frames(actor({ person: "omar" })), frames(actor({ teams: ["south"] }))];
    expect(again).toBe(here);
    expect(there.text).not.toBe(here.text);
    expect(there.frame.upserts).toEqual([]);
    expect(JSON.parse(here.text)).toEqual(here.frame);
  });

  it("EV3: managers of the same teams are different people: what is their own makes them so", () => {
    const frames = frameByClass(delta([entry({ after: sight("max", null) })], [row({ owner: "max", team: null })]));
    const max = frames(actor({ person: "max", role: "manager" }));
    const mia = frames(actor({ person: "mia", role: "manager" }));
    expect([max.frame.upserts.length, mia.frame.upserts.length, mia.frame.removals.length]).toEqual([1, 0, 1]);
  });
});
