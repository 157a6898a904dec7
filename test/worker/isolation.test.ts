import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runCron } from "../../worker/cron/index.ts";
import { CRON_STRINGS } from "../../worker/cron/schedule.ts";
import { fresh } from "../../worker/env.ts";
import { setTeam, setMember, setWorkspaceSettings } from "../../worker/store/membership.ts";
import { workspaceLedger } from "../../worker/store/ledger.ts";
import { verifyAudit } from "../../worker/store/verify.ts";
import { identity, mutation, submission, workspaceState } from "../../worker/store/schema/workspace.ts";
import { DEFAULT_SETTINGS } from "../../domain/workspace.ts";
import { type Hand, handOf } from "../support/commands.ts";
import { deliver } from "../support/deliver.ts";
import { type Planner, plannerOf } from "../support/followups.ts";
import { COMMANDS, newHere } from "../support/every-command.ts";
import { answers, arrived, create, store } from "../support/intake.ts";
import { leadsOf, personIn, plantLead } from "../support/leads.ts";
import { DOER, memberChange } from "../support/outbox.ts";
import { consumeNow } from "../support/queue.ts";
import { contentsOf } from "../support/records.ts";
import { ask } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { note, rewrite, storyOf } from "../support/story.ts";
import { databases, makeWorld, shard, testEnv, type World } from "../support/world.ts";

/**
 * Statements that look at all workspaces of a shard, and why they may. Each finds out which workspaces have work; what is then done is
 * done workspace by workspace.
 */
const ACROSS: readonly { readonly like: RegExp; readonly why: string }[] = [
  { like: /from "workspace_state" where EXISTS \(SELECT 1 FROM lead/, why: "the sweep asks which workspaces hold leads to route again" },
  {
    like: /FROM workspace_state WHERE EXISTS \(SELECT 1 FROM audit/,
    why: "the cron asks which workspaces hold records that no seal covers yet",
  },
];

const texts = new Set<string>();
let watching: ReturnType<typeof watchSql> | null = null;

/** Everything the system does on a workspace's database, once: the watch holds all of it, the room's part too. */
beforeAll(async () => {
  const world = await makeWorld({
    people: {
      owner: { role: "owner" },
      manager: { role: "manager", teams: ["isolation"] },
      sara: { role: "agent", teams: ["isolation"] },
      away: { role: "agent", teams: ["isolation-away"], away: true },
    },
    rules: [
      { match: { forms: ["1"] }, pool: { kind: "team", team: "isolation-away" } },
      { match: {}, pool: { kind: "team", team: "isolation" } },
    ],
  });
  watching = watchSql(testEnv);
  const told = await create(world, 3, { person: { name: "Layla Haddad", phone: "+971501234567" } });
  await deliver(told.slice(0, 1));
  const [row] = await arrived(world, 1);
  if (row === undefined) throw new Error("no lead");
  await store(told.slice(1));
  await consumeNow([{ kind: "drain", page: world.page }]);

  for (const who of ["owner", "manager", "sara"]) {
    const hand = await handOf(world, who);
    const { cookie } = hand.signed;
    const records =
      who === "owner"
        ? ["audit", "audit?act=lead", `audit?subject=${row.id}`, `audit?actor=${hand.signed.session}`, "people", "settings"]
        : [];
    for (const path of [...records, "boot", "leads", "leads?owner=none", `leads?owner=${personIn(world, "sara")}`, "waiting"]) {
      expect((await ask(`/api/w/${world.slug}/${path}`, { cookie })).status).toBe(200);
    }
    const { body } = await hand.read(row.id);
    const of = uuidv7();
    await hand.assign(row.id, personIn(world, "sara"), { version: body.row?.version, mutation: of });
    await hand.undo(of);
    await hand.assign(row.id, null, { version: (await hand.read(row.id)).body.row?.version, team: "isolation-away" });
    await hand.stage(row.id, "visit", { version: 1 });
    await hand.attempt(row.id);
    if (who === "owner") await planIn(await plannerOf(world, who), row.id);
    if (who === "owner") await noteIn(world, hand, row.id);
    await lookIn(hand);
  }

  await setTeam(databases.platform, { workspace: world.id, team: uuidv7(), name: "New" }, DOER, fresh);
  await setMember(databases.platform, memberChange(world, "sara", { status: "removed" }), DOER, fresh);
  const settings = { ...DEFAULT_SETTINGS, agentsSeeUnclaimed: false };
  await setWorkspaceSettings(databases.platform, { workspace: world.id, name: "Renamed", settings }, DOER, fresh);
  for (const cron of CRON_STRINGS.toReversed()) await runCron(cron, testEnv);
  await verifyAudit(workspaceLedger(shard, world.id), fresh.now());
  await vi.waitUntil(async () => {
    const [state] = await shard.select().from(workspaceState).where(eq(workspaceState.workspaceId, world.id));
    return state?.name === "Renamed";
  }, 5_000);
  watching.stop();
  for (const trip of watching.trips) if (trip.database === "workspace") for (const text of trip.statements) texts.add(text);
}, 60_000);
afterAll(() => watching?.stop());

/** Follow-ups and "do not contact", there and back, and the day they make. */
async function planIn(hand: Planner, lead: string): Promise<void> {
  const [set, done, ban] = [uuidv7(), uuidv7(), uuidv7()];
  const { followUp: id } = await hand.set(lead, { mutation: set, repeats: { every: 1, unit: "day" } });
  const told = [
    await hand.change(lead, id, "done", { mutation: done }),
    await hand.undo(done),
    await hand.change(lead, id, "move", { version: 3, dueAt: Date.now() }),
    await hand.ban(lead, ["phone"], { mutation: ban }),
    await hand.undo(ban),
  ];
  expect(told.map(({ status }) => status)).toEqual(told.map(() => 200));
  expect((await hand.day()).followUps).toBeDefined();
}

/** A note, written anew and set back, and the story it is in. */
async function noteIn(world: World, hand: Hand, lead: string): Promise<void> {
  const rewritten = uuidv7();
  const told = [await note(hand, lead, "Wants a garden", { mentions: [personIn(world, "owner")] })];
  const of = (await storyOf(world, lead)).at(-1)?.id ?? "";
  told.push(await rewrite(hand, lead, of, "Wants a pool", { mutation: rewritten }), await hand.undo(rewritten));
  told.push(await hand.send("GET", `leads/${lead}/timeline?before=${of}`));
  expect(told.map(({ status }) => status)).toEqual(told.map(() => 200));
}

/** Lists that are filtered in every way, counts, a search and a view. */
async function lookIn(hand: Hand): Promise<void> {
  const words = "name=~a&company=x,y&city=!*&tag=hot&project=a,b,c,d&noContact=any&custom.a=b&custom.c=min:1&created=last:7";
  const lists = [words, `${words}&sort=-followUp`, "archived=yes", "tag=hot", "stage=new&sort=activity&owner=me", "waiting=yes&team=a"];
  const view = uuidv7();
  const shape = { layout: "table", filter: "", sort: "-created", group: null, columns: [] };
  const told = [
    await hand.send("PUT", `views/${view}`, JSON.stringify({ version: 0, name: "Mine", share: "own", team: null, shape })),
    await hand.send("GET", `views/${view}`),
    await hand.send("POST", `views/${view}/remove`, JSON.stringify({ version: 1 })),
    await hand.send("GET", "search?q=layla 4567"),
  ];
  for (const list of lists) told.push(await hand.send("GET", `leads?${list}`), await hand.send("GET", `counts?group=project&${list}`));
  told.push(await hand.send("GET", "counts?group=stage"));
  expect(told.map(({ status }) => status)).toEqual(told.map(() => 200));
}

/** Where a statement names the workspace whose rows it touches: as a condition, or as a column it writes. */
function namesWorkspace(text: string): boolean {
  const insert = /^\s*insert into "?\w+"? \(([^)]*)\)/i.exec(text)?.[1];
  if (insert !== undefined) return /\bworkspace_id\b/.test(insert);
  return /"?workspace_id"? (?:=|IS) /i.test(text);
}

/** The tables a statement reads or writes; a guard reads them inside EXISTS or a subquery. */
function tablesIn(text: string): string[] {
  return (
    [...text.matchAll(/\b(?:from|join|update|into)\s+"?([a-z_]+)"?/gi)]
      .flatMap((match) => match[1] ?? [])
      // The full-text index is asked by a scope that begins with the workspace; what a statement names itself is no table.
      .filter((name) => name !== "json_each" && name !== "lead_fts" && !new RegExp(`\\bWITH ${name} AS`).test(text))
  );
}

describe("tenant isolation", () => {
  it("the scenario reaches every part: reads, commands, intake, projections, crons and room", () => {
    const touched = new Set([...texts].flatMap(tablesIn));
    const expected = ["lead", "lead_search", "submission", "identity", "tombstone", "assignment", "timeline", "change_log", "mutation"];
    expected.push(
      "follow_up",
      "audit_seal",
      "job_progress",
      "tally",
      "audit",
      "audit_detail",
      "member",
      "team",
      "workspace_state",
      "routing_rule",
      "routing_turn",
      "form",
      "project",
      "lead_value",
      "view",
    );
    for (const table of expected) expect([...touched], table).toContain(table);
    expect(texts.size).toBeGreaterThan(40);
  });

  it("PM1: no statement on a workspace's database runs without its workspace", () => {
    const loose = [...texts].filter((text) => tablesIn(text).length > 0 && !namesWorkspace(text));
    expect(loose.filter((text) => !ACROSS.some((one) => one.like.test(text)))).toEqual([]);
  });

  it.each([
    ['select "name" from "lead" where "id" = ?', false],
    ['update "lead" set "owner_id" = ? where "id" = ?', false],
    ['insert into "lead" ("n", "id", "name") values (null, ?, ?)', false],
    ['delete from "identity" where "identity"."workspace_id" = ? and "lead_id" = ?', true],
    ['insert into "lead" ("n", "id", "workspace_id") values (null, ?, ?)', true],
  ])("the check sees what is missing: %s", (text, names) => {
    expect([namesWorkspace(text), tablesIn(text).length]).toEqual([names, 1]);
  });

  it("a statement that reads several tables names the workspace for each", () => {
    const many = [...texts].filter((text) => new Set(tablesIn(text)).size > 1 && !ACROSS.some((one) => one.like.test(text)));
    const count = (text: string) => [...text.matchAll(/workspace_id/gi)].length;
    const loose = many.filter((text) => !/^\s*insert/i.test(text) && count(text) < new Set(tablesIn(text)).size);
    expect(loose).toEqual([]);
  });

  it("what looks at all workspaces is used, and says why it may", () => {
    for (const { like, why } of ACROSS) {
      expect(
        [...texts].some((text) => like.test(text)),
        why,
      ).toBe(true);
      expect(why.length).toBeGreaterThan(20);
    }
  });

  it("statements without a table are guards on values only", () => {
    const bare = [...texts].filter((text) => tablesIn(text).length === 0);
    expect(bare).toEqual([]);
  });
});

describe("PM1: two workspaces with a lead of the same id", () => {
  const SAME = "+971507776655";
  const commands = Object.entries(COMMANDS).filter(([line]) => /^(PUT|POST) \S+\/(leads|undo)/.test(line));
  const told = async (answer: Response) => ({ status: answer.status, text: await answer.text() });
  const submissionsOf = ({ id }: World) => shard.$count(submission, eq(submission.workspaceId, id));
  /** A lead of that id, of which everything is told that can be, and the same telephone as the other one's. */
  const twinOf = async (world: World, id: string) => {
    const owner = personIn(world, "owner");
    await plantLead(world, { id, name: "Twin Elsewhere", phone: SAME, email: "twin@elsewhere.example", company: "Twinworks", owner });
    const [known, other] = ["phone", "email"] as const;
    const claims = { workspaceId: world.id, lead: id, claims: true };
    await shard
      .insert(identity)
      .values([
        { ...claims, kind: known, value: SAME },
        { ...claims, kind: other, value: "twin@elsewhere.example" },
      ])
      .onConflictDoNothing();
    const hand = await handOf(world, "owner");
    const send = (path: string, over: object) => hand.send("POST", `leads/${id}/${path}`, JSON.stringify({ mutation: uuidv7(), ...over }));
    const set = await send("follow-ups", { id: uuidv7(), way: "call", note: "Twin task", dueAt: Date.now() + 60_000 });
    expect([(await send("notes", { text: "Twin note" })).status, set.status]).toEqual([200, 200]);
  };

  it("a person's commands and what they read touch one of them", async () => {
    const [here, other] = [await newHere(), await makeWorld({ people: { owner: { role: "owner" } } })];
    expect(commands.length).toBeGreaterThan(10);
    for (const [line, prepare] of commands) {
      const { body, names = {} } = await prepare(here);
      const { id, of = "" } = body as { readonly id?: string; readonly of?: string };
      const [undone] = await shard.select().from(mutation).where(eq(mutation.id, of));
      const lead = names["lead"] ?? undone?.lead ?? id ?? "";
      await twinOf(other, lead);
      const before = await contentsOf(other);
      const all: Readonly<Record<string, string>> = { workspace: here.world.slug, ...names };
      const [method = "", path = ""] = line.split(" ");
      const whole = path.replace(/:(\w+)/g, (_, name: string) => all[name] ?? name);
      const answers = [await ask(whole, { method, cookie: here.signed.cookie, body: JSON.stringify(body) }).then(told)];
      expect([line, answers[0]?.status, answers[0]?.text]).toEqual([line, 200, answers[0]?.text]);
      for (const read of [
        `leads/${lead}`,
        `leads/${lead}/timeline`,
        "leads",
        "waiting",
        "my-day",
        "search?q=twin",
        "notices",
        "counts?group=owner",
      ])
        answers.push(await ask(`/api/w/${here.world.slug}/${read}`, { cookie: here.signed.cookie }).then(told));
      expect([line, answers.slice(1).map(({ status }) => status)]).toEqual([line, answers.slice(1).map(() => 200)]);
      expect([line, answers.filter(({ text }) => /twin (elsewhere|note|task)|twinworks/i.test(text))]).toEqual([line, []]);
      expect(await contentsOf(other)).toEqual(before);
    }
  });

  it("IN2: a form of theirs joins the one of its workspace", async () => {
    const people = { owner: { role: "owner" as const } };
    const [here, other] = [await makeWorld({ people }), await makeWorld({ people })];
    await deliver(await create(here, 1, { leads: [answers("Layla Haddad", SAME, "layla@example.com")] }));
    const [lead] = await arrived(here, 1);
    await twinOf(other, lead?.id ?? "");
    const before = await contentsOf(other);
    await deliver(await create(here, 1, { leads: [answers("Layla Haddad", SAME, "layla@example.com")] }));
    await vi.waitUntil(async () => (await submissionsOf(here)) === 2, 10_000);
    expect((await leadsOf(here)).map(({ id, name }) => [id, name])).toEqual([[lead?.id, "Layla Haddad"]]);
    expect(await contentsOf(other)).toEqual(before);
  });
});
