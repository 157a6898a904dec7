import { eq } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { drain } from "../../worker/intake/consume.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import * as workspace from "../../worker/store/schema/workspace.ts";
import { changeOf, createOne, ports, store } from "../support/intake.ts";
import { leadsOf } from "../support/leads.ts";
import { databases, makeWorld, shard, type World } from "../support/world.ts";

afterEach(() => vi.restoreAllMocks());

/** Meta answers so, to whatever is asked: the lead first, then its form. */
function answering(...answers: readonly { readonly status?: number; readonly headers?: Record<string, string>; readonly json: unknown }[]) {
  const spy = vi.spyOn(globalThis, "fetch");
  for (const { status = 200, headers = {}, json } of answers)
    spy.mockResolvedValueOnce(new Response(JSON.stringify(json), { status, headers }));
}

async function work(world: World): Promise<string> {
  const told = await createOne(world);
  await store([told]);
  await drain(world.page, ports);
  return told.id;
}

/** So long that five of them fit into what is read of an answer. */
const LONG = "x".repeat(700_000);
const lead = (over: Record<string, unknown>) => ({
  id: "1",
  created_time: "2026-05-02T10:11:12+0000",
  form_id: "77",
  field_data: [],
  ...over,
});

describe("IN1: what Meta says is kept as far as the database takes it: a row has 2 MB there, and a lead that outgrew it would never come in", () => {
  it("a lead with names as long as books comes in with their beginning", async () => {
    const world = await makeWorld();
    const names = { ad_name: LONG, adset_name: LONG, campaign_name: LONG, platform: LONG };
    answering(
      { json: lead({ ...names, custom_disclaimer_responses: [{ checkbox_key: LONG, is_checked: "1" }] }) },
      { json: { id: "77", name: LONG, locale: LONG } },
    );
    const id = await work(world);
    expect(await changeOf(id)).toMatchObject({ state: "done" });
    const [row] = await leadsOf(world);
    expect(row?.source).toHaveLength(60);
    const [submission] = await shard.select().from(workspace.submission).where(eq(workspace.submission.workspaceId, world.id));
    expect([submission?.ad, submission?.adSet, submission?.campaign, submission?.formName].map((name) => name?.length)).toEqual([
      500, 500, 500, 500,
    ]);
    expect(JSON.stringify(submission?.consents).length).toBeLessThan(10_000);
    const [form] = await shard.select().from(workspace.form).where(eq(workspace.form.id, "77"));
    expect([form?.name.length, form?.locale?.length]).toEqual([500, 60]);
  });

  it("a form that is too large to keep is one that Meta did not tell", async () => {
    const world = await makeWorld();
    answering({ json: lead({}) }, { json: { id: "77", name: "Villas", questions: [{ key: "a", label: LONG, type: "CUSTOM" }] } });
    await work(world);
    expect(await leadsOf(world)).toMatchObject([{ form: "77" }]);
    expect(await shard.select().from(workspace.form).where(eq(workspace.form.workspaceId, world.id))).toEqual([]);
  });

  it("a trace as long as a book is none, and a block for ever ends within a day", async () => {
    const world = await makeWorld();
    const usage = { "x-business-use-case-usage": JSON.stringify({ "1": [{ estimated_time_to_regain_access: 1e300 }] }) };
    answering({ status: 400, headers: usage, json: { error: { code: 80_005, fbtrace_id: LONG } } });
    const before = Date.now();
    const id = await work(world);
    const day = 24 * 60 * 60_000;
    const change = await changeOf(id);
    expect(change).toMatchObject({ state: "waiting", reason: "throttled", trace: null, lease: null });
    expect(change?.dueAt).toBeGreaterThanOrEqual(before + day);
    expect(change?.dueAt).toBeLessThan(before + day + 60_000);
    const [page] = await databases.platform.select().from(platform.page).where(eq(platform.page.id, world.page));
    expect(page?.pausedUntil).toBeLessThanOrEqual(Date.now() + day);
  });
});
