import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DeliveriesPage, DeliveryRow, RetryProgress } from "../../domain/console.ts";
import type { Health } from "../../domain/health.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import { barsOf, joinMinutes, placesOf, readFrom } from "../../web/store/console/figures.ts";
import { createLog, type Filters, matches } from "../../web/store/console/log.ts";
import { createResource } from "../../web/store/console/resource.ts";
import { createRetries } from "../../web/store/console/retries.ts";
import { clock, held, pass } from "./support.ts";

const T0 = 1_700_000_000_000;
const idOf = (n: number) => n.toString(16).padStart(64, "0");
const states = { waiting: 0, done: 0, parked: 0, unread: 0 };

function delivery(n: number, over: Partial<DeliveryRow> = {}): DeliveryRow {
  return {
    id: idOf(n),
    receivedAt: T0 + n,
    verdict: "accepted",
    bytes: 290,
    leads: 1,
    ignored: 0,
    bad: 0,
    repeats: 0,
    colo: "DXB",
    country: "AE",
    ip: null,
    browser: null,
    pages: [{ id: "1", name: "A", workspace: { id: "w", name: "W" } }],
    states: { ...states, waiting: 1 },
    ...over,
  };
}

const cursor = (row: DeliveryRow) => `${row.receivedAt}.${row.id}`;

/** A log over a server that holds these rows; pages of three. */
function logOf(rows: () => readonly DeliveryRow[]) {
  const failed: string[] = [];
  const asked: string[] = [];
  const api = {
    deliveries: async (query: Filters & { after?: string | undefined }): Promise<DeliveriesPage> => {
      asked.push(query.after ?? "newest");
      const all = rows()
        .filter((row) => matches(row, query))
        .sort((a, b) => b.receivedAt - a.receivedAt);
      const from = query.after === undefined ? 0 : all.findIndex((row) => cursor(row) === query.after) + 1;
      const page = all.slice(from, from + 3);
      const last = page.at(-1);
      return { rows: page, next: last !== undefined && from + 3 < all.length ? cursor(last) : null };
    },
  };
  const log = createLog(api, (failure) => failed.push(failure.code));
  return { log, asked, failed, numbers: () => log.ids().map((id) => Number.parseInt(id, 16)) };
}

beforeEach(() => {
  vi.useFakeTimers({ now: T0 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the log", () => {
  it("goes back page by page, and takes what is sent live into its place", async () => {
    const server = Array.from({ length: 7 }, (_, n) => delivery(n + 1));
    const { log, numbers } = logOf(() => server);
    log.show({});
    await pass();
    expect(numbers()).toEqual([7, 6, 5]);
    log.take([delivery(9), delivery(8), delivery(6, { states: { ...states, done: 1 } })]);
    expect(numbers()).toEqual([9, 8, 7, 6, 5]);
    expect([log.fresh(idOf(9)), log.fresh(idOf(6)), log.row(idOf(6))?.states.done]).toEqual([true, false, 1]);
    await log.more();
    await log.more();
    await log.more();
    expect(numbers()).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(log.lookedTo()).toBeNull();
  });

  it("does not undo what was sent live while an older answer was on its way", async () => {
    const slow = held<DeliveriesPage>();
    const log = createLog({ deliveries: () => slow.promise }, () => undefined);
    log.show({});
    log.take([delivery(1, { states: { ...states, done: 1 } })]);
    slow.give({ rows: [delivery(1)], next: null });
    await pass();
    expect(log.row(idOf(1))?.states).toEqual({ ...states, done: 1 });
  });

  it("away for longer than a page, it begins anew instead of hiding a hole", async () => {
    let server = [delivery(1), delivery(2)];
    const { log, numbers } = logOf(() => server);
    log.show({});
    await pass();
    server = Array.from({ length: 9 }, (_, n) => delivery(n + 1));
    await log.refresh();
    expect(numbers()).toEqual([9, 8, 7]);
    await log.more();
    expect(numbers()).toEqual([9, 8, 7, 6, 5, 4]);
  });

  it("keeps to its filters, live too: what no longer fits goes", async () => {
    const { log, numbers } = logOf(() => [delivery(1), delivery(2, { states: { ...states, parked: 1 } })]);
    log.show({ state: "parked" });
    await pass();
    log.take([delivery(3), delivery(4, { states: { ...states, parked: 2 } })]);
    expect(numbers()).toEqual([4, 2]);
    log.take([delivery(2, { states: { ...states, done: 1 } })]);
    expect(numbers()).toEqual([4]);
  });

  it.each<[Filters, boolean]>([
    [{}, true],
    [{ verdict: "unreadable" }, false],
    [{ page: "1", workspace: "w", place: "AE", state: "waiting" }, true],
    [{ place: "DXB" }, true],
    [{ place: "FRA" }, false],
    [{ workspace: "other" }, false],
    [{ since: T0 + 2 }, false],
  ])("filter %j", (filters, fits) => {
    expect(matches(delivery(1), filters)).toBe(fits);
  });

  it("says why a page could not be read, and has it the next time", async () => {
    let fails = true;
    const api = { deliveries: async () => (fails ? Promise.reject(new ApiFailure("unavailable")) : { rows: [delivery(1)], next: null }) };
    const seen: string[] = [];
    const log = createLog(api, (failure) => seen.push(failure.code));
    log.show({});
    await pass();
    expect([log.failure()?.code, log.ready(), seen]).toEqual(["unavailable", false, ["unavailable"]]);
    fails = false;
    await log.refresh();
    expect([log.failure(), log.ready()]).toEqual([null, true]);
  });
});

describe("a retry", () => {
  const told = (over: Partial<RetryProgress>): RetryProgress => ({
    asked: 3,
    pending: 0,
    later: 0,
    done: 0,
    parked: 0,
    unread: 0,
    ...over,
  });

  it("is followed until each change was looked at, and says what came of it", async () => {
    const looks = [told({ pending: 2, done: 1 }), told({ done: 2, parked: 1 })];
    const asked: string[] = [];
    const api = {
      retry: async () => ({ asked: 1, left: 0 }),
      retryParked: async (_wish: object, mutation: string) => {
        asked.push(mutation);
        return { asked: 3, left: 4 };
      },
      progress: async () => looks.shift() ?? told({}),
    };
    let moved = 0;
    const retries = createRetries({ api, clock }, () => moved++);
    const running = retries.many("k", { page: "1" });
    const again = retries.many("k", { page: "1" });
    await pass(10);
    expect(retries.of("k")).toMatchObject({ state: "running", left: 4, progress: { asked: 3, pending: 3 } });
    await pass(700);
    expect(retries.of("k")?.progress).toMatchObject({ pending: 2, done: 1 });
    await pass(700);
    await Promise.all([running, again]);
    expect(retries.of("k")).toMatchObject({ state: "over", progress: { done: 2, parked: 1 } });
    expect([asked.length, moved]).toEqual([1, 2]);
  });

  it("that was refused says so, and can be asked again", async () => {
    const api = {
      retry: async () => Promise.reject(new ApiFailure("conflict")),
      retryParked: async () => ({ asked: 0, left: 0 }),
      progress: async () => told({}),
    };
    const retries = createRetries({ api, clock }, () => undefined);
    await retries.one("k", "9");
    expect(retries.of("k")).toMatchObject({ state: "failed", failure: { code: "conflict" } });
    await retries.many("k", { reason: "refused" });
    expect(retries.of("k")).toMatchObject({ state: "over", progress: { asked: 0 } });
  });
});

describe("what is read again and again", () => {
  it("keeps what was read when the next reading fails, and reads once more when asked meanwhile", async () => {
    let n = 0;
    const answers = [held<number>(), held<number>()];
    const seen: string[] = [];
    const resource = createResource<number>(
      () => answers[n++]?.promise ?? Promise.reject(new ApiFailure("offline")),
      (why) => seen.push(why.code),
    );
    const first = resource.read();
    const [second, third] = [resource.read(), resource.read()];
    expect(n).toBe(1);
    answers[0]?.give(1);
    await first;
    expect(resource.value()).toBe(1);
    answers[1]?.give(2);
    await Promise.all([second, third]);
    expect([resource.value(), n]).toEqual([2, 2]);
    await resource.read();
    expect([resource.value(), resource.failure()?.code, seen]).toEqual([2, "offline", ["offline"]]);
  });
});

describe("the hour's figures", () => {
  const MINUTE = 60_000;
  const AT = 28_400_000 * MINUTE;
  const none = { count: 0, oldest: null };
  const health = (over: Partial<Health>): Health => ({
    at: AT + 30_000,
    since: AT - 59 * MINUTE,
    minutes: [],
    lastDelivery: null,
    queue: { due: none, later: 0 },
    parked: none,
    news: none,
    crons: [],
    jobs: { failed: 0, running: 0 },
    databases: [],
    ...over,
  });
  const minute = (at: number, deliveries: number, colo: string | null = "DXB") => ({
    at,
    colo,
    country: "AE",
    deliveries,
    leads: deliveries * 2,
  });

  it("only the newest minutes are read again; those older than an hour go", () => {
    const before = health({ minutes: [minute(AT - 59 * MINUTE, 1), minute(AT - MINUTE, 2), minute(AT, 3)] });
    expect([readFrom(undefined), readFrom(before)]).toEqual([undefined, AT - MINUTE]);
    const joined = joinMinutes(before, health({ at: AT + 90_000, since: AT - MINUTE, minutes: [minute(AT - MINUTE, 2), minute(AT, 5)] }));
    expect(joined.minutes.map(({ at, deliveries }) => [(at - AT) / MINUTE, deliveries])).toEqual([
      [-1, 2],
      [0, 5],
    ]);
  });

  it("a bar for each minute, also where nothing came, and places by how much came in", () => {
    const read = health({ minutes: [minute(AT, 3), minute(AT, 1, "FRA"), minute(AT - 2 * MINUTE, 4, "FRA")] });
    const bars = barsOf(read);
    expect([bars.length, bars.at(-1), bars.at(-2)?.deliveries, bars.at(-3)?.deliveries]).toEqual([
      60,
      { at: AT, deliveries: 4, leads: 8 },
      0,
      4,
    ]);
    expect(placesOf(read).map(({ colo, deliveries }) => [colo, deliveries])).toEqual([
      ["FRA", 5],
      ["DXB", 3],
    ]);
  });
});
