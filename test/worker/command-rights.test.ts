import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { type Hand, handOf, type Told } from "../support/commands.ts";
import { leadById, personIn, plantLead, type StoredLead } from "../support/leads.ts";
import { makeWorld, type World } from "../support/world.ts";

const people = {
  owner: { role: "owner" as const },
  admin: { role: "admin" as const },
  manager: { role: "manager" as const, teams: ["north"] },
  agent: { role: "agent" as const, teams: ["north"] },
  auditor: { role: "auditor" as const, teams: ["north"] },
  other: { role: "agent" as const, teams: ["north"] },
};

type Subject = "own" | "team" | "elsewhere" | "unclaimed";
const ownerOf: Record<Subject, (world: World, who: string) => Partial<StoredLead>> = {
  own: (world, who) => ({ owner: personIn(world, who), team: null }),
  team: (world) => ({ owner: personIn(world, "other"), team: "north" }),
  elsewhere: (world) => ({ owner: personIn(world, "other"), team: "south" }),
  unclaimed: () => ({ owner: null, team: null }),
};

const commands: Record<string, (hand: Hand, world: World, lead: string) => Promise<Told>> = {
  read: (hand, _world, lead) => hand.read(lead),
  assign: (hand, world, lead) => hand.assign(lead, personIn(world, "other")),
  stage: (hand, _world, lead) => hand.stage(lead, "visit"),
  attempt: (hand, _world, lead) => hand.attempt(lead),
};
const changes = ["assign", "stage", "attempt"];

/** What each role is answered, by the lead's place; the second figure is a change's where it differs from reading. */
const TABLE: Record<string, { who: keyof typeof people; shown?: boolean } & Record<Subject, [read: number, change: number]>> = {
  owner: { who: "owner", own: [200, 200], team: [200, 200], elsewhere: [200, 200], unclaimed: [200, 200] },
  admin: { who: "admin", own: [200, 200], team: [200, 200], elsewhere: [200, 200], unclaimed: [200, 200] },
  manager: { who: "manager", own: [200, 200], team: [200, 200], elsewhere: [404, 404], unclaimed: [200, 200] },
  agent: { who: "agent", own: [200, 200], team: [404, 404], elsewhere: [404, 404], unclaimed: [200, 200] },
  "agent where unclaimed leads are hidden": {
    who: "agent",
    shown: false,
    own: [200, 200],
    team: [404, 404],
    elsewhere: [404, 404],
    unclaimed: [404, 404],
  },
  auditor: { who: "auditor", own: [200, 403], team: [200, 403], elsewhere: [200, 403], unclaimed: [200, 403] },
};

const subjects: readonly Subject[] = ["own", "team", "elsewhere", "unclaimed"];
const matrix = Object.entries(TABLE).flatMap(([role, row]) =>
  Object.keys(commands).flatMap((command) =>
    subjects.map((subject) => [role, command, subject, row[subject][changes.includes(command) ? 1 : 0]] as const),
  ),
);

describe("PM1: role x command x lead", () => {
  it.each(matrix)("%s, %s, %s lead: %i", async (role, command, subject, status) => {
    const row = TABLE[role];
    const run = commands[command];
    if (row === undefined || run === undefined) throw new Error("not in the table");
    const world = await makeWorld({ people, settings: { agentsSeeUnclaimed: row.shown ?? true } });
    const lead = await plantLead(world, ownerOf[subject](world, row.who));
    const told = await run(await handOf(world, row.who), world, lead.id);
    expect(told.status).toBe(status);
    if (status !== 200) expect(await leadById(lead.id)).toEqual(lead);
  });
});

describe("PM1: the right is asked before existence is revealed", () => {
  it.each(Object.keys(commands))(
    "%s: a foreign lead, a hidden one, one never given and no id at all get the same bytes",
    async (command) => {
      const run = commands[command];
      if (run === undefined) throw new Error("no such command");
      const [world, elsewhere] = [await makeWorld({ people }), await makeWorld({ people })];
      const foreign = await plantLead(elsewhere, { owner: personIn(elsewhere, "agent") });
      const hidden = await plantLead(world, ownerOf.elsewhere(world, "agent"));
      const hand = await handOf(world, "agent");
      const told: Told[] = [];
      for (const id of [foreign.id, hidden.id, uuidv7(), "no-id", "%00"]) told.push(await run(hand, world, id));
      expect(new Set(told.map((one) => `${one.status} ${one.text}`))).toEqual(
        new Set(['404 {"error":{"code":"not_found","request":"request-1"}}']),
      );
      expect(await leadById(foreign.id)).toEqual(foreign);
    },
  );

  it("undo: another person's change, another workspace's and one never made get the same bytes", async () => {
    const [world, elsewhere] = [await makeWorld({ people }), await makeWorld({ people })];
    const [mine, theirs] = [await plantLead(world), await plantLead(elsewhere)];
    const [of, foreign] = [uuidv7(), uuidv7()];
    await (await handOf(world, "manager")).stage(mine.id, "won", { mutation: of });
    await (await handOf(elsewhere, "owner")).stage(theirs.id, "won", { mutation: foreign });
    const hand = await handOf(world, "owner");
    const told: Told[] = [];
    for (const id of [of, foreign, uuidv7()]) told.push(await hand.undo(id));
    expect(new Set(told.map((one) => `${one.status} ${one.text}`))).toEqual(
      new Set(['404 {"error":{"code":"not_found","request":"request-1"}}']),
    );
    expect([(await leadById(mine.id)).stage, (await leadById(theirs.id)).stage]).toEqual(["won", "won"]);
  });

  it("unclaimed leads of one's own team are the manager's, and of none's", async () => {
    const world = await makeWorld({ people });
    const lead = await plantLead(world, { owner: null, team: "south" });
    const hand = await handOf(world, "manager");
    expect((await hand.assign(lead.id, personIn(world, "agent"))).status).toBe(200);
    expect(await leadById(lead.id)).toMatchObject({ owner: personIn(world, "agent"), team: "north" });
  });
});
