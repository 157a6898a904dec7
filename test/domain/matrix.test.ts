import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { PLATFORM_CAPABILITIES, PLATFORM_ROLES, type PlatformCapability, canOnPlatform } from "../../domain/platform.ts";
import {
  type Actor,
  type ActorRole,
  actorRole,
  can,
  canManage,
  type Capability,
  CAPABILITY_NAMES,
  isMember,
  needsSecondFactor,
  NAMED_RIGHTS,
  type NamedRight,
  reachOf,
  ROLES,
  type Role,
  type Visibility,
} from "../../domain/rights.ts";

/** Written out by hand: a change of the table has to be made twice. `a` all, `t` their teams, `o` own, `n` by name, `-` not. */
const MATRIX: Readonly<Record<Capability, string>> = {
  //                    owner admin manager agent auditor support support_edit
  "workspace.read": "aaaaaaa",
  "members.read": "aaaaaaa",
  "live.connect": "aaaaaaa",
  "rights.read": "aaaaaaa",
  "lead.read": "aatoaaa",
  "lead.assign": "aato--a",
  "lead.stage": "aato--a",
  "lead.attempt": "aato--a",
  "lead.create": "aato--a",
  "lead.edit": "aato--a",
  "lead.archive": "aato--a",
  "lead.bulk": "aat----",
  "lead.export": "aa-----",
  "lead.delete": "aa-----",
  "people.read": "aaa-a--",
  "people.manage": "aa-----",
  "teams.manage": "aa-----",
  "sessions.manage": "aa-----",
  "sessions.addresses": "nnnnn--",
  "workspace.settings": "aa-----",
  "workspace.transfer": "a------",
  "setup.edit": "aa-----",
  "projects.edit": "aaa----",
  "views.share": "aaa----",
  "routing.edit": "aa-----",
  "meta.connect": "aa-----",
  "support.decide": "a------",
  "audit.read": "aa--a--",
  "audit.export": "aa--a--",
  "audit.mail": "a------",
  "privacy.handle": "nnnnn--",
};
const COLUMNS: readonly ActorRole[] = actorRole.options;

const PLATFORM: Readonly<Record<PlatformCapability, string>> = {
  //           super_admin support privacy_officer auditor
  "console.read": "yyyy",
  "change.retry": "yy--",
  "cron.run": "y---",
  "job.retry": "y---",
  "retention.set": "y-y-",
  "support.ask": "yy--",
  "people.read": "yy--",
  "sessions.end": "yy--",
  "recovery.ask": "yy--",
  "workspace.suspend": "y---",
  "audit.read": "y--y",
  "audit.export": "y--y",
};

const actor = (role: ActorRole, over: Partial<Actor> = {}): Actor => ({
  person: "me",
  workspace: "w",
  role,
  teams: ["north"],
  rights: [],
  agentsSeeUnclaimed: true,
  masked: [],
  ...over,
});
/** From what nobody but "all" reaches to what is one's own. */
const SUBJECTS = {
  foreign: { owner: "other", team: "south", unclaimed: false, archived: false },
  teams: { owner: "other", team: "north", unclaimed: false, archived: false },
  unclaimed: { owner: null, team: "south", unclaimed: true, archived: false },
  mine: { owner: "me", team: "south", unclaimed: false, archived: false },
} as const satisfies Record<string, Visibility>;
/** foreign, the team's, unclaimed, mine, and without a subject. */
const REACHES: Readonly<Record<string, string>> = { a: "yyyyy", t: "-yyyy", o: "--yyy", "-": "-----", n: "-----" };

const cells = CAPABILITY_NAMES.flatMap((capability) =>
  COLUMNS.map((role, at) => [role, capability, MATRIX[capability].charAt(at)] as const),
);

describe("PM1: roles and capabilities, cell by cell", () => {
  it("every capability stands in the table and in the one written by hand, a letter a role", () => {
    expect(Object.keys(MATRIX)).toEqual([...CAPABILITY_NAMES]);
    expect(Object.values(MATRIX).map((row) => row.length)).toEqual(CAPABILITY_NAMES.map(() => COLUMNS.length));
    expect(COLUMNS.slice(0, ROLES.length)).toEqual(ROLES);
  });

  it.each(cells)("%s, %s: %s", (role, capability, letter) => {
    const answers = [...Object.values(SUBJECTS), undefined].map((subject) => (can(actor(role), capability, subject) ? "y" : "-")).join("");
    expect(answers).toBe(REACHES[letter]);
    const named = can(actor(role, { rights: NAMED_RIGHTS }), capability);
    expect(named).toBe(letter !== "-");
  });

  it.each(NAMED_RIGHTS)("the right to %s is given to members only: a grant brings none", (right) => {
    const guests = COLUMNS.filter((role) => !isMember(role));
    expect(guests).toHaveLength(2);
    for (const role of guests)
      for (const name of CAPABILITY_NAMES) expect(can(actor(role, { rights: [right] }), name)).toBe(can(actor(role), name));
  });

  it("the platform's roles, cell by cell; nobody and an unknown role may nothing", () => {
    for (const [name, row] of Object.entries(PLATFORM)) {
      const capability = name as PlatformCapability;
      expect([capability, PLATFORM_ROLES.map((role) => (canOnPlatform(role, capability) ? "y" : "-")).join("")]).toEqual([capability, row]);
      expect(canOnPlatform(null, capability)).toBe(false);
    }
    expect(Object.keys(PLATFORM)).toEqual(Object.keys(PLATFORM_CAPABILITIES));
    expect(canOnPlatform("platform:super_admin", "lead.read" as PlatformCapability)).toBe(false);
    expect(canOnPlatform("owner" as never, "console.read")).toBe(false);
  });
});

describe("PM1: who may change whom", () => {
  it.each<[Role, string]>([
    // changes an owner, an admin, a manager; makes a manager an owner, an admin
    ["owner", "yyyyy"],
    ["admin", "-yy-y"],
    ["manager", "-----"],
    ["agent", "-----"],
    ["auditor", "-----"],
  ])("%s: %s", (role, expected) => {
    const acts: readonly (readonly [Role, Role])[] = [
      ["owner", "owner"],
      ["admin", "admin"],
      ["manager", "manager"],
      ["manager", "owner"],
      ["manager", "admin"],
    ];
    expect(acts.map(([is, becomes]) => (canManage(actor(role), { role: is }, becomes) ? "y" : "-")).join("")).toBe(expected);
  });

  it("SI1: owners and support need a second factor, others where the workspace says so", () => {
    expect(COLUMNS.filter((role) => needsSecondFactor(role, false))).toEqual(["owner", "support", "support_edit"]);
    expect(COLUMNS.filter((role) => needsSecondFactor(role, true))).toEqual(COLUMNS);
  });
});

/** What anybody may have been and had before: nothing of it may matter. */
const past = fc.array(
  fc.record({
    role: fc.constantFrom(...COLUMNS),
    rights: fc.subarray<NamedRight>([...NAMED_RIGHTS]),
    teams: fc.subarray(["north", "south", "east"]),
    shown: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);
const subject = fc.record({
  owner: fc.constantFrom("me", "other", null),
  team: fc.constantFrom("north", "south", null),
  archived: fc.boolean(),
});

describe("PM1: rights are those of now", () => {
  property.prop([past, subject])("no sequence of changes leaves anybody a right that the table denies", (steps, at) => {
    let one = actor("agent");
    for (const { role, rights, teams, shown } of steps) one = { ...one, role, rights, teams, agentsSeeUnclaimed: shown };
    const last = steps.at(-1);
    const lead: Visibility = { ...at, unclaimed: at.owner === null };
    for (const capability of CAPABILITY_NAMES) {
      const letter = MATRIX[capability].charAt(COLUMNS.indexOf(one.role));
      const named = capability === "privacy.handle" ? "privacy" : "security";
      const allowed =
        letter === "a" ||
        (letter === "n" && (last?.rights.includes(named) ?? false)) ||
        ((letter === "t" || letter === "o") && lead.owner === "me") ||
        (letter === "t" && (lead.unclaimed || (lead.team !== null && (last?.teams.includes(lead.team) ?? false)))) ||
        (letter === "o" && lead.unclaimed && (last?.shown ?? false));
      expect([capability, can(one, capability, lead)]).toEqual([capability, allowed]);
    }
  });

  property.prop([fc.string(), fc.string()])("what no table knows is refused, whatever it is called", (role, capability) => {
    const known = (CAPABILITY_NAMES as readonly string[]).includes(capability) && (COLUMNS as readonly string[]).includes(role);
    if (!known) expect(reachOf(actor(role as ActorRole, { rights: NAMED_RIGHTS }), capability as Capability)).toBe("none");
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("nor is %s anybody's role or anything's name", (word) => {
    expect(can(actor("owner"), word as Capability)).toBe(false);
    expect(can(actor(word as ActorRole), "lead.read")).toBe(false);
  });
});
