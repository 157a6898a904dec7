import { beforeAll, describe, expect, it } from "vitest";
import type { LeadsPage } from "../../domain/api.ts";
import { newestFirst, visibilityOf } from "../../domain/lead.ts";
import { DEFAULT_SETUP } from "../../domain/setup.ts";
import { can } from "../../domain/rights.ts";
import { leadsOf, personIn, plantLead, type StoredLead } from "../support/leads.ts";
import { ask, signIn } from "../support/signed.ts";
import { makeWorld, type World } from "../support/world.ts";

const TEAMS = Array.from({ length: 7 }, (_, n) => `list-${n}`);
const people = {
  owner: { role: "owner" as const },
  auditor: { role: "auditor" as const },
  manager: { role: "manager" as const, teams: [TEAMS[0] ?? "", TEAMS[1] ?? ""] },
  regional: { role: "manager" as const, teams: TEAMS },
  lone: { role: "manager" as const },
  agent: { role: "agent" as const, teams: [TEAMS[0] ?? ""] },
  other: { role: "agent" as const, teams: ["elsewhere"] },
};
const everybody = Object.keys(people);
const STAGES = DEFAULT_SETUP.stages;
const SHOWN = [true, false];

/** Leads of every owner, team, stage and state, several of one millisecond. */
async function plant(agentsSeeUnclaimed: boolean): Promise<World> {
  const world = await makeWorld({ people, settings: { agentsSeeUnclaimed } });
  const owners = [null, ...everybody.map((key) => personIn(world, key))];
  for (let n = 0; n < 84; n++) {
    await plantLead(world, {
      owner: owners[n % owners.length] ?? null,
      team: n % 9 < TEAMS.length ? (TEAMS[n % 9] ?? null) : n % 9 === 7 ? "elsewhere" : null,
      stage: STAGES[n % STAGES.length]?.id ?? "new",
      closedAt: STAGES[n % STAGES.length]?.kind === "open" ? null : 1,
      submittedAt: 1_700_000_000_000 + Math.floor(n / 5),
      archivedAt: n % 13 === 0 ? 1 : null,
      firstAttemptAt: n % 4 === 0 ? 1 : null,
      isTest: n % 17 === 0,
    });
  }
  return world;
}

const worlds = new Map<boolean, World>();
beforeAll(async () => {
  for (const shown of SHOWN) worlds.set(shown, await plant(shown));
});

function worldWhere(shown: boolean): World {
  const world = worlds.get(shown);
  if (world === undefined) throw new Error("not planted");
  return world;
}

/** What the table of rights says this person sees, lead by lead. */
async function visible(world: World, who: keyof typeof people, shown: boolean): Promise<StoredLead[]> {
  const { role, ...rest } = people[who];
  const teams = "teams" in rest ? rest.teams : [];
  const actor = { person: personIn(world, who), workspace: world.id, role, teams, rights: [], masked: [], agentsSeeUnclaimed: shown };
  return (await leadsOf(world)).filter((lead) => lead.archivedAt === null && can(actor, "lead.read", visibilityOf(lead))).sort(newestFirst);
}

async function allPages(world: World, who: string, query: string): Promise<string[]> {
  const { cookie } = await signIn(personIn(world, who));
  const ids: string[] = [];
  let after = "";
  for (;;) {
    const response = await ask(`/api/w/${world.slug}/leads?limit=7${query}${after}`, { cookie });
    const page: LeadsPage = await response.json();
    ids.push(...page.rows.map((row) => row.id));
    if (page.next === null) return ids;
    after = `&after=${page.next}`;
  }
}

const cases = (Object.keys(people) as (keyof typeof people)[]).flatMap((who) => SHOWN.map((shown) => [who, shown] as const));

describe("PM1: lists and counts show what the table of rights says, lead by lead", () => {
  it.each(cases)("%s, unclaimed leads shown to agents: %s, page by page, each lead once, newest first", async (who, shown) => {
    const world = worldWhere(shown);
    const expected = await visible(world, who, shown);
    expect(await allPages(world, who, "")).toEqual(expected.map((lead) => lead.id));
  });

  it.each(cases)("%s, unclaimed leads shown to agents: %s, of one owner or of nobody", async (who, shown) => {
    const world = worldWhere(shown);
    const expected = await visible(world, who, shown);
    for (const owner of [null, personIn(world, who), personIn(world, "agent"), personIn(world, "other")]) {
      const own = expected.filter((lead) => lead.owner === owner);
      expect(await allPages(world, who, `&owner=${owner ?? "none"}`)).toEqual(own.map((lead) => lead.id));
    }
  });

  it.each(cases)(
    "%s, unclaimed leads shown to agents: %s, of one's own team and of others', in every order to the last one",
    async (who, shown) => {
      const world = worldWhere(shown);
      const asked = [TEAMS[0] ?? "", TEAMS[1] ?? "", "elsewhere"];
      const expected = (await visible(world, who, shown)).filter(({ team }) => team !== null && asked.includes(team));
      const ids = (of: readonly string[]) => of.toSorted();
      for (const by of ["created", "activity", "followUp"]) {
        const found = await allPages(world, who, `&team=${asked.join(",")}&sort=-${by}`);
        expect(ids(found), by).toEqual(ids(expected.map(({ id }) => id)));
      }
    },
  );

  it.each(cases)("%s, unclaimed leads shown to agents: %s, how many wait and since when", async (who, shown) => {
    const world = worldWhere(shown);
    const waiting = (await visible(world, who, shown)).filter(
      (lead) => lead.firstAttemptAt === null && !lead.isTest && lead.closedAt === null,
    );
    const { cookie } = await signIn(personIn(world, who));
    const answer = await (await ask(`/api/w/${world.slug}/waiting`, { cookie })).json();
    expect(answer).toEqual({ count: waiting.length, oldest: waiting.at(-1)?.submittedAt ?? null });
  });

  it.each(cases)("%s, unclaimed leads shown to agents: %s, how many there are in all", async (who, shown) => {
    const world = worldWhere(shown);
    const { cookie } = await signIn(personIn(world, who));
    const boot: { total: number } = await (await ask(`/api/w/${world.slug}/boot`, { cookie })).json();
    expect(boot.total).toBe((await visible(world, who, shown)).filter((lead) => !lead.isTest).length);
  });
});
