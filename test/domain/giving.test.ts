import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { assignBody } from "../../domain/api.ts";
import { createBody } from "../../domain/edit.ts";
import { type Giving, isGiven, type Place, placeAfter } from "../../domain/giving.ts";

const id = "01890000-0000-7000-8000-000000000001";

describe("ED1: whose a lead becomes when it is given away", () => {
  it.each<[string, string | null, Giving, readonly string[] | undefined, Place]>([
    ["somebody of its team", "north", { owner: "sara" }, ["south", "north"], { owner: "sara", team: "north" }],
    ["somebody of another team", "north", { owner: "omar" }, ["south", "east"], { owner: "omar", team: "south" }],
    ["somebody of no team", "north", { owner: "noor" }, [], { owner: "noor", team: null }],
    ["somebody, and it had no team", null, { owner: "sara" }, ["north"], { owner: "sara", team: "north" }],
    ["nobody: it stays in its team", "north", { owner: null }, undefined, { owner: null, team: "north" }],
    ["nobody, and it had no team", null, { owner: null }, undefined, { owner: null, team: null }],
    ["another team", "north", { owner: null, team: "south" }, undefined, { owner: null, team: "south" }],
    ["a team, and it had none", null, { owner: null, team: "south" }, undefined, { owner: null, team: "south" }],
    ["the team it is in", "north", { owner: null, team: "north" }, undefined, { owner: null, team: "north" }],
  ])("%s", (_, team, to, teams, place) => {
    expect(placeAfter({ team }, to, teams && { teams })).toEqual(place);
  });

  it.each<[string, Place, Giving, boolean]>([
    ["who has it", { owner: "sara", team: "north" }, { owner: "sara" }, true],
    ["somebody else", { owner: "sara", team: "north" }, { owner: "omar" }, false],
    ["nobody, as it is", { owner: null, team: "north" }, { owner: null }, true],
    ["the team it waits in", { owner: null, team: "north" }, { owner: null, team: "north" }, true],
    ["the team of who has it", { owner: "sara", team: "north" }, { owner: null, team: "north" }, false],
    ["another team", { owner: null, team: "north" }, { owner: null, team: "south" }, false],
    ["a team, and it has none", { owner: null, team: null }, { owner: null, team: "north" }, false],
  ])("whether nothing would come of giving it to %s", (_, row, to, so) => {
    expect(isGiven(row, to)).toBe(so);
  });
});

describe("ED1: a team is named for nobody's lead alone", () => {
  const assign = (to: object) => v.safeParse(assignBody, { mutation: id, version: 1, ...to });
  const create = (to: object) => v.safeParse(createBody, { mutation: id, id, fields: { name: "Noor" }, source: "call", ...to });
  const where = (read: ReturnType<typeof assign> | ReturnType<typeof create>) => read.issues?.map((issue) => v.getDotPath(issue as never));

  it.each([{ owner: null }, { owner: null, team: "north" }, { owner: "sara" }])("%o is read as it is", (to) => {
    expect([assign(to).success, create(to).success]).toEqual([true, true]);
    expect(assign(to).output).toMatchObject(to);
  });

  it("with somebody, or where whoever adds it has it, the team is what cannot be read", () => {
    expect([where(assign({ owner: "sara", team: "north" })), where(create({ owner: "sara", team: "north" }))]).toEqual([
      ["team"],
      ["team"],
    ]);
    expect(where(create({ team: "north" }))).toEqual(["team"]);
    expect(where(assign({ owner: null, team: "x".repeat(65) }))).toEqual(["team"]);
  });
});
