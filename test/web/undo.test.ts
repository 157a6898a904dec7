import { beforeEach, describe, expect, it, vi } from "vitest";
import { ApiFailure } from "../../web/connection/call.ts";
import { createLeads } from "../../web/store/leads.ts";
import { runTogether } from "../../web/store/floor/together.ts";
import type { Notice } from "../../web/store/notice.ts";
import { createPending, type Pending } from "../../web/store/pending.ts";
import { createRemembering, forgetDone, keepDoneOf } from "../../web/store/remembering.ts";
import { at, clock, fakeBrowser, row, uuidOf } from "./support.ts";

const MINUTE = 60_000;
const undone: string[] = [];
let refuse: string | null = null;
let commands: Pending;
/** What was asked about stages, and how often the answer is still that somebody was first. */
const staged: Readonly<Record<string, unknown>>[] = [];
let conflicts = 0;
let up = true;
/** Sent, and never answered: its page is gone by then. */
let unheard = false;
let browser = fakeBrowser();
const told: Notice[] = [];
let leads: ReturnType<typeof createLeads>;

/** A page of that tab, whose person the server has named. */
function page(tab = browser, person = "me", slug = "w") {
  leads = createLeads({ clock, me: () => person, notify: () => undefined });
  leads.restart({ position: at(1), rows: [row(1), row(2)], next: null });
  let seq = 1;
  const answer = (id: string, over = {}) =>
    Promise.resolve({ id, row: row(id === uuidOf(1) ? 1 : 2, { version: ++seq, ...over }), position: at(seq) });
  const memory = createRemembering({ slug, clock, browser: tab });
  memory.begin(person);
  const made = createPending({
    slug,
    clock,
    leads,
    memory,
    me: () => person,
    notify: (notice) => void told.push(notice),
    then: () => undefined,
    browser: tab,
    api: {
      send: (_, { kind, path, body }, version) => {
        if (!up) return Promise.reject(new ApiFailure("offline"));
        const id = path.split("/")[1] ?? "";
        const said = body as Record<string, unknown> & { readonly mutation: string };
        if (kind === "undo") {
          // As the server: what was taken back is not as it was left.
          const again = undone.includes(String(said["of"])) && tab !== browser;
          undone.push(String(said["of"]));
          return again || said["of"] === refuse ? Promise.reject(new ApiFailure("conflict")) : answer(uuidOf(1));
        }
        if (kind === "stage") {
          staged.push({ ...said, version });
          if (conflicts-- > 0) return Promise.reject(new ApiFailure("conflict", { row: row(1, { version: 10 + staged.length }) }));
        }
        if (unheard) return new Promise(() => undefined);
        const { mutation: _mutation, ...fields } = said;
        return answer(id, fields);
      },
    },
  });
  return Object.assign(made, { memory });
}

beforeEach(() => {
  vi.useFakeTimers();
  undone.length = staged.length = conflicts = told.length = 0;
  refuse = null;
  up = true;
  unheard = false;
  browser = fakeBrowser();
  commands = page();
  return () => vi.useRealTimers();
});

describe("ED1: the last change taken back", () => {
  it("is one's newest, then the one before it, and what took back is not taken back itself", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    const second = await commands.assign(uuidOf(2), { owner: "sara" });
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
    const sent = commands.assign(uuidOf(2), { owner: "sara" });
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

describe("ED1: the last change taken back once the page was loaded anew", () => {
  const KEY = "leadoxe.did";

  it("is one's newest, then the one before it, by the name that its lead has by then; and no name is remembered", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    const second = await commands.assign(uuidOf(2), { owner: "sara" });
    expect(JSON.parse(browser.recallHere(KEY) ?? "")).toEqual({
      person: "me",
      places: {
        w: [
          { at: clock.now(), mutation: first.mutation, lead: uuidOf(1) },
          { at: clock.now(), mutation: second.mutation, lead: uuidOf(2) },
        ],
      },
    });
    const next = page();
    leads.restart({ position: at(1), rows: [row(1), row(2, { name: "Huda" })], next: null });
    expect(await next.undoLast()).toMatchObject({ ok: true, of: second.mutation, called: { name: "Huda" } });
    // Taken back, it is remembered no more.
    expect(await page().undoLast()).toMatchObject({ ok: true, of: first.mutation });
    expect(await page().undoLast()).toBeNull();
    expect(undone).toEqual([second.mutation, first.mutation]);
  });

  it("is also one whose answer that page did not hear any more, and never the one before it in its place", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    unheard = true;
    void commands.run(uuidOf(2), null, { kind: "owner", method: "PUT", path: `leads/${uuidOf(2)}/owner`, body: { mutation: "sent" } });
    await vi.advanceTimersByTimeAsync(0);
    unheard = false;
    const next = page();
    for (const of of ["sent", first.mutation]) expect(await next.undoLast()).toMatchObject({ ok: true, of });
    expect(await next.undoLast()).toBeNull();
  });

  it("is none that was refused", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    conflicts = 1;
    expect(await commands.setStage(uuidOf(2), "contacted")).toMatchObject({ ok: false });
    expect(await page().undoLast()).toMatchObject({ ok: true, of: first.mutation });
  });

  it("goes with what is done after it", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    const next = page();
    const second = await next.setStage(uuidOf(2), "contacted");
    for (const of of [second.mutation, first.mutation]) expect(await next.undoLast()).toMatchObject({ ok: true, of });
  });

  it("goes ten minutes back and no further, and the tab forgets it by itself", async () => {
    await commands.setStage(uuidOf(1), "contacted");
    await vi.advanceTimersByTimeAsync(10 * MINUTE + 1);
    expect(browser.recallHere(KEY)).not.toContain(uuidOf(1));
    expect(await page().undoLast()).toBeNull();
    expect(undone).toEqual([]);
  });

  it("refused because somebody changed it since, says of which lead, and is not asked again", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    refuse = first.mutation;
    const next = page();
    expect(await next.undoLast()).toMatchObject({ ok: false, code: "conflict" });
    expect(told).toMatchObject([{ kind: "refused", code: "conflict", lead: { name: "lead 1" } }]);
    expect([await next.undoLast(), await page().undoLast()]).toEqual([null, null]);
  });

  it("is taken back by one of two tabs: one that was made from the other is refused as politely", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    const copy = fakeBrowser();
    copy.rememberHere(KEY, browser.recallHere(KEY));
    const other = page(copy);
    expect(await commands.undoLast()).toMatchObject({ ok: true, of: first.mutation });
    expect(await other.undoLast()).toMatchObject({ ok: false, code: "conflict" });
    expect(told).toMatchObject([{ kind: "refused", lead: { name: "lead 1" } }]);
    expect(await page(fakeBrowser()).undoLast()).toBeNull();
  });

  it("BK1: is an act on many leads as a whole, but for what somebody changed since", async () => {
    const acted = runTogether({ commands, leads }, [uuidOf(1), uuidOf(2)], ({ id }) => commands.assign(id, { owner: "sara" }, "together"));
    commands.did({ mutation: "many", called: "2 leads", undo: () => Promise.resolve(true), together: acted.each });
    await acted.became;
    const mutations = await Promise.all(acted.each.map(async ({ outcome }) => (await outcome).mutation));
    refuse = mutations[1] ?? "";
    await vi.advanceTimersByTimeAsync(0);
    const next = page();
    expect(await next.undoLast()).toMatchObject({
      ok: false,
      mutation: "many",
      before: { changed: 1, refused: new Map([["conflict", [uuidOf(2)]]]) },
    });
    expect([...undone].sort()).toEqual([...mutations].sort());
    expect([await next.undoLast(), told]).toEqual([null, []]);
  });

  it("BK1, OF1: without a connection waits for each of those leads, as a change of that lead", async () => {
    const acted = runTogether({ commands, leads }, [uuidOf(1), uuidOf(2)], ({ id }) => commands.assign(id, { owner: "sara" }, "together"));
    commands.did({ mutation: "many", called: "2 leads", undo: () => Promise.resolve(true), together: acted.each });
    await acted.became;
    await vi.advanceTimersByTimeAsync(0);
    const next = page();
    up = false;
    browser.say("offline");
    expect(await next.undoLast()).toMatchObject({ mutation: "many", before: { changed: 2, waits: 2 } });
    expect(next.waiting().map(({ lead, called }) => [lead, called?.name])).toEqual([
      [uuidOf(1), "lead 1"],
      [uuidOf(2), "lead 2"],
    ]);
    next.queue.close();
  });

  it("that is no lead's stays, which is said once, and never is the one before it taken back in its place", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    for (const mutation of ["m", "n"]) commands.did({ mutation, called: "Marina", undo: () => Promise.resolve(true) });
    expect(browser.recallHere(KEY)).not.toContain("Marina");
    const next = page();
    expect(await next.undoLast()).toEqual({ ok: false, mutation: "n", before: null });
    expect(undone).toEqual([]);
    expect(await next.undoLast()).toMatchObject({ ok: true, of: first.mutation });
  });

  it("is nothing that was taken back where it was said, unless nobody heard of that", async () => {
    commands.did({ mutation: "m", called: "Marina", undo: () => Promise.resolve(true) });
    commands.settle("m");
    expect(await page().undoLast()).toBeNull();
    commands.unsettle("m");
    expect(await page().undoLast()).toMatchObject({ mutation: "m" });
  });

  it("EV4: is nobody's after the end of the session, not even what was on its way then", async () => {
    await commands.setStage(uuidOf(1), "contacted");
    const late = commands.setStage(uuidOf(2), "contacted");
    forgetDone(browser);
    await late;
    expect(browser.recallHere(KEY)).toBeNull();
    expect(await page().undoLast()).toBeNull();
  });

  it("EV4: is another person's never, and not of a workspace that was lost", async () => {
    await commands.setStage(uuidOf(1), "contacted");
    const other = page(browser, "me", "other");
    const mine = await other.setStage(uuidOf(2), "contacted");
    keepDoneOf(browser, "me", ["other"], clock.now());
    expect(await page().undoLast()).toBeNull();
    expect(await page(browser, "me", "other").undoLast()).toMatchObject({ of: mine.mutation });
    await page(browser, "me", "other").setStage(uuidOf(2), "contacted");
    page(browser, "me", "other").memory.forget();
    expect(await page(browser, "me", "other").undoLast()).toBeNull();
    await page().setStage(uuidOf(1), "contacted");
    keepDoneOf(browser, "sara", ["w"], clock.now());
    expect(browser.recallHere(KEY)).toBeNull();
    await page().setStage(uuidOf(1), "contacted");
    expect(await page(browser, "sara").undoLast()).toBeNull();
  });

  it("where the tab keeps nothing, is what it was until then", async () => {
    const refusing = { ...fakeBrowser(), recallHere: () => null, rememberHere: () => undefined };
    const one = page(refusing);
    const first = await one.setStage(uuidOf(1), "contacted");
    expect(await one.undoLast()).toMatchObject({ ok: true, of: first.mutation });
    expect(await page(refusing).undoLast()).toBeNull();
  });

  it("reads nothing that is not as it was written", async () => {
    for (const text of ["", "{", '{"person":"me","places":{"w":[{"at":"now"}]}}']) {
      browser.rememberHere(KEY, text);
      expect(await page().undoLast()).toBeNull();
    }
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
