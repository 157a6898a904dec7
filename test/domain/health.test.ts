import { describe, expect, it } from "vitest";
import { type Health, LAMPS, lampsOf, type LampState } from "../../domain/health.ts";
import { canOnPlatform, PLATFORM_CAPABILITIES, PLATFORM_ROLES } from "../../domain/platform.ts";

const AT = 1_700_000_000_000;
const MINUTE = 60_000;
const none = { count: 0, oldest: null };

function health(over: Partial<Health> = {}): Health {
  return {
    at: AT,
    since: AT - 60 * MINUTE,
    minutes: [],
    lastDelivery: null,
    queue: { due: none, later: 0 },
    parked: none,
    news: none,
    crons: [{ name: "sweep", every: MINUTE, scheduledAt: AT - 30_000, failed: false }],
    jobs: { failed: 0, running: 0 },
    databases: [
      { name: "platform", well: true },
      { name: "1", well: true },
    ],
    ...over,
  };
}

const unlike = (over: Partial<Health>) =>
  Object.fromEntries(lampsOf(health(over)).flatMap(({ key, state }) => (state === "well" ? [] : [[key, state]])));

describe("the console's lamps", () => {
  it("all are green where nothing is to be done, each part once", () => {
    expect(unlike({})).toEqual({});
    expect(lampsOf(health()).map((lamp) => lamp.key)).toEqual(LAMPS);
  });

  it.each<[string, Partial<Health>, Record<string, LampState>]>([
    ["a change that is due since half a minute", { queue: { due: { count: 3, oldest: AT - 30_000 }, later: 9 } }, {}],
    ["one that the last sweep missed", { queue: { due: { count: 3, oldest: AT - 2 * MINUTE }, later: 0 } }, { queue: "slow" }],
    ["one that five sweeps missed", { queue: { due: { count: 3, oldest: AT - 5 * MINUTE }, later: 0 } }, { queue: "unwell" }],
    ["a parked change, however new", { parked: { count: 1, oldest: AT } }, { parked: "unwell" }],
    ["a shard that does not answer", { databases: [{ name: "1", well: false }] }, { databases: "unwell" }],
    ["news that is on its way", { news: { count: 1, oldest: AT - 1_000 } }, {}],
    ["news that nobody takes", { news: { count: 1, oldest: AT - 10 * MINUTE } }, { rooms: "unwell" }],
    ["a tick that is a little late", { crons: [{ name: "a", every: MINUTE, scheduledAt: AT - 3 * MINUTE, failed: false }] }, {}],
    [
      "a tick that was missed",
      { crons: [{ name: "a", every: MINUTE, scheduledAt: AT - 3 * MINUTE - 1, failed: false }] },
      { crons: "unwell" },
    ],
    ["a cron that failed", { crons: [{ name: "a", every: MINUTE, scheduledAt: AT, failed: true }] }, { crons: "unwell" }],
    ["a job under way", { jobs: { failed: 0, running: 2 } }, { jobs: "slow" }],
    ["a job that stopped, beside one under way", { jobs: { failed: 1, running: 2 } }, { jobs: "unwell" }],
  ])("%s", (_what, over, expected) => {
    expect(unlike(over)).toEqual(expected);
  });
});

describe("the table of platform rights", () => {
  it("PM1: whatever is not in the table is refused", () => {
    expect(canOnPlatform(null, "console.read")).toBe(false);
    expect(canOnPlatform("platform:king" as never, "console.read")).toBe(false);
    expect(canOnPlatform("platform:super_admin", "lead.read" as never)).toBe(false);
    for (const capability of Object.keys(PLATFORM_CAPABILITIES) as (keyof typeof PLATFORM_CAPABILITIES)[]) {
      expect(canOnPlatform("platform:super_admin", capability)).toBe(true);
      expect(Object.keys(PLATFORM_CAPABILITIES[capability])).toEqual([...PLATFORM_ROLES]);
    }
  });
});
