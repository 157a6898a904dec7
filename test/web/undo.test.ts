import { beforeEach, describe, expect, it, vi } from "vitest";
import { ApiFailure } from "../../web/connection/call.ts";
import { createLeads } from "../../web/store/leads.ts";
import { createPending, type Pending } from "../../web/store/pending.ts";
import { at, clock, fakeBrowser, row, uuidOf } from "./support.ts";

const MINUTE = 60_000;
const undone: string[] = [];
let refuse: string | null = null;
let commands: Pending;
/** What was asked about stages, and how often the answer is still that somebody was first. */
const staged: Readonly<Record<string, unknown>>[] = [];
let conflicts = 0;
let up = true;
let browser = fakeBrowser();

beforeEach(() => {
  vi.useFakeTimers();
  undone.length = staged.length = conflicts = 0;
  refuse = null;
  up = true;
  browser = fakeBrowser();
  const leads = createLeads({ clock, me: () => "me", notify: () => undefined });
  leads.restart({ position: at(1), rows: [row(1), row(2)], next: null });
  let seq = 1;
  const answer = (id: string, over = {}) =>
    Promise.resolve({ id, row: row(id === uuidOf(1) ? 1 : 2, { version: ++seq, ...over }), position: at(seq) });
  commands = createPending({
    slug: "w",
    clock,
    leads,
    me: () => "me",
    notify: () => undefined,
    then: () => undefined,
    browser,
    api: {
      send: (_, { kind, path, body }, version) => {
        if (!up) return Promise.reject(new ApiFailure("offline"));
        const id = path.split("/")[1] ?? "";
        const said = body as Record<string, unknown> & { readonly mutation: string };
        if (kind === "undo") {
          undone.push(String(said["of"]));
          return said["of"] === refuse ? Promise.reject(new ApiFailure("conflict")) : answer(uuidOf(1));
        }
        if (kind === "stage") {
          staged.push({ ...said, version });
          if (conflicts-- > 0) return Promise.reject(new ApiFailure("conflict", { row: row(1, { version: 10 + staged.length }) }));
        }
        const { mutation: _mutation, ...fields } = said;
        return answer(id, fields);
      },
    },
  });
  return () => vi.useRealTimers();
});

describe("ED1: the last change taken back", () => {
  it("is one's newest, then the one before it, and what took back is not taken back itself", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    const second = await commands.assign(uuidOf(2), "sara");
    expect(await commands.undoLast()).toMatchObject({ ok: true, called: { name: "lead 2" } });
    expect(await commands.undoLast()).toMatchObject({ ok: true, called: { name: "lead 1" } });
    expect(await commands.undoLast()).toBeNull();
    expect(undone).toEqual([second.mutation, first.mutation]);
  });

  it("goes ten minutes back and no further", async () => {
    await commands.setStage(uuidOf(1), "contacted");
    vi.advanceTimersByTime(10 * MINUTE + 1);
    expect(await commands.undoLast()).toBeNull();
    expect(undone).toEqual([]);
  });

  it("leaves out what was taken back from its toast", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    const second = await commands.setStage(uuidOf(2), "contacted");
    await commands.undo(second.mutation);
    await commands.undoLast();
    expect(undone).toEqual([second.mutation, first.mutation]);
  });

  it("is also one that is still on its way, and never the one before it in its place", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    const sent = commands.assign(uuidOf(2), "sara");
    const [last, before] = await Promise.all([commands.undoLast(), commands.undoLast()]);
    const second = await sent;
    expect([last, before]).toMatchObject([
      { ok: true, of: second.mutation },
      { ok: true, of: first.mutation },
    ]);
    expect(undone).toEqual([second.mutation, first.mutation]);
  });

  it("names what it took back; the toast that still offers it asks for nothing more", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    expect(await commands.undoLast()).toMatchObject({ ok: true, of: first.mutation });
    expect(await commands.undo(first.mutation)).toMatchObject({ ok: true });
    expect(undone).toEqual([first.mutation]);
  });

  it("refused because somebody changed it since, the next press takes the one before it", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    const second = await commands.setStage(uuidOf(2), "contacted");
    refuse = second.mutation;
    expect(await commands.undoLast()).toMatchObject({ ok: false, code: "conflict" });
    expect(await commands.undoLast()).toMatchObject({ ok: true });
    expect(undone).toEqual([second.mutation, first.mutation]);
  });

  it("whose undo waited and was discarded or refused is asked for anew by its toast; discarded, by the key too", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    const second = await commands.setStage(uuidOf(2), "contacted");
    browser.say("offline");
    up = false;
    expect(await commands.undoLast()).toMatchObject({ ok: false, of: second.mutation, waits: expect.any(Promise) });
    // The next press goes on with the one before it, and never takes the undo back.
    const before = await commands.undoLast();
    expect(before).toMatchObject({ of: first.mutation, waits: expect.any(Promise) });
    const [one] = commands.waiting();
    await commands.undo(one?.command.body.mutation ?? "");
    await vi.advanceTimersByTimeAsync(1);
    expect(await commands.undoLast()).toMatchObject({ of: second.mutation, waits: expect.any(Promise) });
    refuse = second.mutation;
    up = true;
    browser.say("online");
    commands.queue.resume();
    await vi.advanceTimersByTimeAsync(1);
    expect([...undone].sort()).toEqual([first.mutation, second.mutation].sort());
    refuse = null;
    expect(await commands.undo(second.mutation)).toMatchObject({ ok: true });
    expect(undone.filter((of) => of === second.mutation)).toHaveLength(2);
    expect(await commands.undoLast()).toBeNull();
  });

  it("that is no lead's, and of which nobody heard, is asked for again", async () => {
    const answers = ["unheard" as const, true];
    commands.did({ mutation: "m", called: "Marina", undo: () => Promise.resolve(answers.shift() ?? false) });
    expect(await commands.undoLast()).toMatchObject({ ok: false, called: "Marina" });
    expect(await commands.undoLast()).toMatchObject({ ok: true, called: "Marina" });
    expect(await commands.undoLast()).toBeNull();
  });

  it("takes any other change back in its turn, by what made it", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    const taken: string[] = [];
    for (const called of ["Marina", null])
      commands.did({ mutation: `m ${called}`, called, undo: () => Promise.resolve(taken.push(`${called}`) === 1) });
    const last = await commands.setStage(uuidOf(2), "contacted");
    expect(await commands.undoLast()).toMatchObject({ ok: true, mutation: expect.any(String), called: { name: "lead 2" } });
    expect(await commands.undoLast()).toEqual({ ok: true, mutation: "m null", called: null });
    expect(await commands.undoLast()).toEqual({ ok: false, mutation: "m Marina", called: "Marina" });
    expect(await commands.undoLast()).toMatchObject({ ok: true, called: { name: "lead 1" } });
    expect(await commands.undoLast()).toBeNull();
    expect(taken).toEqual(["null", "Marina"]);
    expect(undone).toEqual([last.mutation, first.mutation]);
  });
});

describe("ED1: a refused owner or stage asked again", () => {
  it("goes upon the lead as the conflict told it, as another command, and as often as it is refused", async () => {
    conflicts = 2;
    const first = await commands.setStage(uuidOf(1), "won", { value: 5 });
    expect(first).toMatchObject({ ok: false, code: "conflict" });
    const second = await commands.again(first.mutation);
    expect(second).toMatchObject({ ok: false, code: "conflict" });
    expect(await commands.again(second.mutation)).toMatchObject({ ok: true, inSight: true });
    expect(staged.map(({ mutation: _mutation, ...said }) => said)).toEqual(
      [1, 11, 12].map((version) => ({ version, stage: "won", value: 5 })),
    );
    expect(new Set(staged.map((said) => said["mutation"])).size).toBe(3);
    // What was asked again is not asked once more by its old name.
    expect(await commands.again(first.mutation)).toMatchObject({ ok: false, code: "not_found" });
    expect(staged).toHaveLength(3);
  });
});
