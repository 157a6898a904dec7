import { fc, test as property } from "@fast-check/vitest";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Shelf } from "./kept-device.ts";
import { Server } from "./queue-server.ts";
import { open } from "./queue-tab.ts";
import { pass, uuidOf } from "./support.ts";

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

const [FIRST, SECOND] = [uuidOf(1), uuidOf(2)];

describe("ED1, OF1: changes without a connection", () => {
  it("wait on screen, and go out once and in the order of their making when it is back", async () => {
    const server = new Server(2);
    const tab = await open(server, new Shelf());
    server.up = false;
    const stage = tab.commands.setStage(FIRST, "contacted");
    await pass(2_000);
    const [made, other] = [tab.note(SECOND, "later"), tab.note(FIRST, "last")];
    await pass();
    expect(await stage).toMatchObject({ ok: false, code: "offline", waits: expect.any(Promise) });
    expect(tab.commands.waiting().map(({ command }) => command.kind)).toEqual(["stage", "note", "note"]);
    expect([tab.commands.waits(FIRST), tab.leads.row(FIRST)?.stage, server.did]).toEqual([true, "contacted", []]);
    server.up = true;
    tab.commands.queue.resume();
    await pass();
    const [first] = server.did;
    expect(server.did.map(({ mutation }) => mutation)).toEqual([first?.mutation, made, other]);
    expect([tab.commands.waiting(), tab.told]).toEqual([[], []]);
    expect(tab.leads.row(FIRST)).toMatchObject({ stage: "contacted", version: 3 });
    const outcome = await stage;
    expect(await (outcome.ok ? null : outcome.waits)).toMatchObject({ ok: true, inSight: true });
  });

  it("is tried again by itself, at longer and longer intervals", async () => {
    const server = new Server(1);
    const tab = await open(server, null);
    server.up = false;
    tab.browser.say("offline");
    tab.note(FIRST, "one");
    await pass(60_000);
    server.up = true;
    await pass(60_000);
    expect(server.did).toHaveLength(1);
    expect(tab.commands.waiting()).toEqual([]);
  });

  it("is sent after a killed tab by the next one, with the versions that one's own changes made", async () => {
    const server = new Server(1);
    const shelf = new Shelf();
    const tab = await open(server, shelf);
    server.up = false;
    tab.browser.say("offline");
    void tab.commands.setStage(FIRST, "contacted");
    void tab.commands.setStage(FIRST, "qualified");
    await pass();
    const rows = [...server.rows.values()];
    tab.kill();
    const next = await open(server, shelf, rows);
    expect(next.leads.row(FIRST)?.stage).toBe("qualified");
    expect(next.commands.waiting()).toHaveLength(2);
    // The answer to the first one is lost, and the tab killed again.
    server.up = true;
    server.loses = 1;
    next.commands.queue.resume();
    await pass();
    next.kill();
    const last = await open(server, shelf, rows);
    await pass(60_000);
    expect(server.rows.get(FIRST)).toMatchObject({ stage: "qualified", version: 3 });
    expect([last.commands.waiting(), last.commands.returned(), shelf.waiting.size]).toEqual([[], [], 0]);
  });

  it("that nothing answers is kept too while it is on its way, and sent after a killed tab by the next one", async () => {
    const server = new Server(1);
    const shelf = new Shelf();
    const tab = await open(server, shelf);
    server.hangs = true;
    void tab.commands.setStage(FIRST, "contacted");
    void tab.commands.setStage(FIRST, "qualified");
    await pass();
    expect(tab.commands.waiting()).toEqual([]);
    await pass(2_000);
    // Nothing says that there is no connection, and still they wait for one: they are shown as what they are.
    expect(tab.commands.waiting().map(({ command }) => command.kind)).toEqual(["stage", "stage"]);
    expect([tab.commands.waits(FIRST), shelf.waiting.size]).toEqual([true, 2]);
    tab.note(FIRST, "said while nothing came back");
    await pass();
    expect([tab.commands.waiting().length, shelf.waiting.size]).toEqual([3, 3]);
    const rows = [...server.rows.values()];
    tab.kill();
    server.hangs = false;
    const next = await open(server, shelf, rows);
    await pass();
    expect(server.rows.get(FIRST)).toMatchObject({ stage: "qualified", version: 4 });
    expect([next.commands.waiting(), next.commands.returned(), shelf.waiting.size]).toEqual([[], [], 0]);
  });

  it("comes back with its text where the lead left one's sight meanwhile, said once and kept until it is dealt with", async () => {
    const server = new Server(2);
    const shelf = new Shelf();
    const tab = await open(server, shelf);
    server.up = false;
    const mutation = tab.note(FIRST, "she wants the corner flat");
    await pass(2_000);
    server.up = true;
    server.away.add(FIRST);
    tab.commands.queue.resume();
    await pass();
    expect(tab.told).toEqual([]);
    expect(tab.commands.returned()).toMatchObject([
      { lead: FIRST, code: "not_found", command: { body: { text: "she wants the corner flat" } } },
    ]);
    tab.kill();
    const next = await open(server, shelf);
    expect(next.commands.returned()).toHaveLength(1);
    next.commands.deal(mutation);
    await pass();
    expect([next.commands.returned(), shelf.returned.size, server.did]).toEqual([[], 0, []]);
  });

  it("that was under way when the lead went comes back with its text too, whatever it was written into", async () => {
    const server = new Server(2);
    const shelf = new Shelf();
    const tab = await open(server, shelf);
    server.away.add(FIRST);
    const said = await tab.commands.attempt(FIRST, "phone", "reached", { text: "wants the corner flat" });
    expect(said).toMatchObject({ ok: false, code: "not_found", back: true });
    expect(tab.commands.returned()).toMatchObject([{ lead: FIRST, command: { kind: "attempt", body: { text: "wants the corner flat" } } }]);
    expect(tab.told).toEqual([]);
    await pass();
    expect(shelf.returned.size).toBe(1);
    // Without a word of one's own there is nothing to give back: it is only told.
    await tab.commands.attempt(FIRST, "phone", "reached");
    expect([tab.commands.returned().length, tab.told.length]).toEqual([1, 1]);
    // A note is the draft again where the lead is still here.
    tab.note(FIRST, "its draft");
    await pass();
    expect(tab.commands.returned()).toHaveLength(1);
  });

  it("that somebody was first with is made again, if one wishes, upon the lead as it is now", async () => {
    const server = new Server(1);
    const tab = await open(server, new Shelf());
    server.up = false;
    void tab.commands.setStage(FIRST, "contacted");
    await pass(2_000);
    server.change(FIRST, { stage: "qualified" });
    server.up = true;
    tab.commands.queue.resume();
    await pass();
    const [back] = tab.commands.returned();
    expect(back).toMatchObject({ code: "conflict", by: "sara" });
    expect(tab.leads.row(FIRST)?.stage).toBe("qualified");
    expect(await tab.commands.again(back?.command.body.mutation ?? "")).toMatchObject({ ok: true });
    expect([server.rows.get(FIRST)?.stage, tab.commands.returned()]).toEqual(["contacted", []]);
  });

  it("is taken back before it was sent by not sending it; what may have happened is taken back at the server", async () => {
    const server = new Server(1);
    const tab = await open(server, new Shelf());
    server.loses = 2;
    const heard = tab.note(FIRST, "heard");
    await pass(1_000);
    const unheard = tab.note(FIRST, "unheard");
    await pass();
    server.up = false;
    expect(await tab.commands.undoLast()).toMatchObject({ ok: true, mutation: unheard });
    expect(await tab.commands.undo(heard)).toMatchObject({ ok: true });
    server.up = true;
    await pass(60_000);
    expect(server.did.map(({ mutation }) => mutation === heard || mutation === unheard)).toEqual([true, false]);
    expect([tab.commands.waiting(), tab.commands.returned(), tab.told]).toEqual([[], [], []]);
  });

  it("is seen by one's other tab, sent by one of them, and done for both", async () => {
    const server = new Server(2);
    const shelf = new Shelf();
    const [one, two] = [await open(server, shelf), await open(server, shelf)];
    server.up = false;
    for (const tab of [one, two]) tab.browser.say("offline");
    const made = [one.note(FIRST, "a"), two.note(FIRST, "b"), one.note(SECOND, "c")];
    await pass();
    expect([one, two].map((tab) => tab.commands.waiting().length)).toEqual([3, 3]);
    server.up = true;
    one.commands.queue.resume();
    two.commands.queue.resume();
    await pass(60_000);
    expect(server.did.map(({ mutation }) => mutation)).toEqual(made);
    expect(server.asked).toEqual(made);
    expect([one, two].map((tab) => tab.commands.waiting().length)).toEqual([0, 0]);
  });
  it("that is slow in one tab is no sign of a lost connection to the other: it is sent once, and what the other does goes out at once", async () => {
    const server = new Server(2);
    const shelf = new Shelf();
    const [one, two] = [await open(server, shelf), await open(server, shelf)];
    server.slowMs = 5_000;
    const slow = one.note(FIRST, "slow");
    await pass(2_000);
    expect([one, two].map((tab) => tab.commands.waits(FIRST))).toEqual([true, false]);
    server.slowMs = 0;
    const other = two.note(SECOND, "at once");
    const after = two.note(FIRST, "after the slow one");
    await pass();
    expect(server.did.map(({ mutation }) => mutation)).toEqual([other]);
    expect(two.commands.waiting().map(({ command }) => command.body.mutation)).toEqual([after]);
    await pass(60_000);
    expect(server.asked).toEqual([other, slow, after]);
    expect(server.did.map(({ mutation }) => mutation)).toEqual([other, slow, after]);
    expect([one, two].map((tab) => tab.commands.waiting().length)).toEqual([0, 0]);
    expect([shelf.waiting.size, shelf.returned.size]).toEqual([0, 0]);
  });

  it("that was slow before there was a place to keep it in is left to its tab too", async () => {
    const server = new Server(1);
    const shelf = new Shelf();
    const [one, two] = [await open(server, null), await open(server, shelf)];
    server.slowMs = 8_000;
    const slow = one.note(FIRST, "slow");
    await pass(2_000);
    await one.commands.queue.keepIn(shelf.tab());
    await pass(4_000);
    expect([shelf.waiting.size, two.commands.waiting()]).toEqual([1, []]);
    await pass(10_000);
    expect([server.asked, shelf.waiting.size]).toEqual([[slow], 0]);
  });

  it("that was on its way in a tab that is killed is sent by the other one, which had left it alone", async () => {
    const server = new Server(2);
    const shelf = new Shelf();
    const [one, two] = [await open(server, shelf), await open(server, shelf)];
    server.hangs = true;
    const left = one.note(FIRST, "left behind");
    await pass(10_000);
    expect([two.commands.waiting(), server.asked]).toEqual([[], []]);
    server.hangs = false;
    one.kill();
    await pass(10_000);
    expect(server.asked).toEqual([left]);
    expect([two.commands.waiting(), shelf.waiting.size]).toEqual([[], 0]);
  });
});

const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom("note" as const, "stage" as const), lead: fc.nat(2), tab: fc.nat(1) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("down" as const, "up" as const, "lose" as const, "wait" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("kill" as const), tab: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("away" as const), lead: fc.nat(2) }) },
);

describe("ED1, OF1: whatever the connection, the tabs and the server do", () => {
  property.prop([fc.array(act, { maxLength: 30 })], { numRuns: 150 })(
    "each change happens once, those of a lead in their order, and none is lost",
    async (acts) => {
      const server = new Server(3);
      const shelf = new Shelf();
      const first = [...server.rows.values()];
      const tabs = [await open(server, shelf, first), await open(server, shelf, first)];
      const made: { readonly mutation: string; readonly lead: string }[] = [];
      const refused = new Set<string>();
      for (const one of acts) {
        const tab = "tab" in one ? tabs[one.tab] : undefined;
        const lead = "lead" in one ? uuidOf(one.lead + 1) : "";
        if (one.do === "note" && tab !== undefined) made.push({ mutation: tab.note(lead, "x"), lead });
        // Each tab sees the server's lead as it was at the start: compare-and-set may be refused, and then comes back.
        if (one.do === "stage" && tab !== undefined) void tab.commands.setStage(lead, "contacted");
        if (one.do === "up") for (const each of tabs) each.commands.queue.resume();
        if (one.do === "up" || one.do === "down") server.up = one.do === "up";
        if (one.do === "lose") server.loses += 1;
        if (one.do === "away") server.away.add(lead);
        if (one.do === "wait") await pass(1_500);
        if (one.do === "kill" && tab !== undefined) {
          // What is on its way at that moment is nobody's to keep yet: it is waited for.
          await pass(1_500);
          for (const notice of tab.told) if (notice.kind === "refused") refused.add(notice.mutation);
          tab.kill();
          tabs[one.tab] = await open(server, shelf, first);
        }
        await pass();
      }
      server.up = true;
      server.loses = 0;
      await pass(300_000);
      for (const tab of tabs) expect(tab.commands.waiting()).toEqual([]);
      expect(shelf.waiting.size).toBe(0);
      const did = server.did.map(({ mutation }) => mutation);
      expect(new Set(did).size).toBe(did.length);
      const back = new Set([...shelf.returned.keys()]);
      for (const { told } of tabs) for (const notice of told) if (notice.kind === "refused") refused.add(notice.mutation);
      for (const { mutation } of made) {
        if (server.away.size === 0) expect(did).toContain(mutation);
        else expect(did.includes(mutation) || back.has(mutation) || refused.has(mutation)).toBe(true);
      }
      for (const n of [1, 2, 3]) {
        const notes = made.filter(({ lead }) => lead === uuidOf(n)).map(({ mutation }) => mutation);
        const sent = did.filter((mutation) => notes.includes(mutation));
        if (acts.every((one) => !("tab" in one) || one.tab === 0))
          expect(sent).toEqual(notes.filter((mutation) => sent.includes(mutation)));
      }
      for (const tab of tabs) tab.kill();
    },
  );
});
