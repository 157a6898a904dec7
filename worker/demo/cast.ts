import type { Question } from "../../domain/answers.ts";
import type { ProjectRow } from "../../domain/project.ts";
import type { Role } from "../../domain/rights.ts";
import { DEFAULT_SETTINGS, type WorkspaceSettings } from "../../domain/workspace.ts";

/** Who and what the demo is made of. Ids are fixed, so that doors, rules and Pages can be named before anything is stored. */

export const PASSWORD = "demo-demo-demo";

const id = (kind: string, n: number) => `019c0000-${kind}-7000-8000-${String(n).padStart(12, "0")}`;

const AROUND_THE_CLOCK: WorkspaceSettings["workingHours"] = {
  "1": [0, 1440],
  "2": [0, 1440],
  "3": [0, 1440],
  "4": [0, 1440],
  "5": [0, 1440],
  "6": [0, 1440],
  "7": [0, 1440],
};

export const MARINA = {
  id: id("0001", 1),
  slug: "marina-homes",
  name: "Marina Homes",
  // Open around the clock, so that waiting leads turn amber and red at whatever hour the demo is looked at.
  settings: { ...DEFAULT_SETTINGS, workingHours: AROUND_THE_CLOCK, currency: "AED", namesColleague: true },
};
export const NILE = {
  id: id("0001", 2),
  slug: "nile-autos",
  name: "Nile Autos",
  settings: {
    ...DEFAULT_SETTINGS,
    country: "EG",
    timeZone: "Africa/Cairo",
    currency: "EGP",
    language: "ar" as const,
    workingHours: { "7": [600, 1140], "1": [600, 1140], "2": [600, 1140], "3": [600, 1140], "4": [600, 1140] },
    goalMinutes: 15,
    agentsSeeUnclaimed: false,
  } satisfies WorkspaceSettings,
};
export const WORKSPACES = [MARINA, NILE];

export const MARINA_DESK = id("0002", 1);
export const DOWNTOWN_DESK = id("0002", 2);
export const TEAMS = [
  { id: MARINA_DESK, workspace: MARINA.id, name: "Marina desk" },
  { id: DOWNTOWN_DESK, workspace: MARINA.id, name: "Downtown desk" },
];

export interface CastMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly workspace: string;
  readonly role: Role;
  readonly teams: readonly string[];
  /** Shares of the turn; managers take none. */
  readonly weight: number;
  readonly away: boolean;
}

const member = (
  n: number,
  name: string,
  email: string,
  role: Role,
  teams: readonly string[],
  weight: number,
  away = false,
  workspace = MARINA.id,
): CastMember => ({
  id: id("0003", n),
  name,
  email,
  workspace,
  role,
  teams,
  weight,
  away,
});

export const KHALID = member(1, "Khalid Al Mansoori", "khalid@marina-homes.example", "owner", [], 0);
export const PRIYA = member(2, "Priya Nair", "priya@marina-homes.example", "manager", [MARINA_DESK], 0);
export const DANIEL = member(3, "Daniel Brooks", "daniel@marina-homes.example", "manager", [DOWNTOWN_DESK], 0);
export const SARA = member(4, "Sara Khan", "sara@marina-homes.example", "agent", [MARINA_DESK], 1);
export const YOUSEF = member(5, "Yousef Karam", "yousef@marina-homes.example", "agent", [MARINA_DESK], 1);
/** Away since this week: the rule that knows only her has nobody to give leads to. */
export const LAYLA = member(6, "ليلى منصور", "layla@marina-homes.example", "agent", [MARINA_DESK], 1, true);
export const HIND = member(7, "هند الشامسي", "hind@marina-homes.example", "agent", [DOWNTOWN_DESK], 2);
export const ELENA = member(8, "Elena Petrova", "elena@marina-homes.example", "agent", [DOWNTOWN_DESK], 1);
export const MONA = member(9, "منى فتحي", "mona@nile-autos.example", "owner", [], 1, false, NILE.id);
export const MAHMOUD = member(10, "Mahmoud Samy", "mahmoud@nile-autos.example", "agent", [], 1, false, NILE.id);
export const PEOPLE = [KHALID, PRIYA, DANIEL, SARA, YOUSEF, LAYLA, HIND, ELENA, MONA, MAHMOUD];

/** Runs the platform and belongs to no workspace. */
export const NADIA = {
  id: id("0003", 11),
  name: "Nadia Rahman",
  email: "nadia@leadoxe.example",
  role: "platform:super_admin",
} as const;

/** One click each; each on a host of its own, so that several people are signed in side by side in one browser. */
export const DOORS = [
  { key: "agent", host: "agent.localhost", person: SARA, workspace: MARINA },
  { key: "agent2", host: "agent2.localhost", person: YOUSEF, workspace: MARINA },
  { key: "manager", host: "manager.localhost", person: PRIYA, workspace: MARINA },
  { key: "owner", host: "owner.localhost", person: KHALID, workspace: MARINA },
  { key: "owner2", host: "owner2.localhost", person: MONA, workspace: NILE },
  { key: "super", host: "super.localhost", person: NADIA, workspace: null },
] as const;
export type Door = (typeof DOORS)[number];
export const DOOR_KEYS = ["agent", "agent2", "manager", "owner", "owner2", "super"] as const satisfies readonly Door["key"][];

export const PROJECTS = [
  { workspaceId: MARINA.id, id: id("0004", 1), name: "Marina Heights", code: "MH", place: "Dubai Marina", status: "active" },
  { workspaceId: MARINA.id, id: id("0004", 2), name: "Downtown Towers", code: "DT", place: "Downtown Dubai", status: "active" },
  { workspaceId: MARINA.id, id: id("0004", 3), name: "Palm Villas", code: "PV", place: "Palm Jumeirah", status: "active" },
  { workspaceId: NILE.id, id: id("0004", 4), name: "فروع القاهرة", code: "CAI", place: "القاهرة", status: "active" },
  { workspaceId: MARINA.id, id: id("0004", 5), name: "Creek Lofts", code: "CL", place: "Dubai Creek", status: "paused" },
  { workspaceId: MARINA.id, id: id("0004", 6), name: "Marina Gate", code: "MG", place: "Dubai Marina", status: "closed" },
] as const satisfies readonly (Omit<ProjectRow, "version"> & { readonly workspaceId: string })[];
const project = (n: number) => PROJECTS[n - 1]?.id ?? null;

export const MARINA_PAGE = "100200300400501";
export const RENTALS_PAGE = "100200300400502";
export const NILE_PAGE = "100200300400503";
/** The plain tokens are the stand-in's too; here they are sealed before they are stored. */
export const PAGES = [
  { id: MARINA_PAGE, workspace: MARINA.id, name: "Marina Homes", token: "demo-page-token-marina-homes", broken: null, by: KHALID.id },
  {
    id: RENTALS_PAGE,
    workspace: MARINA.id,
    name: "Marina Rentals",
    token: "demo-page-token-marina-rentals",
    broken: "token_expired",
    by: KHALID.id,
  },
  { id: NILE_PAGE, workspace: NILE.id, name: "Nile Autos نايل", token: "demo-page-token-nile-autos", broken: null, by: MONA.id },
] as const;

/** At Meta, and nobody's here yet: whoever makes a workspace connects one of them. */
export const FREE_PAGE = "100200300400504";
export const FREE_FORM = "300400500600708";

const ask = (key: string, label: string, type: string, options: Question["options"] = []): Question => ({ key, label, type, options });
const BUDGET = [
  { key: "under_1m", value: "Under AED 1 million" },
  { key: "1m_to_2m", value: "AED 1 to 2 million" },
  { key: "over_2m", value: "Over AED 2 million" },
];
const english = [
  ask("full_name", "Full name", "FULL_NAME"),
  ask("phone_number", "Phone number", "PHONE"),
  ask("email", "Email", "EMAIL"),
  ask("city", "City", "CITY"),
  ask("what_is_your_budget?", "What is your budget?", "CUSTOM", BUDGET),
];
const arabic = [
  ask("full_name", "الاسم الكامل", "FULL_NAME"),
  ask("phone_number", "رقم الهاتف", "PHONE"),
  ask("email", "البريد الإلكتروني", "EMAIL"),
  ask("city", "المدينة", "CITY"),
  ask("متى_تريد_أن_نتصل_بك؟", "متى تريد أن نتصل بك؟", "CUSTOM", [
    { key: "الآن", value: "الآن" },
    { key: "مساءً", value: "مساءً" },
    { key: "غداً", value: "غداً" },
  ]),
];
const CONSENT = [{ key: "offers", text: "Send me news of new projects by WhatsApp." }];

/** `share` is how often leads come by it. */
export const FORMS = [
  {
    workspace: MARINA.id,
    id: "300400500600701",
    page: MARINA_PAGE,
    name: "Marina Heights: register interest",
    locale: "en_US",
    project: project(1),
    questions: english,
    share: 38,
  },
  {
    workspace: MARINA.id,
    id: "300400500600702",
    page: MARINA_PAGE,
    name: "مارينا هايتس: سجّل اهتمامك",
    locale: "ar_AR",
    project: project(1),
    questions: arabic,
    share: 27,
  },
  {
    workspace: MARINA.id,
    id: "300400500600703",
    page: MARINA_PAGE,
    name: "Downtown Towers: brochure",
    locale: "en_US",
    project: project(2),
    questions: english,
    share: 32,
  },
  {
    workspace: MARINA.id,
    id: "300400500600704",
    page: MARINA_PAGE,
    name: "فلل النخلة: مكالمة مع ليلى",
    locale: "ar_AR",
    project: project(3),
    questions: arabic,
    share: 2,
  },
  {
    workspace: MARINA.id,
    id: "300400500600705",
    page: MARINA_PAGE,
    name: "Open day 2026",
    locale: "en_US",
    project: null,
    questions: english,
    share: 1,
  },
  {
    workspace: MARINA.id,
    id: "300400500600706",
    page: RENTALS_PAGE,
    name: "Rentals: call me",
    locale: "en_US",
    project: null,
    questions: english,
    share: 0,
  },
  {
    workspace: NILE.id,
    id: "300400500600707",
    page: NILE_PAGE,
    name: "احجز تجربة قيادة",
    locale: "ar_AR",
    project: project(4),
    questions: arabic,
    share: 100,
  },
].map((form) => ({ ...form, checkboxes: CONSENT }));
/** Whoever only looks at a Page's numbers gives nobody its leads. */
export const FREE_PAGES = [
  { id: FREE_PAGE, name: "Palm Court Residences", category: "Property developer", tasks: ["ADVERTISE", "MANAGE"], form: FREE_FORM },
  { id: "100200300400505", name: "واحة الخليج العقارية", category: "Estate agent", tasks: ["ADVERTISE"], form: "300400500600709" },
  { id: "100200300400506", name: "Desert Rose Events", category: "Event planner", tasks: ["ANALYZE"], form: "300400500600710" },
].map(({ form, ...page }) => ({
  ...page,
  token: `demo-page-token-${page.id}`,
  forms: [{ id: form, name: "Register your interest", locale: "en_US", questions: english, checkboxes: CONSENT }],
}));
export type CastForm = (typeof FORMS)[number];
export const [HEIGHTS_EN, HEIGHTS_AR, DOWNTOWN_EN, PALM_AR, OPEN_DAY] = FORMS.map((form) => form.id) as [
  string,
  string,
  string,
  string,
  string,
];

/** "Open day" is in no rule: its leads wait unassigned, and say so. */
export const RULES = [
  {
    workspaceId: MARINA.id,
    place: 1,
    id: id("0005", 1),
    name: "Marina Heights to the Marina desk",
    match: { forms: [HEIGHTS_EN, HEIGHTS_AR] },
    pool: { kind: "team", team: MARINA_DESK },
  },
  {
    workspaceId: MARINA.id,
    place: 2,
    id: id("0005", 2),
    name: "Downtown to the Downtown desk",
    match: { forms: [DOWNTOWN_EN] },
    pool: { kind: "team", team: DOWNTOWN_DESK },
  },
  {
    workspaceId: MARINA.id,
    place: 3,
    id: id("0005", 3),
    name: "Palm Villas to Layla",
    match: { forms: [PALM_AR] },
    pool: { kind: "people", people: [LAYLA.id] },
  },
  {
    workspaceId: NILE.id,
    place: 1,
    id: id("0005", 4),
    name: "كل الطلبات",
    match: {},
    pool: { kind: "people", people: [MONA.id, MAHMOUD.id] },
  },
];
