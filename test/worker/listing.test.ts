import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { LeadsPage } from "../../domain/api.ts";
import type { Counts } from "../../domain/listing.ts";
import { plantCrowd, plantWords } from "../support/crowd.ts";
import { personIn } from "../support/leads.ts";
import { ask, signIn } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { makeWorld, testEnv, type World } from "../support/world.ts";

const SIZES = [1_000, 10_000, 100_000] as const;
const PAGE = 50;
const INDEXED = 4 * PAGE + 50;
/** The house's, and a row for each range and value that is looked for. */
const OTHER = 2_000 + 50;
/** Every size for whoever sees all, and the ends for others. */
const ASKED = SIZES.flatMap((size) => (size === 10_000 ? ["owner"] : ["owner", "manager", "agent"]).map((who) => [size, who] as const));
const people = {
  owner: { role: "owner" as const },
  manager: { role: "manager" as const, teams: ["north", "south"] },
  agent: { role: "agent" as const, teams: ["north"] },
  other: { role: "agent" as const, teams: ["north"] },
};
const worlds = new Map<number, World>();
beforeAll(async () => {
  const now = Date.now();
  for (const size of SIZES) {
    const world = await makeWorld({ people });
    const owners = ["agent", "other", "manager"].map((key) => personIn(world, key));
    await plantCrowd(world, size, { owners, teams: ["north", "south", "west", "east", "desert"], now });
    await plantWords(world, 2_000);
    worlds.set(size, world);
  }
  // Where the next workspace begins, an index seek reads one row of it: each size has such a neighbour.
  await plantCrowd(await makeWorld({ people }), 20, { owners: ["somebody"], teams: ["north"], now });
}, 60_000);

let watching: ReturnType<typeof watchSql> | null = null;
afterEach(() => watching?.stop());

const cookies = new Map<string, string>();
async function cookieOf(world: World, who: string): Promise<string> {
  const person = personIn(world, who);
  const cookie = cookies.get(person) ?? (await signIn(person)).cookie;
  cookies.set(person, cookie);
  return cookie;
}

/** The answer, and the rows that were read of the workspace for it. */
async function read<T>(size: number, who: string, path: string): Promise<{ readonly answer: T; readonly rows: number }> {
  const world = worlds.get(size);
  if (world === undefined) throw new Error("no such size");
  const cookie = await cookieOf(world, who);
  watching = watchSql(testEnv);
  const response = await ask(`/api/w/${world.slug}/${path.replaceAll(":other", personIn(world, "other"))}`, { cookie });
  watching.stop();
  const answer: T = await response.json();
  expect([response.status, response.status === 200 ? "" : JSON.stringify(answer)]).toEqual([200, ""]);
  const trips = watching.trips.filter((trip) => trip.database === "workspace");
  expect(trips.length).toBe(1);
  return { answer, rows: trips.reduce((sum, trip) => sum + trip.rowsRead, 0) };
}

describe("FL1: an index serves it", () => {
  it.each([
    "",
    "owner=none",
    "owner=me",
    "owner=:other",
    "owner=me,none,:other",
    "stage=new",
    "stage=new&owner=me",
    "stage=new,contacted,qualified,visit",
    "stage=won&owner=:other",
    "stage=lost&sort=created",
    "owner=:other&sort=-activity",
    "owner=none&sort=followUp",
    "team=north",
    "team=north&owner=none",
    "created=last:7",
    "owner=me&waiting=yes",
    "sort=created",
    "sort=-activity",
    "sort=activity&owner=me",
    "sort=-activity&activity=last:7",
    "sort=followUp",
    "sort=-followUp&owner=me",
    "sort=followUp&followUp=overdue",
    "sort=followUp&followUp=today",
    "sort=followUp&followUp=next:7&owner=me",
  ])("GET leads?%s: at most four times the page and 50 at every size, whoever asks", async (query) => {
    for (const [size, who] of ASKED) {
      const { answer, rows } = await read<LeadsPage>(size, who, `leads?${query}`);
      expect([size, who, rows, answer.rows.length, rows <= INDEXED]).toEqual([size, who, rows, answer.rows.length, true]);
      // Nobody but who sees little, or asks for little, gets a page that is not full.
      if (who === "owner" && size > 1_000 && !/today|owner=me/.test(query))
        expect([size, answer.rows.length, answer.looked]).toEqual([size, PAGE, undefined]);
    }
  });

  it.each([
    "team=north&stage=visit",
    "project=p1",
    "project=p1,p2",
    "tag=hot",
    "custom.budget=2m",
    "custom.budget=5m",
    "custom.vip=yes",
    "archived=yes",
  ])("GET leads?%s: the same, for whoever sees every lead", async (query) => {
    for (const size of SIZES) {
      const { answer, rows } = await read<LeadsPage>(size, "owner", `leads?${query}`);
      expect([size, rows, rows <= INDEXED]).toEqual([size, rows, true]);
      expect([size, answer.looked, answer.rows.length >= 20]).toEqual([size, undefined, true]);
    }
  });
});

describe("FL1: no index serves it", () => {
  it.each([
    "name=~nobody",
    "company=~nobody&name=~nobody",
    "source=nowhere",
    "value=min:1000000",
    "custom.remark=~nothing",
    "custom.budget=7m&owner=none",
    "project=p77&stage=won",
    "tag=hot&priority=low",
    "noContact=any",
    "noContact=phone,email,whatsapp,messenger",
    "city=*&sort=-activity",
    "city=*&sort=followUp",
    "lostReason=price&archived=yes",
  ])("GET leads?%s: looks at so many leads that it reads 2,000 rows, and says where to go on", async (query) => {
    for (const [size, who] of ASKED) {
      const { answer, rows } = await read<LeadsPage>(size, who, `leads?${query}`);
      expect([size, who, rows, rows <= OTHER]).toEqual([size, who, rows, true]);
      expect(answer.rows).toEqual([]);
      if (size === 100_000) expect([who, answer.looked, answer.next !== null]).toEqual([who, true, true]);
    }
  });

  it("the longest filter there is fits into a statement, in every order and whoever asks", async () => {
    const own = Array.from({ length: 9 }, (_, n) => `custom.f${n}=a,b,c`).join("&");
    const filter = `${own}&stage=new,contacted,qualified,visit,won&created=between:2020-01-01:2030-01-01&team=north,south,west,east,desert`;
    const ranges = Array.from({ length: 12 }, (_, n) => `created=between:2020-01-01:2030-01-${n + 10}`).join("&");
    const lists = Array.from({ length: 12 }, (_, n) => `${["company", "city", "project", "tag"][n % 4]}=a,b,c`).join("&");
    for (const who of ["owner", "manager", "agent"]) {
      for (const query of [filter, ranges, lists]) {
        for (const sort of ["created", "-activity", "followUp"])
          await read(1_000, who, `leads?${query}&sort=${sort}&after=1700000000000.5`);
        await read(1_000, who, `leads?archived=yes&${query.slice(query.indexOf("&") + 1)}`);
        await read(1_000, who, `counts?${query}&group=project`);
      }
    }
  });

  it("comes to its end page by page, each of which goes on from the one before", async () => {
    const found: string[] = [];
    let [after, pages] = ["", 0];
    for (;;) {
      const { answer } = await read<LeadsPage>(10_000, "owner", `leads?value=min:90&priority=!*&source=fb&stage=visit${after}`);
      found.push(...answer.rows.map((row) => row.name));
      pages++;
      if (answer.next === null) break;
      after = `&after=${answer.next}`;
    }
    const world = worlds.get(10_000);
    const { results } = await testEnv.WORKSPACE_DB_1.prepare(
      "SELECT name FROM lead WHERE workspace_id = ?1 AND value >= 90 AND priority IS NULL AND source = 'fb' AND stage = 'visit' AND archived_at IS NULL ORDER BY submitted_at DESC",
    )
      .bind(world?.id)
      .all<{ name: string }>();
    expect(found).toEqual(results.map(({ name }) => name));
    expect([found.length > 0, pages > 1]).toEqual([true, true]);
  });
});

describe("FL1: a column of the board, and a group of a list", () => {
  it.each(["stage=new&sort=-activity", "stage=won&sort=followUp", "source=ig", "owner=none&source=fb&sort=-activity", "project=none"])(
    "GET leads?%s: a page of it, or as far as 2,000 rows go and where to go on",
    async (query) => {
      for (const [size, who] of ASKED) {
        const { answer, rows } = await read<LeadsPage>(size, who, `leads?${query}`);
        expect([size, who, rows, rows <= OTHER]).toEqual([size, who, rows, true]);
        expect([size, who, answer.rows.length === PAGE || answer.next === null || answer.looked]).toEqual([size, who, true]);
      }
    },
  );

  it("GET counts?group=stage: what every column is worth is kept too, to the last lead", async () => {
    for (const size of SIZES) {
      const { answer } = await read<Counts>(size, "owner", "counts?group=stage");
      const { results } = await testEnv.WORKSPACE_DB_1.prepare(
        "SELECT stage AS key, count(*) AS count, sum(value) AS value FROM lead WHERE workspace_id = ?1 AND archived_at IS NULL AND is_test = 0 GROUP BY stage",
      )
        .bind(worlds.get(size)?.id)
        .all();
      const byKey = (a: { key?: unknown }, b: { key?: unknown }) => String(a.key).localeCompare(String(b.key));
      expect(answer.groups.toSorted(byKey)).toEqual(results.toSorted(byKey));
      expect(answer.groups.length).toBe(6);
    }
  });
});

describe("FL1: counts", () => {
  it.each(["", "group=stage", "group=owner&stage=new,contacted", "group=stage&owner=me,none", "group=team&owner=!none&test=no"])(
    "GET counts?%s: kept, however many there are",
    async (query) => {
      for (const who of ["owner", "manager", "agent"]) {
        const [small, large] = [await read<Counts>(SIZES[0], who, `counts?${query}`), await read<Counts>(SIZES[2], who, `counts?${query}`)];
        expect([who, large.rows]).toEqual([who, small.rows]);
        // A row for each owner, team and stage.
        expect(large.rows).toBeLessThanOrEqual(4 * 5 * 6 + 50);
        expect([large.answer.atLeast, large.answer.count > 10 * small.answer.count]).toEqual([false, true]);
      }
    },
  );

  it.each([
    "project=p1",
    "group=project",
    "group=firstProject",
    "group=stage&name=~person",
    "group=source&source=fb",
    "value=min:50",
    "archived=yes",
    "waiting=yes&owner=none",
  ])("GET counts?%s: counted as far as 2,000 rows go, and no further than to 1,000", async (query) => {
    for (const size of SIZES) {
      for (const who of ["owner", "manager", "agent"]) {
        const { answer, rows } = await read<Counts>(size, who, `counts?${query}`);
        expect([size, who, rows, rows <= OTHER]).toEqual([size, who, rows, true]);
        expect(answer.count).toBeGreaterThan(0);
        if (answer.atLeast) expect(answer.count).toBeLessThanOrEqual(1_000);
        if (size === 100_000) expect([who, answer.atLeast]).toEqual([who, true]);
      }
    }
  });
});

describe("what cannot be read is refused", () => {
  it.each([
    "sort=name",
    "sort=phone",
    "sort=value",
    "stage=",
    "created=last:x",
    "owner=a%20b",
    "custom.A=1",
    "phone=0501234567",
    "email=~a",
    "after=x",
    "limit=0",
  ])("GET leads?%s", async (query) => {
    const world = worlds.get(SIZES[0]) as World;
    const { cookie } = await signIn(personIn(world, "owner"));
    const answer = await ask(`/api/w/${world.slug}/leads?${query}`, { cookie });
    const body: { error: { code: string; fields: string[] } } = await answer.json();
    expect([answer.status, body.error.code, body.error.fields.length]).toEqual([422, "invalid_input", 1]);
  });
});
