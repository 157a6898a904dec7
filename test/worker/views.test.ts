import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { beforeEach, describe, expect, it } from "vitest";
import type { Boot } from "../../domain/api.ts";
import { MAX_VIEWS, type SavedView, type ViewBody } from "../../domain/view.ts";
import { audit, auditDetail, changeLog, member, view as viewTable } from "../../worker/store/schema/workspace.ts";
import { staffOf } from "../support/console.ts";
import { asked, inWorkspace } from "../support/grants.ts";
import { personIn } from "../support/leads.ts";
import { ask, signIn } from "../support/signed.ts";
import { makeWorld, shard, testEnv, type World } from "../support/world.ts";

const NORTH = "00000000-0000-7000-8000-00000000000a";
const SOUTH = "00000000-0000-7000-8000-00000000000b";
const people = {
  owner: { role: "owner" as const },
  manager: { role: "manager" as const, teams: [NORTH] },
  sara: { role: "agent" as const, teams: [NORTH] },
  omar: { role: "agent" as const, teams: [SOUTH] },
  auditor: { role: "auditor" as const },
};
const WHO = Object.keys(people) as (keyof typeof people)[];

let world: World;
beforeEach(async () => {
  world = await makeWorld({ people });
});

const SHAPE: ViewBody["shape"] = {
  layout: "table",
  filter: "stage=new&owner=me",
  sort: "-created",
  group: null,
  columns: [{ id: "name", width: 200 }],
};
const body = (over: Partial<ViewBody> = {}): ViewBody => ({
  version: 0,
  name: "My new ones",
  share: "own",
  team: null,
  shape: SHAPE,
  ...over,
});

async function call(who: string, method: string, path: string, sent?: unknown) {
  const { cookie } = await signIn(personIn(world, who));
  const answer = await ask(`/api/w/${world.slug}/${path}`, {
    method,
    cookie,
    ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
  });
  return {
    status: answer.status,
    json: (await answer.json()) as { view: SavedView; error: { code: string; field?: string; why?: string; now?: SavedView } },
  };
}
const save = (who: string, id: string, over: Partial<ViewBody> = {}) => call(who, "PUT", `views/${id}`, body(over));
const open = (who: string, id: string) => call(who, "GET", `views/${id}`);
const remove = (who: string, id: string, version: number) => call(who, "POST", `views/${id}/remove`, { version });

async function saved(who: string, over: Partial<ViewBody> = {}): Promise<SavedView> {
  const told = await save(who, uuidv7(), over);
  expect(told.status).toBe(200);
  return told.json.view;
}

async function menuOf(who: string): Promise<string[]> {
  const { cookie } = await signIn(personIn(world, who));
  const boot: Boot = await (await ask(`/api/w/${world.slug}/boot`, { cookie })).json();
  return boot.views.map((one) => one.id);
}

async function recorded(subject: string) {
  const rows = await shard
    .select({ act: audit.act, detail: auditDetail.detail })
    .from(audit)
    .innerJoin(auditDetail, eq(auditDetail.audit, audit.id))
    .where(and(eq(audit.workspaceId, world.id), eq(audit.subject, subject)))
    .orderBy(audit.n);
  return rows;
}

async function logged(): Promise<string[]> {
  const rows = await shard
    .select({ fields: changeLog.fields })
    .from(changeLog)
    .where(eq(changeLog.workspaceId, world.id))
    .orderBy(changeLog.seq);
  return rows.flatMap((row) => row.fields);
}

describe("VW1: whose a view is", () => {
  const cases: readonly [SavedView["share"], string | null, readonly string[], readonly string[]][] = [
    ["own", null, ["manager"], ["manager"]],
    ["team", NORTH, ["owner", "manager", "sara"], ["manager", "sara"]],
    ["team", SOUTH, ["owner", "manager", "omar"], ["manager", "omar"]],
    ["workspace", null, WHO, WHO],
    ["link", null, WHO, ["manager"]],
  ];
  it.each(cases)("%s %s: opened by its link by %j, in the menu of %j", async (share, team, opens, menu) => {
    const { id } = await saved("manager", { share, team });
    for (const who of WHO) {
      expect([who, (await open(who, id)).status]).toEqual([who, opens.includes(who) ? 200 : 404]);
      expect([who, await menuOf(who)]).toEqual([who, menu.includes(who) ? [id] : []]);
    }
  });

  it.each([
    ["own", null, "sara", 200],
    ["link", null, "sara", 200],
    ["team", NORTH, "sara", 403],
    ["workspace", null, "sara", 403],
    ["own", null, "auditor", 200],
    ["workspace", null, "auditor", 403],
    ["team", SOUTH, "manager", 200],
    ["workspace", null, "owner", 200],
    ["team", uuidv7(), "owner", 422],
    ["team", null, "owner", 422],
    ["own", NORTH, "owner", 422],
  ] as const)("%s %s, by %s: %s", async (share, team, who, status) => {
    const id = uuidv7();
    expect((await save(who, id, { share, team })).status).toBe(status);
    expect((await open(who, id)).status).toBe(status === 200 ? 200 : 404);
  });

  it.each([
    ["own", "manager", "owner", 404],
    ["link", "sara", "owner", 403],
    ["link", "sara", "omar", 403],
    ["workspace", "manager", "owner", 200],
    ["workspace", "owner", "manager", 200],
    ["workspace", "manager", "sara", 403],
    ["workspace", "manager", "auditor", 403],
  ] as const)("%s of %s, changed and removed by %s: %s", async (share, maker, who, status) => {
    const { id } = await saved(maker, { share });
    const changed = await save(who, id, { version: 1, share, name: "Otherwise" });
    expect(changed.status).toBe(status);
    expect((await remove(who, id, status === 200 ? 2 : 1)).status).toBe(status);
    const { json } = await open(maker, id);
    if (status !== 200) expect(json.view).toMatchObject({ name: "My new ones", version: 1, by: personIn(world, maker) });
    else expect(changed.json.view).toMatchObject({ name: "Otherwise", version: 2, by: personIn(world, maker) });
  });

  it("who may share no more takes theirs back, and does not change it as it stands", async () => {
    const { id } = await saved("manager", { share: "workspace" });
    const sent = { version: 1, name: "Mine again" };
    // As the right that goes with a role: the platform's row decides, the shard's is a guard.
    const { cookie } = await signIn(personIn(world, "manager"));
    await testEnv.PLATFORM_DB.prepare("UPDATE member SET role = 'agent' WHERE workspace_id = ?1 AND person_id = ?2")
      .bind(world.id, personIn(world, "manager"))
      .run();
    await shard
      .update(member)
      .set({ role: "agent" })
      .where(and(eq(member.workspaceId, world.id), eq(member.personId, personIn(world, "manager"))));
    const put = (share: string) =>
      ask(`/api/w/${world.slug}/views/${id}`, { method: "PUT", cookie, body: JSON.stringify({ ...body(), ...sent, share }) });
    expect([(await put("workspace")).status, (await put("own")).status]).toEqual([403, 200]);
    expect((await open("owner", id)).status).toBe(404);
  });

  it("support that was let in to work opens what is shared, and leaves no views behind (SU1)", async () => {
    const staff = await staffOf("platform:support");
    const wish = await asked(staff, world, { edit: true });
    await inWorkspace(world, await signIn(personIn(world, "owner")), "POST", `support/${wish.body.id}/approve`, { version: 1 });
    const { id } = await saved("owner", { share: "workspace" });
    const { cookie } = staff.signed;
    const at = (path: string) => `/api/w/${world.slug}/views/${path}`;
    expect((await ask(at(id), { cookie })).status).toBe(200);
    expect((await ask(at(uuidv7()), { method: "PUT", cookie, body: JSON.stringify(body()) })).status).toBe(403);
    expect((await ask(at(`${id}/remove`), { method: "POST", cookie, body: JSON.stringify({ version: 1 }) })).status).toBe(403);
  });
});

describe("VW1: a change of a view", () => {
  it("is kept as it was sent, told to whoever has it in a menu, and recorded without what is filtered by (AU1)", async () => {
    const { id } = await saved("manager", {
      share: "workspace",
      shape: { ...SHAPE, filter: "name=~Layla", group: "stage", layout: "board" },
    });
    const { json } = await save("manager", id, { version: 1, share: "own", name: "Layla's" });
    expect(json.view).toEqual({ id, by: personIn(world, "manager"), name: "Layla's", share: "own", team: null, shape: SHAPE, version: 2 });
    expect((await remove("manager", id, 2)).status).toBe(200);
    expect(await logged()).toEqual(["views", "views", "own_views"]);
    const records = await recorded(id);
    expect(records.map(({ act }) => act)).toEqual(["view.saved", "view.changed", "view.removed"]);
    expect(records[1]?.detail).toEqual({
      version: 2,
      before: { name: "My new ones", share: "workspace", team: null },
      after: { name: "Layla's", share: "own", team: null },
    });
    expect(JSON.stringify(records)).not.toContain("~Layla");
  });

  it("happens once, however often it is sent (ED1)", async () => {
    const id = uuidv7();
    for (const name of ["One", "Two"]) {
      const version = name === "One" ? 0 : 1;
      const answers = [await save("sara", id, { name, version }), await save("sara", id, { name, version })];
      expect(answers.map(({ status, json }) => [status, json.view.version])).toEqual([
        [200, version + 1],
        [200, version + 1],
      ]);
    }
    expect((await recorded(id)).length).toBe(2);
  });

  it("of a version that is no more is refused with what there is", async () => {
    const { id } = await saved("owner", { share: "workspace" });
    await save("manager", id, { version: 1, share: "workspace", name: "Theirs" });
    const late = await save("owner", id, { version: 1, share: "workspace", name: "Mine" });
    expect([late.status, late.json.error.now?.name, late.json.error.now?.version]).toEqual([409, "Theirs", 2]);
    expect((await remove("owner", id, 1)).status).toBe(409);
    expect((await save("owner", id, { version: 0, share: "workspace", name: "New" })).status).toBe(409);
    expect((await save("owner", uuidv7(), { version: 3 })).status).toBe(404);
  });

  it("that somebody else gets in between is refused", async () => {
    const { id } = await saved("owner", { share: "workspace" });
    const [first, second] = await Promise.all([
      save("owner", id, { version: 1, share: "workspace", name: "A" }),
      save("manager", id, { version: 1, share: "workspace", name: "B" }),
    ]);
    expect(new Set([first.status, second.status])).toEqual(new Set([200, 409]));
    expect((await open("owner", id)).json.view.version).toBe(2);
  });

  it("is undone by saving it again as it was", async () => {
    const view = await saved("sara");
    await remove("sara", view.id, 1);
    expect([(await open("sara", view.id)).status, await menuOf("sara")]).toEqual([404, []]);
    const { json } = await save("sara", view.id, {});
    expect(json.view).toEqual(view);
  });

  it.each([
    ["filter", "phone=~050"],
    ["filter", "stage=!"],
    ["filter", "custom.Budget=1"],
    ["sort", "phone"],
    ["sort", ""],
  ])("that nobody could read again is refused: %s %s", async (part, value) => {
    const { status, json } = await save("sara", uuidv7(), { shape: { ...SHAPE, [part]: value } });
    expect([status, json.error.field]).toEqual([422, "shape"]);
  });

  it("that makes more than a hundred of one's own is refused", async () => {
    const by = personIn(world, "sara");
    const rows = Array.from({ length: MAX_VIEWS - 1 }, () => ({
      workspaceId: world.id,
      id: uuidv7(),
      name: "x",
      by,
      share: "own" as const,
      shape: SHAPE,
      version: 1,
    }));
    await shard.batch([
      shard.insert(viewTable).values(rows.slice(0, 10)),
      ...rows.slice(10).map((row) => shard.insert(viewTable).values(row)),
    ]);
    expect((await save("sara", uuidv7())).status).toBe(200);
    const last = await save("sara", uuidv7());
    expect([last.status, last.json.error.field, last.json.error.why]).toEqual([422, "view", "too_many"]);
    expect((await save("omar", uuidv7())).status).toBe(200);
  });
});
