import { createRoot, createSignal } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FollowUp } from "../../domain/followup.ts";
import type { LeadRow } from "../../domain/lead.ts";
import { type MyDay, WAITING_LEADS } from "../../domain/myday.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import { createDay, type Day } from "../../web/store/floor/day.ts";
import { createLeads, type Leads } from "../../web/store/leads.ts";
import { at, boot, changes, clock, pass, row, upsert, uuidOf } from "./support.ts";

/** Thursday, 13:00 in Dubai. */
const NOW = Date.parse("2026-11-26T13:00:00+04:00");
const HOUR = 3_600_000;

const called = (n: number, over: Partial<LeadRow> = {}) => row(n, { owner: "me", firstAttemptAt: NOW - 10 * HOUR, ...over });
const waits = (n: number, minutes: number, over: Partial<LeadRow> = {}) => {
  const submittedAt = NOW - minutes * 60_000;
  return row(n, { owner: "me", submittedAt, amberAt: submittedAt + 300_000, redAt: submittedAt + 600_000, ...over });
};
const due = (n: number, lead: number, dueAt: number, over: Partial<FollowUp> = {}): FollowUp => ({
  id: uuidOf(n),
  lead: uuidOf(lead),
  person: "me",
  way: "call",
  note: null,
  dueAt,
  remind: null,
  repeats: null,
  state: "open",
  doneAt: null,
  createdBy: "me",
  createdAt: 0,
  version: 1,
  ...over,
});

let leads: Leads;
let day: Day;
let asked: number;
let answer: Omit<MyDay, "position"> & { seq: number };
let refuses: ApiFailure | null;
/** What the store of follow-ups says until a list has told it. */
let ahead: FollowUp[];
let told: (number | undefined)[][];
let status: (value: "live" | "offline") => void;
let end: () => void;

const frame = (...args: Parameters<typeof changes>) => leads.apply({ kind: "frame", frame: changes(...args) });
const names = () => day.items().map(({ lead, why }) => `${leads.row(lead)?.name ?? "?"} ${why.code}`);

function open(): void {
  createRoot((dispose) => {
    end = dispose;
    const [live, setLive] = createSignal<"live" | "offline">("live");
    status = (value) => void setLive(value);
    const [now, setNow] = createSignal(NOW);
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    const [shown, setShown] = createSignal<FollowUp[]>([]);
    const followUps = {
      shown: (list: readonly FollowUp[]) => [...list.filter(({ id }) => !shown().some((one) => one.id === id)), ...shown()],
      told: (versionOf: (lead: string) => number | undefined) => void told.push([1, 2, 3].map((n) => versionOf(uuidOf(n)))),
    };
    ahead = [];
    day = createDay({
      floor: {
        clock,
        api: {
          myDay: async () => {
            asked += 1;
            if (refuses !== null) throw refuses;
            return { position: at(answer.seq), ...answer };
          },
        },
      },
      followUps: {
        ...followUps,
        shown: (list, takes) => {
          setShown(ahead.filter(takes));
          return followUps.shown(list);
        },
      },
      workspace: {
        leads: leads as never,
        directory: { me: () => boot().me, workspace: () => boot().workspace } as never,
        live: { status: live } as never,
        state: () => "ready",
        reload: async () => undefined,
      },
      now,
    });
    return () => clearInterval(timer);
  });
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  asked = 0;
  told = [];
  refuses = null;
  leads = createLeads({ clock, me: () => "me", notify: () => undefined });
  leads.restart({ position: at(10), rows: [row(900)], next: "1.1" });
  answer = {
    seq: 10,
    rows: [called(1, { name: "Layla" }), called(2, { name: "Omar" }), waits(3, 12, { name: "Nora" })],
    followUps: [due(101, 1, NOW - HOUR), due(102, 2, NOW + 2 * HOUR)],
    inherited: [],
    unticked: {},
    done: [],
    more: false,
  };
});
afterEach(() => {
  end();
  vi.useRealTimers();
});

describe("one person's day", () => {
  it("FU1: plans what was read, the next best first, and counts what is for today", async () => {
    open();
    expect([day.ready(), day.items(), day.count()]).toEqual([false, [], 0]);
    await pass();
    expect(names()).toEqual(["Nora waiting_red", "Layla overdue", "Omar due"]);
    expect([day.ready(), day.count(), asked]).toEqual([true, 3, 1]);
  });

  it("says what their person left unticked on a form, as it was read last", async () => {
    open();
    await pass();
    expect(day.unticked(uuidOf(1))).toEqual([]);
    answer = { ...answer, unticked: { [uuidOf(1)]: ["phone", "whatsapp"] } };
    await day.refresh();
    expect([day.unticked(uuidOf(1)), day.unticked(uuidOf(2))]).toEqual([["phone", "whatsapp"], []]);
  });

  it("holds the rows it read, so that they are followed: a lead that leaves one's sight leaves the day at once (EV3)", async () => {
    open();
    await pass();
    day.watch();
    frame(10, 11, { removals: [{ id: uuidOf(1), why: "moved", to: "sara", by: "boss" }] });
    expect(names()).toEqual(["Nora waiting_red", "Omar due"]);
  });

  it("is read again when a lead of theirs sends a form again, whoever held it before", async () => {
    open();
    await pass();
    day.watch();
    const back = called(900, { name: "Zaid", version: 2, againAt: NOW - 60_000 });
    answer = { ...answer, seq: 11, rows: [...answer.rows, back] };
    frame(10, 11, { upserts: [{ row: back, by: null, again: true }] });
    await pass(400);
    expect([names()[1], asked]).toEqual(["Zaid again", 2]);
  });

  it("is planned once a second while nobody looks at it, and at once when somebody does", async () => {
    open();
    await pass();
    frame(10, 11, { removals: [{ id: uuidOf(1), why: "moved", to: "sara", by: "boss" }] });
    expect(day.count()).toBe(3);
    await pass(1_000);
    expect(day.count()).toBe(2);
    frame(11, 12, { removals: [{ id: uuidOf(2), why: "moved", to: "sara", by: "boss" }] });
    expect(day.count()).toBe(2);
    const leave = day.watch();
    expect(names()).toEqual(["Nora waiting_red"]);
    leave();
  });

  it("shows who came in just now before the server is asked, and asks once for many changes", async () => {
    open();
    await pass();
    const stop = day.watch();
    frame(10, 11, { upserts: [upsert(waits(950, 0, { name: "Fresh" }), { created: true })] });
    expect(names()).toContain("Fresh waiting");
    frame(11, 12, { upserts: [upsert(called(2, { name: "Omar", version: 2 }))] });
    frame(12, 13, { upserts: [upsert(called(1, { name: "Layla", version: 2 }))] });
    expect(asked).toBe(1);
    await pass(300);
    expect(asked).toBe(2);
    stop();
  });

  it("plans no more of those who wait than the server reads, whoever waits longest, however many the lists hold", async () => {
    leads.restart({ position: at(10), rows: Array.from({ length: 250 }, (_, n) => waits(1_000 + n, 250 - n)), next: null });
    answer = { ...answer, rows: [], followUps: [] };
    open();
    await pass();
    const planned = day.items().map(({ lead }) => leads.row(lead)?.submittedAt ?? 0);
    expect(planned).toHaveLength(WAITING_LEADS);
    expect(Math.max(...planned)).toBeLessThan(NOW - 150 * 60_000);
  });

  it("asks seldom while nobody looks at it, and at once when they do", async () => {
    open();
    await pass();
    frame(10, 11, { upserts: [upsert(called(2, { version: 2 }))] });
    await pass(1_000);
    expect(asked).toBe(1);
    const stop = day.watch();
    await pass(300);
    expect(asked).toBe(2);
    stop();
  });

  it("asks nothing for what happens to leads that are not one's own", async () => {
    open();
    await pass();
    frame(10, 11, { upserts: [upsert(row(960, { owner: "sara" })), upsert(row(961))] });
    await pass(20_000);
    expect(asked).toBe(1);
  });

  it("moves things by the clock: what was due becomes overdue, who waits turns red", async () => {
    answer = { ...answer, rows: [called(2, { name: "Omar" }), waits(3, 4, { name: "Nora" })], followUps: [due(102, 2, NOW + 60_000)] };
    open();
    await pass();
    expect(names()).toEqual(["Nora waiting", "Omar due"]);
    await pass(6.5 * 60_000);
    expect(names()).toEqual(["Nora waiting_red", "Omar overdue"]);
    expect(asked).toBe(1);
  });

  it("ED1: shows a follow-up done as soon as it is, among what was done today", async () => {
    ahead = [];
    open();
    await pass();
    const [first] = answer.followUps;
    ahead = [{ ...(first as FollowUp), state: "done", doneAt: NOW, version: 2 }];
    // The store of follow-ups is a signal of its own; here its change comes with the row's.
    leads.apply({ kind: "answer", id: uuidOf(1), row: called(1, { name: "Layla", version: 2 }), position: at(11) });
    answer = { ...answer, seq: 12, followUps: answer.followUps.slice(1), done: [{ ...(first as FollowUp), state: "done", doneAt: NOW }] };
    const stop = day.watch();
    await pass(300);
    expect(names()).toEqual(["Nora waiting_red", "Omar due"]);
    expect(day.done().map(({ id }) => id)).toEqual([uuidOf(101)]);
    stop();
  });

  it("tells the store of follow-ups at which version of each lead they were read", async () => {
    open();
    await pass();
    expect(told).toEqual([[1, 1, 1]]);
  });

  it("keeps what it has when the server cannot be reached, and reads again when the connection is back", async () => {
    open();
    await pass();
    refuses = new ApiFailure("offline");
    status("offline");
    await day.refresh();
    expect([day.failure()?.code, day.items().length]).toEqual(["offline", 3]);
    await pass(60_000);
    expect(asked).toBe(2);
    refuses = null;
    status("live");
    await pass(300);
    expect([asked, day.failure()]).toEqual([3, null]);
  });

  it("begins a new day at the workspace's midnight: what was done is yesterday's, and it is read anew", async () => {
    answer = { ...answer, done: [due(201, 1, NOW, { state: "done", doneAt: NOW - HOUR })] };
    open();
    await pass();
    expect(day.done()).toHaveLength(1);
    answer = { ...answer, done: [] };
    await pass(11 * HOUR + 1_000);
    expect(asked).toBe(2);
    expect(day.done()).toEqual([]);
    expect(names()).toEqual(["Nora waiting_red", "Layla overdue", "Omar overdue"]);
  });
});
