import { beforeEach, describe, expect, it, vi } from "vitest";
import { ApiFailure } from "../../web/connection/call.ts";
import { createLeads, type Leads } from "../../web/store/leads.ts";
import { runTogether } from "../../web/store/floor/together.ts";
import type { Notice } from "../../web/store/notice.ts";
import { createPending, type Pending } from "../../web/store/pending.ts";
import { at, changes, clock, fakeBrowser, row, upsert, uuidOf, nothingDone } from "./support.ts";

const COUNT = 20;
const ids = Array.from({ length: COUNT }, (_, index) => uuidOf(index + 1));
let leads: Leads;
let commands: Pending;
let told: Notice[];
/** Commands under way at the server, by lead or by what they take back, until it is let go on. */
let under: { readonly of: string; go(): void }[];
let most = 0;
/** What the server has: another version than was asked upon is a conflict. */
let theirs: Map<string, { readonly version: number; readonly owner: string | null }>;
let seq = 1;
let slow = false;
let online = true;
const browser = fakeBrowser();

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  under = [];
  most = 0;
  seq = 1;
  slow = false;
  online = true;
  leads = createLeads({ clock, me: () => "me", notify: () => undefined });
  leads.restart({ position: at(1), rows: ids.map((_, index) => row(index + 1)), next: null });
  theirs = new Map(ids.map((id) => [id, { version: 1, owner: null }]));
  const done = new Map<string, { readonly id: string; readonly from: string | null; readonly to: string | null }>();
  browser.say("online");
  commands = createPending({
    memory: nothingDone,
    slug: "w",
    clock,
    leads,
    me: () => "me",
    notify: (notice) => void told.push(notice),
    then: () => undefined,
    browser,
    api: {
      send: async (_, { kind, path, body }, version) => {
        const said = body as Record<string, unknown> & { readonly mutation: string };
        const of = kind === "undo" ? String(said["of"]) : (path.split("/")[1] ?? "");
        await new Promise<void>((go) => {
          under.push({ of, go });
          most = Math.max(most, under.length);
          if (!slow) setTimeout(go, 10);
        });
        under = under.filter((one) => one.of !== of);
        if (!online) throw new ApiFailure("offline");
        const undone = done.get(of);
        const id = kind === "undo" ? (undone?.id ?? "") : of;
        const held = theirs.get(id);
        if (held === undefined) throw new ApiFailure("not_found");
        const refused = undone === undefined ? version !== held.version : held.owner !== undone.to;
        const number = ids.indexOf(id) + 1;
        if (refused) throw new ApiFailure("conflict", { row: row(number, held) });
        const now = { version: held.version + 1, owner: undone === undefined ? String(said["owner"]) : undone.from };
        theirs.set(id, now);
        done.set(said.mutation, { id, from: held.owner, to: now.owner });
        return { id, row: row(number, now), position: at(++seq) };
      },
    },
  });
  return () => vi.useRealTimers();
});

const give = (to: string, of: readonly string[] = ids) =>
  runTogether({ commands, leads }, of, (lead) => (lead.owner === to ? null : commands.assign(lead.id, { owner: to }, "together")));
/** Somebody else gives it to that person, and this screen hears of it, or not yet. */
const change = (id: string, owner: string, heard = true) => {
  const now = { version: (theirs.get(id)?.version ?? 0) + 1, owner };
  theirs.set(id, now);
  if (!heard) return;
  const upserts = [upsert(row(ids.indexOf(id) + 1, now), { by: "omar" })];
  leads.apply({ kind: "frame", frame: changes(seq, ++seq, { upserts }) });
};
const owners = () => ids.map((id) => leads.row(id)?.owner ?? null);
const settled = async <T>(work: Promise<T>): Promise<T> => {
  await vi.advanceTimersByTimeAsync(5_000);
  return work;
};

describe("BK1: one act on many leads", () => {
  it("is on screen at once and goes out few at a time, each upon the version that was seen", async () => {
    const run = give("sara");
    expect(owners()).toEqual(ids.map(() => "sara"));
    const became = await settled(run.became);
    expect(became).toMatchObject({ changed: COUNT, waits: 0 });
    expect(most).toBeLessThanOrEqual(6);
    expect([run.total, run.settled()]).toEqual([COUNT, COUNT]);
  });

  it("leaves what somebody changed before its turn came, and says nothing of it by itself", async () => {
    const run = give("sara");
    const last = ids.at(-1) ?? "";
    change(last, "omar");
    // Neither what this screen was told meanwhile, nor what it was not, is overwritten.
    change(ids[0] ?? "", "omar", false);
    const became = await settled(run.became);
    expect([became.changed, [...became.refused]]).toEqual([COUNT - 2, [["conflict", [ids[0], last]]]]);
    expect([owners()[0], owners().at(-1), told]).toEqual(["omar", "omar", []]);
    // Who insists means it as it is now.
    expect(await settled(give("sara", [last]).became)).toMatchObject({ changed: 1 });
    expect(owners().at(-1)).toBe("sara");
  });

  it("changes nothing that is so already, and nobody who has left", async () => {
    change(ids[0] ?? "", "sara");
    const run = give("sara", [...ids.slice(0, 2), "gone"]);
    expect(run.total).toBe(1);
    expect(await settled(run.became)).toMatchObject({ changed: 1 });
  });

  it("is taken back as one change, but for what somebody changed since, and only once", async () => {
    const run = give("sara");
    await settled(run.became);
    change(ids[3] ?? "", "omar");
    const back = run.undo();
    expect(run.undo()).toBe(back);
    const became = await settled(back);
    expect([became.changed, became.refused.get("conflict")]).toEqual([COUNT - 1, [ids[3]]]);
    expect(owners()).toEqual(ids.map((_, index) => (index === 3 ? "omar" : null)));
    expect(told).toEqual([]);
  });

  it("taken back while it is under way, all of it is, and the key takes the whole and nothing before it", async () => {
    const before = await settled(commands.assign(ids[0] ?? "", { owner: "omar" }));
    const run = give("sara");
    let taken = 0;
    commands.did({ mutation: "m", called: "20 chosen", undo: async () => (taken++, (await run.undo()).refused.size === 0) });
    expect(await settled(commands.undoLast())).toEqual({ ok: true, mutation: "m", called: "20 chosen" });
    expect([taken, owners()]).toEqual([1, ids.map((_, index) => (index === 0 ? "omar" : null))]);
    expect(await settled(commands.undoLast())).toMatchObject({ ok: true, of: before.mutation });
  });

  it("without a connection it waits as it is shown, and is taken back without ever being sent", async () => {
    browser.say("offline");
    const run = give("sara");
    const became = await run.became;
    expect([became.changed, became.waits, commands.waiting().length, most]).toEqual([COUNT, COUNT, COUNT, 0]);
    expect(owners()).toEqual(ids.map(() => "sara"));
    commands.did({ mutation: "m", called: "20 chosen", undo: async () => (await run.undo()).refused.size === 0 });
    expect(await settled(commands.undoLast())).toMatchObject({ ok: true, mutation: "m" });
    expect([commands.waiting(), owners(), most]).toEqual([[], ids.map(() => null), 0]);
  });

  it("a connection that goes meanwhile lets all that is left wait at once, not each by a try of its own", async () => {
    slow = true;
    const run = give("sara");
    online = false;
    for (const one of under.slice()) one.go();
    slow = false;
    const became = await settled(run.became);
    expect(became.waits).toBe(COUNT);
    expect(most).toBeLessThanOrEqual(6);
    online = true;
  });

  it("one's own single change does not wait for its turn behind them", async () => {
    slow = true;
    const run = give("sara", ids.slice(1));
    expect(under).toHaveLength(6);
    const single = commands.assign(ids[0] ?? "", { owner: "omar" });
    expect(under.map(({ of }) => of)).toContain(ids[0]);
    slow = false;
    for (const one of under.slice()) one.go();
    expect(await settled(single)).toMatchObject({ ok: true });
    expect(await settled(run.became)).toMatchObject({ changed: COUNT - 1 });
  });
});
