import { describe, expect, it } from "vitest";
import { type Actor, can, type Capability, ROLES, type Role, seesLive, type Visibility, visibilityClass } from "../../domain/rights.ts";

const actor = (role: Role, over: Partial<Actor> = {}): Actor => ({
  person: "me",
  workspace: "w",
  role,
  teams: ["north"],
  rights: [],
  masked: [],
  agentsSeeUnclaimed: true,
  ...over,
});
const mine: Visibility = { owner: "me", team: null, unclaimed: false, archived: false };
const teams: Visibility = { owner: "other", team: "north", unclaimed: false, archived: false };
const others: Visibility = { owner: "other", team: "south", unclaimed: false, archived: false };
const unclaimed: Visibility = { owner: null, team: "south", unclaimed: true, archived: false };

describe("PM1: who may read which lead", () => {
  it.each<[Role, boolean, boolean, boolean, boolean]>([
    ["owner", true, true, true, true],
    ["admin", true, true, true, true],
    ["auditor", true, true, true, true],
    ["manager", true, true, false, true],
    ["agent", true, false, false, true],
  ])("%s: own %s, team's %s, others' %s, unclaimed %s", (role, ...expected) => {
    expect([mine, teams, others, unclaimed].map((subject) => can(actor(role), "lead.read", subject))).toEqual(expected);
  });

  it("shows unclaimed leads to agents only where the workspace does", () => {
    expect(can(actor("agent", { agentsSeeUnclaimed: false }), "lead.read", unclaimed)).toBe(false);
    expect(can(actor("manager", { agentsSeeUnclaimed: false }), "lead.read", unclaimed)).toBe(true);
  });

  it.each(["lead.assign", "lead.stage", "lead.attempt"] as const)(
    "%s: an auditor never, an agent on own leads, a manager on the team's",
    (capability) => {
      const may = (role: Role) => [mine, teams, others].map((subject) => can(actor(role), capability, subject));
      expect([may("auditor"), may("agent"), may("manager"), may("owner")]).toEqual([
        [false, false, false],
        [true, false, false],
        [true, true, false],
        [true, true, true],
      ]);
    },
  );

  it("refuses what is not in the table", () => {
    expect(can(actor("owner"), "lead.erase_everything" as Capability, mine)).toBe(false);
    expect(can(actor("ghost" as Role), "lead.read", mine)).toBe(false);
  });

  it("EV3: an archived lead leaves every live list, and one class of viewers sees one thing", () => {
    expect(ROLES.map((role) => seesLive(actor(role), { ...mine, archived: true }))).toEqual(ROLES.map(() => false));
    expect(visibilityClass(actor("owner"))).toBe(visibilityClass(actor("auditor", { person: "else" })));
    expect(visibilityClass(actor("agent"))).not.toBe(visibilityClass(actor("agent", { person: "else" })));
    expect(visibilityClass(actor("manager", { teams: ["a", "b"] }))).toBe(visibilityClass(actor("manager", { teams: ["b", "a"] })));
  });
});
