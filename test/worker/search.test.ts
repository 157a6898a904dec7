import { eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Found } from "../../domain/listing.ts";
import { visibilityOf } from "../../domain/lead.ts";
import { can } from "../../domain/rights.ts";
import { noteWords, searchScope, searchWords } from "../../domain/search.ts";
import { searchLeads } from "../../worker/store/search.ts";
import * as tables from "../../worker/store/schema/workspace.ts";
import { leadsOf, personIn, plantLead } from "../support/leads.ts";
import { ask, signIn } from "../support/signed.ts";
import { makeWorld, shard, type World } from "../support/world.ts";

type LeadInsert = typeof tables.lead.$inferInsert;
interface Wish extends Partial<LeadInsert> {
  readonly notes?: string;
}

/** A lead with the words by which everything that writes one leaves it to be found. */
async function plant(world: World, { notes = "", ...over }: Wish) {
  const row = await plantLead(world, { phone: null, email: null, ...over });
  await shard
    .update(tables.leadSearch)
    .set({ ...searchWords(row), scope: searchScope(world.id, row.owner, row.team), notes: noteWords([notes]) })
    .where(eq(tables.leadSearch.n, row.n));
  return row;
}

async function search(world: World, who: string, q: string): Promise<Found> {
  const { cookie } = await signIn(personIn(world, who));
  const answer = await ask(`/api/w/${world.slug}/search?q=${encodeURIComponent(q)}`, { cookie });
  expect(answer.status).toBe(200);
  return answer.json();
}

/** Names of what is found, the best first, each with where. */
async function names(world: World, q: string, who = "owner"): Promise<string[]> {
  const { rows, matched } = await search(world, who, q);
  return rows.map((row) => `${row.name}: ${matched[row.id]?.join(" ")}`);
}

describe("search, as one types", () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
    await plant(world, {
      name: "Layla Haddad",
      phone: "+971501234567",
      email: "layla.h@emaar-mail.example",
      company: "Emaar",
      city: "Dubai",
    });
    await plant(world, { name: "أحمد الشامسي", phone: "+966551112222", tags: ["VIP", "Sea view"] });
    await plant(world, { name: "José Álvarez", contacts: [{ kind: "phone", value: "+34911223344", label: null }] });
    await plant(world, { name: "Omar", notes: "Wants a balcony. Call +971 50 999 8888, or omar@home.example" });
    await plant(world, { name: "王小明", company: "東京不動産", notes: "海景公寓" });
    await plant(world, { name: "山田 たろう" });
    await plant(world, { name: "สมชาย ใจดี" });
    await plant(world, { name: "Old One", archivedAt: 1, phone: "+971501239999" });
    await plant(await makeWorld(), { name: "Layla Elsewhere", phone: "+971501234567" });
  });

  it.each<[string, string, string[]]>([
    ["a word, whatever its capitals", "LAYLA", ["Layla Haddad: name"]],
    ["the beginning of the last word", "layla had", ["Layla Haddad: name"]],
    ["not the beginning of one before", "lay haddad", []],
    ["words of several parts", "dubai haddad emaar", ["Layla Haddad: about name company"]],
    ["Arabic however it is written", "احمد", ["أحمد الشامسي: name"]],
    ["the same with its marks", "أَحْمَد", ["أحمد الشامسي: name"]],
    ["Latin without its marks", "jose alv", ["José Álvarez: name"]],
    ["tags", "sea", ["أحمد الشامسي: about"]],
    ["a telephone as it is dialled", "050 123 4567", ["Layla Haddad: phone"]],
    ["a telephone with its prefix", "+971 (50) 123-4567", ["Layla Haddad: phone"]],
    ["a telephone with zeros for it", "00971501234567", ["Layla Haddad: phone"]],
    ["four digits of one", "2345", ["Layla Haddad: phone"]],
    ["not three", "234", []],
    ["Arabic figures", "٠٥٠ ١٢٣ ٤٥٦٧", ["Layla Haddad: phone"]],
    ["Persian figures", "۲۳۴۵", ["Layla Haddad: phone"]],
    ["a telephone beside the first one", "911 22", ["José Álvarez: phone"]],
    ["an address", "layla.h@emaar", ["Layla Haddad: email"]],
    ["part of one", "emaar-mail", ["Layla Haddad: email"]],
    ["a name and some digits", "layla 4567", ["Layla Haddad: name phone"]],
    ["notes", "balcony", ["Omar: notes"]],
    ["a name and its notes", "omar balc", ["Omar: name notes"]],
    ["words beside each other in an address only", "h.layla", []],
    ["no telephone that stands in notes (PV2)", "9998888", []],
    ["one letter of a name without spaces", "明", ["王小明: name"]],
    ["two of them, not from its beginning", "小明", ["王小明: name"]],
    ["the whole of it", "王小明", ["王小明: name"]],
    ["not letters that stand apart in it", "王明", []],
    ["a company's part", "不動産", ["王小明: company"]],
    ["what a note says in such a script", "公寓", ["王小明: notes"]],
    ["Japanese, also by its end", "ろう", ["山田 たろう: name"]],
    ["Thai", "ชาย", ["สมชาย ใจดี: name"]],
    ["two scripts, the last word still typed", "王小明 海", ["王小明: name notes"]],
    ["archived leads too", "old", ["Old One: name"]],
    ["nothing", " ", []],
    ["signs only", "@ -- ()", []],
  ])("%s", async (_title, q, found) => {
    expect(await names(world, q)).toEqual(found);
  });

  it("marks what is archived", async () => {
    const { rows } = await search(world, "owner", "old");
    expect(rows.map((row) => row.archivedAt)).toEqual([1]);
  });

  it("puts whole words of a lead before beginnings, these before its address and telephone, these before notes; of each the newest", async () => {
    const ranked = await makeWorld();
    await plant(ranked, { name: "Notes", notes: "ali", submittedAt: 9 });
    await plant(ranked, { name: "Address", email: "ali@example.com", submittedAt: 8 });
    await plant(ranked, { name: "Alina", submittedAt: 7 });
    await plant(ranked, { name: "Ali older", submittedAt: 1 });
    await plant(ranked, { name: "Ali newer", submittedAt: 2 });
    await plant(ranked, { name: "Works there", company: "Ali", submittedAt: 0 });
    expect(await names(ranked, "ali")).toEqual([
      "Ali newer: name",
      "Ali older: name",
      "Works there: company",
      "Alina: name",
      "Address: email",
      "Notes: notes",
    ]);
  });

  it("answers the best twenty and says that there are others", async () => {
    const many = await makeWorld();
    for (let n = 0; n < 25; n++) await plant(many, { name: `Sami ${n}`, submittedAt: n });
    await plant(many, { name: "Somebody", notes: "sami", submittedAt: 99 });
    const { rows, more } = await search(many, "owner", "sami");
    expect([rows.map((row) => row.name), more]).toEqual([Array.from({ length: 20 }, (_, n) => `Sami ${24 - n}`), true]);
    expect((await search(many, "owner", "sami 7")).more).toBe(false);
  });

  it("no input raises, and what is found was asked for", async () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.string({ unit: "grapheme", maxLength: 30 }),
      fc
        .array(
          fc.constantFrom(
            '"',
            "'",
            "*",
            "(",
            ")",
            ":",
            "^",
            "-",
            "{",
            "}",
            "AND",
            "OR",
            "NOT",
            "NEAR(",
            "scope",
            "body",
            "layla",
            "\0",
            "%",
            "050",
            "٣",
          ),
          { maxLength: 8 },
        )
        .map((parts) => parts.join(" ")),
    );
    const actor = { person: "p", workspace: world.id, role: "owner", teams: [], rights: [], masked: [], agentsSeeUnclaimed: true } as const;
    let found = 0;
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        const { rows, matched } = await searchLeads(shard, actor, text);
        found += rows.length;
        for (const row of rows) expect(matched[row.id]?.length).toBeGreaterThan(0);
      }),
      { numRuns: 200, seed: 3 },
    );
    expect(found).toBeGreaterThan(0);
  });
});

const TEAMS = ["one", "two"];
const people = {
  owner: { role: "owner" as const },
  auditor: { role: "auditor" as const },
  manager: { role: "manager" as const, teams: ["one"] },
  agent: { role: "agent" as const, teams: ["one"] },
  other: { role: "agent" as const, teams: ["two"] },
};
type Who = keyof typeof people;

describe("PM1 and PV2: what a search finds is what its reader sees", () => {
  const masks = { phone: ["manager" as const, "agent" as const], email: ["agent" as const] };
  const worlds = new Map<boolean, World>();
  beforeAll(async () => {
    for (const shown of [true, false]) {
      const world = await makeWorld({ people, settings: { agentsSeeUnclaimed: shown, masks } });
      const owners = [null, personIn(world, "agent"), personIn(world, "other"), personIn(world, "manager")];
      for (const [n, owner] of owners.entries()) {
        for (const [m, team] of [null, ...TEAMS].entries())
          await plant(world, { owner, team, name: "Common name", phone: `+97150777${n}${m}11`, email: `zed${n}${m}@masked.example` });
      }
      worlds.set(shown, world);
    }
  });

  it("what somebody typed where it is called something is found as a telephone or an address, and kept as one", async () => {
    const world = await makeWorld({ people, settings: { masks } });
    const [agent, other] = [personIn(world, "agent"), personIn(world, "other")];
    await plant(world, { owner: null, team: "north", name: "Noor 050 999 12 34", company: "noor@home.example" });
    await plant(world, { owner: agent, team: "north", name: "Own 050 999 12 34", tags: ["0509991234"] });
    await plant(world, { owner: other, team: "north", name: "Far 050 999 12 34" });
    const asked = async (who: string) => [
      await names(world, "99912", who),
      await names(world, "noor@home", who),
      await names(world, "noor", who),
    ];
    const [phones, ...rest] = await asked("owner");
    expect(phones?.sort()).toEqual(["Far", "Noor", "Own"].map((name) => `${name} 050 999 12 34: phone`));
    expect(rest).toEqual([["Noor 050 999 12 34: email"], ["Noor 050 999 12 34: name"]]);
    expect(await asked("agent")).toEqual([["Own 050 999 12 34: phone"], [], ["Noor •••: name"]]);
  });

  const cases = (Object.keys(people) as Who[]).flatMap((who) => [true, false].map((shown) => [who, shown] as const));

  it.each(cases)(
    "%s, unclaimed leads shown to agents: %s: lead by lead as the table of rights says, masked fields of their own only",
    async (who, shown) => {
      const world = worlds.get(shown) as World;
      const { role, ...rest } = people[who];
      const person = personIn(world, who);
      const masked = (["phone", "email"] as const).filter((field) => (masks[field] as readonly string[]).includes(role));
      const actor = {
        person,
        workspace: world.id,
        role,
        teams: "teams" in rest ? rest.teams : [],
        rights: [],
        masked,
        agentsSeeUnclaimed: shown,
      };
      const seen = (await leadsOf(world)).filter((lead) => can(actor, "lead.read", visibilityOf(lead)));
      const own = seen.filter((lead) => lead.owner === person);
      const ids = (found: Found) => found.rows.map((row) => row.id).sort();
      const sorted = (of: readonly { readonly id: string }[]) => of.map(({ id }) => id).sort();
      expect(ids(await search(world, who, "common"))).toEqual(sorted(seen));
      // Alone, with a name, and as a name that goes on.
      for (const q of ["97150777", "common 50777"])
        expect(ids(await search(world, who, q))).toEqual(sorted(masked.includes("phone") ? own : seen));
      for (const q of ["masked.exam", "common masked"])
        expect(ids(await search(world, who, q))).toEqual(sorted(masked.includes("email") ? own : seen));
      const { rows, matched } = await search(world, who, "common");
      for (const row of rows) {
        const kept = row.owner === person ? [] : masked;
        expect([row.phone === null, row.email === null]).toEqual([kept.includes("phone"), kept.includes("email")]);
        expect(matched[row.id]).toEqual(["name"]);
      }
    },
  );
});
