import fc from "fast-check";
import { type Condition, FILTER_OPS, type FilterField, hasNobody, kindOf, OPS_OF, ownField } from "../../domain/filter/condition.ts";
import { type Filter, filterOf, type Sort, textOf } from "../../domain/filter.ts";
import { BANNABLE, type LeadRow, PRIORITIES } from "../../domain/lead.ts";
import { dayStart } from "../../domain/localtime.ts";
import { DEFAULT_SETUP, type FieldSetup, type FieldValue, type Setup } from "../../domain/setup.ts";

/** A floor with a field of its own of every type, and everything that leads and filters of it may say. */

const options = (ids: readonly string[]) => ids.map((id) => ({ id, name: id.toUpperCase() }));
const own = (id: string, type: FieldSetup["type"], ids: readonly string[] = []): FieldSetup => ({
  id,
  name: id,
  type,
  options: options(ids),
  filterable: true,
});
export const FLOOR: Setup = {
  ...DEFAULT_SETUP,
  version: 1,
  fields: [
    own("remark", "text"),
    own("rooms", "number"),
    own("moves", "date"),
    // An option may be called like a tick, or like a word of the language.
    own("budget", "choice", ["2m", "5m", "yes", "no", "today", "none"]),
    own("likes", "choices", ["sea", "sea-view", "pool", "yes"]),
    own("vip", "checkbox"),
  ],
};

export const NOW = Date.UTC(2026, 10, 26, 20, 30);
export const ZONES = ["Asia/Dubai", "America/New_York", "UTC", "Asia/Kathmandu"];
export const OWNERS = ["Sara_1", "omar-2", "noor 3", "lina"];
export const TEAMS = ["north", "south", "west"];
const PROJECTS = ["p1", "p10", "00000000-0000-7000-8000-000000000001"];
const FORMS = ["111", "222"];
const SOURCES = ["fb", "ig", "hand"];

/** What people and keyboards write: several scripts, letters of one sound, marks, and what means something to SQL, JSON and addresses. */
export const TEXTS = [
  "Layla Haddad",
  "layla",
  "LAYLA",
  "ليلى",
  "ليلي",
  "لَيْلَى",
  "أحمد",
  "احمد",
  "إحْمَد",
  "مؤسسة النور",
  "José Álvarez",
  "jose",
  "Ωmega Σας",
  "İstanbul",
  "ﬁne",
  "O'Brien",
  'Ann "Nan" Lee',
  "a,b",
  "50%",
  "under_score",
  "back\\slash",
  "!not",
  "~ish",
  "*",
  "today",
  "last:7",
  "a  b",
  "[]",
  "null",
  "villa ٣",
  "😀 smile",
];
/** Parts of them. */
export const PIECES = ["la", "LAY", "ا", "é", "يلى", "O'", "\\", "%", ","];
/** What tells a telephone or an address, or only looks so (PV2). */
export const TELLING = [
  "call 050 123-45-67",
  "اتصل ٠٥٠١٢٣٤٥٦٧",
  "\u200e+971(50)1234567",
  "layla@example.com",
  "layla@example.com or 0501234567",
  "050 12",
  "2 rooms, 500000 AED, floor 12",
  "2026-11-26",
  "26/11/2026",
  "•••",
];
const text = fc.constantFrom(...TEXTS);
const orNone = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });

/** Moments at which days begin and end somewhere, and next to them. */
const MOMENTS = ZONES.flatMap((zone) => [-40, -8, -7, -6, -1, 0, 1, 2, 7, 8].map((days) => dayStart(NOW, zone, days))).flatMap((at) => [
  at - 1,
  at,
]);
const moment = fc.constantFrom(...MOMENTS, NOW - 1, NOW, NOW + 1, 0);
const DAYS = ["2026-11-18", "2026-11-19", "2026-11-20", "2026-11-25", "2026-11-26", "2026-11-27", "2026-12-02", "2026-12-03", "2024-02-29"];
const day = fc.constantFrom(...DAYS);
const FIGURES = [0, 1, -1, 2.5, 10, 9, 1_000_000, 0.000001, -2.25];
const figure = fc.constantFrom(...FIGURES);
const subset = <T>(of: readonly T[]) => fc.subarray([...of]);

const OWN: Readonly<Record<string, fc.Arbitrary<FieldValue>>> = {
  remark: fc.oneof(text, fc.constantFrom(...TELLING), fc.constant("")),
  rooms: figure,
  moves: day,
  budget: fc.constantFrom("2m", "5m", "yes", "no", "today", "none"),
  likes: subset(["sea", "sea-view", "pool", "yes"]),
  vip: fc.boolean(),
};

/** A lead but for its ids, anything in it that the schema allows. */
export const someLead: fc.Arbitrary<Omit<LeadRow, "id" | "n" | "version" | "reason">> = fc.record({
  name: fc.oneof(
    text,
    fc.constantFrom(...TELLING),
    fc.tuple(text, fc.oneof(text, fc.constantFrom(...TELLING))).map((two) => two.join(" ")),
    fc.constant(""),
  ),
  phone: fc.constant(null),
  email: fc.constant(null),
  stage: fc.constantFrom(...FLOOR.stages.map(({ id }) => id)),
  owner: orNone(fc.constantFrom(...OWNERS)),
  team: orNone(fc.constantFrom(...TEAMS)),
  form: orNone(fc.constantFrom(...FORMS)),
  campaign: orNone(fc.constantFrom("c1", "c2")),
  source: orNone(fc.constantFrom(...SOURCES)),
  isTest: fc.constantFrom(false, false, false, true),
  submittedAt: moment,
  amberAt: fc.constant(0),
  redAt: fc.constant(0),
  firstAttemptAt: orNone(moment),
  reachedAt: orNone(moment),
  lastActivityAt: moment,
  archivedAt: fc.option(moment, { nil: null, freq: 4 }),
  sameAs: fc.constant(null),
  company: orNone(fc.oneof(text, text, fc.constantFrom(...TELLING, ""))),
  city: orNone(fc.oneof(text, text, fc.constantFrom(...TELLING))),
  language: orNone(fc.constantFrom("en", "ar")),
  priority: orNone(fc.constantFrom(...PRIORITIES)),
  projects: subset(PROJECTS),
  tags: subset(["VIP", "vip ", "Hot lead", "أولوية", "50%", "0501234567", "ring 050 123 4567"]),
  nextFollowUpAt: orNone(moment),
  closedAt: orNone(moment),
  value: orNone(fc.constantFrom(0, 1, 10, 1_000_000)),
  lostReason: orNone(fc.constantFrom("price", "not_reached")),
  noContact: subset(BANNABLE),
  custom: fc.record(OWN, { requiredKeys: [], noNullPrototype: true }).map((fields) => fields as Record<string, FieldValue>),
  page: orNone(fc.constantFrom("g1", "g2")),
  adSet: orNone(fc.constantFrom("1", "11")),
  ad: orNone(fc.constantFrom("1", "2", "12")),
});

const IDS: Readonly<Partial<Record<string, readonly string[]>>> = {
  stage: FLOOR.stages.map(({ id }) => id),
  owner: ["me", ...OWNERS.filter((id) => !id.includes(" ")), "nobody-here"],
  team: TEAMS,
  project: PROJECTS,
  form: FORMS,
  page: ["g1", "g2", "g"],
  campaign: ["c1", "c2"],
  adSet: ["1", "11", "01"],
  ad: ["1", "2", "12"],
  source: SOURCES,
  priority: PRIORITIES,
  language: ["en", "ar"],
  lostReason: ["price", "not_reached"],
  noContact: BANNABLE,
  "custom:budget": ["2m", "5m", "yes", "no", "today", "none"],
  "custom:likes": ["sea", "sea-view", "pool", "yes"],
  "custom:vip": ["yes", "no"],
};

const FIELDS: readonly FilterField[] = [
  ...([
    "stage",
    "owner",
    "team",
    "project",
    "form",
    "page",
    "campaign",
    "adSet",
    "ad",
    "source",
    "priority",
    "tag",
    "city",
    "company",
    "language",
  ] as const),
  ...([
    "created",
    "activity",
    "followUp",
    "firstContact",
    "closed",
    "value",
    "lostReason",
    "reached",
    "waiting",
    "noContact",
    "test",
    "archived",
    "name",
  ] as const),
  ...FLOOR.fields.map(({ id }) => ownField(id)),
];

/** A condition that the floor knows, written every way there is. */
export const someCondition: fc.Arbitrary<Condition> = fc.constantFrom(...FIELDS).chain((field) => {
  const kind = kindOf(field, FLOOR);
  if (kind === undefined) throw new Error(`${field} is not of this floor`);
  return fc.constantFrom(...FILTER_OPS.filter((op) => OPS_OF[kind].includes(op))).chain((op) => {
    const values = valuesFor(field, kind, op);
    return values.map((list) => ({ field, op, values: list }));
  });
});

function valuesFor(field: FilterField, kind: ReturnType<typeof kindOf>, op: Condition["op"]): fc.Arbitrary<readonly string[]> {
  switch (op) {
    case "any":
    case "none": {
      if (kind === "text")
        return fc.uniqueArray(fc.oneof(text, fc.constantFrom(...TELLING)).map(tidied), {
          minLength: 1,
          maxLength: 3,
        });
      if (kind === "tags")
        return fc.uniqueArray(fc.constantFrom("vip", "VIP", "hot lead", "اولويه", "50%", "cold", "0501234567", "ring", "•••"), {
          minLength: 1,
          maxLength: 3,
        });
      const ids = [...(IDS[field] ?? []), ...(hasNobody(field) ? ["none"] : [])];
      return fc.subarray(ids, { minLength: 1, maxLength: Math.min(5, ids.length) });
    }
    case "has":
      return fc.oneof(text, fc.constantFrom(...PIECES, ...TELLING, "050", "@", "5", "•", "a")).map((part) => [tidied(part)]);
    case "is":
      return fc.constantFrom(["yes"], ["no"]);
    case "min":
    case "max":
      return figure.map((value) => [String(value)]);
    case "on":
    case "before":
    case "after":
      return day.map((one) => [one]);
    case "last":
    case "next":
      return fc.constantFrom(1, 2, 7, 40).map((days) => [String(days)]);
    case "between":
      return kind === "number" ? fc.tuple(figure, figure).map((two) => two.map(String)) : fc.tuple(day, day);
    default:
      return fc.constant([]);
  }
}

const tidied = (words: string) => words.replace(/\s+/g, " ").trim();

/** Few conditions let something through, archived leads are asked for as often as others. */
export const someFilter: fc.Arbitrary<Filter> = fc.oneof(
  { weight: 3, arbitrary: fc.array(someCondition, { maxLength: 1 }) },
  { weight: 2, arbitrary: fc.array(someCondition, { minLength: 2, maxLength: 3 }) },
);

export const someSort: fc.Arbitrary<Sort> = fc.record({ by: fc.constantFrom("created", "activity", "followUp"), down: fc.boolean() });

/** As it is after an address: some words that were chosen fold to nothing, and are no condition. */
export function asAddressed(filter: Filter): Filter {
  return filterOf(textOf(filter), FLOOR).filter;
}
