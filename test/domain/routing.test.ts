import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { type Credits, decideOwner, type RouteInput, type RoutePerson, takeTurn } from "../../domain/routing.ts";

const person = (id: string, over: Partial<RoutePerson> = {}): RoutePerson => ({
  id,
  teams: ["north"],
  weight: 1,
  available: true,
  ...over,
});

const input = (over: Partial<RouteInput> = {}): RouteInput => ({
  lead: { page: "p1", form: "f1", campaign: null, isTest: false },
  rules: [{ id: "r1", match: {}, pool: { kind: "team", team: "north" } }],
  people: [person("a"), person("b")],
  credits: {},
  ...over,
});

describe("decideOwner", () => {
  it.each<[string, Partial<RouteInput>, string | null, string]>([
    ["gives the turn to somebody of the pool", {}, "a", "turn"],
    ["IN4: no rule leaves the lead unassigned and says so", { rules: [] }, null, "no_rule"],
    ["IN4: no people leave it unassigned and say so", { people: [] }, null, "nobody_available"],
    ["IN4: everybody away leaves it unassigned and says so", { people: [person("a", { available: false })] }, null, "nobody_available"],
    [
      "IN4: a broken match leaves it unassigned and says so",
      { rules: [{ id: "r1", match: { forms: "f1" }, pool: { kind: "team", team: "north" } }] },
      null,
      "broken_rule",
    ],
    ["IN4: a broken pool leaves it unassigned and says so", { rules: [{ id: "r1", match: {}, pool: null }] }, null, "broken_rule"],
    ["never routes a test lead by turn", { lead: { page: "p1", form: "f1", campaign: null, isTest: true } }, null, "test_lead"],
    [
      "skips a rule for another form",
      {
        rules: [
          { id: "r0", match: { forms: ["f2"] }, pool: { kind: "people", people: ["a"] } },
          { id: "r1", match: { forms: ["f1"] }, pool: { kind: "people", people: ["b"] } },
        ],
      },
      "b",
      "turn",
    ],
    [
      "does not take a lead without a form by a rule for forms",
      {
        lead: { page: "p1", form: null, campaign: null, isTest: false },
        rules: [{ id: "r1", match: { forms: ["f1"] }, pool: { kind: "team", team: "north" } }],
      },
      null,
      "no_rule",
    ],
    ["gives nobody with weight 0 a turn", { people: [person("a", { weight: 0 }), person("b")] }, "b", "turn"],
  ])("%s", (_title, over, owner, code) => {
    const decision = decideOwner(input(over));
    expect([decision.owner, decision.reason.code]).toEqual([owner, code]);
  });

  property.prop([fc.anything(), fc.anything()])("IN4: never throws, whatever a rule holds", (match, pool) => {
    expect(() => decideOwner(input({ rules: [{ id: "r1", match, pool }] }))).not.toThrow();
  });
});

describe("takeTurn", () => {
  property.prop([
    fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 5 })), {
      selector: ([id]) => id,
      minLength: 1,
      maxLength: 6,
    }),
  ])("over one round everybody comes exactly as often as their weight says", (pairs) => {
    const people = pairs.map(([id, weight]) => ({ id: `p${id}`, weight }));
    const total = people.reduce((sum, one) => sum + one.weight, 0);
    const turns = new Map<string, number>();
    let credits: Credits = {};
    for (let n = 0; n < total; n++) {
      const turn = takeTurn(people, credits);
      if (turn === null) throw new Error("nobody took the turn");
      credits = turn.credits;
      turns.set(turn.next, (turns.get(turn.next) ?? 0) + 1);
    }
    for (const one of people) expect(turns.get(one.id)).toBe(one.weight);
  });
});
