import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Sources } from "../../domain/api.ts";
import { createSources } from "../../web/store/sources.ts";
import { clock } from "./support.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const TOLD: Sources = {
  pages: [{ id: "p", name: "Marina" }],
  adSets: [{ id: "1", name: "Broad", campaign: "c" }],
  ads: [{ id: "1", name: "Video", adSet: "1" }],
};

it("names are read once for all that ask, and again for what came since, and never twice for what is not there", async () => {
  let told = TOLD;
  const read = vi.fn(() => Promise.resolve(told));
  const sources = createSources({ read, clock });
  await pass(60_000);
  expect([sources.page(null), sources.known(), read.mock.calls.length]).toEqual([undefined, false, 0]);
  expect([sources.page("p"), sources.adSet("1"), sources.ads()]).toEqual([undefined, undefined, []]);
  await pass(0);
  expect([sources.page("p")?.name, sources.adSet("1")?.campaign, sources.ad("1")?.adSet, sources.known()]).toEqual([
    "Marina",
    "c",
    "1",
    true,
  ]);
  const before = read.mock.calls.length;
  told = { ...TOLD, ads: [...TOLD.ads, { id: "2", name: "Still", adSet: "1" }] };
  expect([sources.ad("2"), sources.ad("3")]).toEqual([undefined, undefined]);
  await pass(0);
  expect([sources.ad("2")?.name, sources.ad("3")]).toEqual(["Still", undefined]);
  await pass(60_000);
  expect(read.mock.calls.length - before).toBeLessThanOrEqual(2);
});

it("what could not be read is read after a while, and no more once the workspace is closed", async () => {
  const read = vi.fn<() => Promise<Sources>>(() => Promise.reject(new Error("no connection")));
  const sources = createSources({ read, clock });
  sources.pages();
  await pass(0);
  expect([sources.known(), read.mock.calls.length]).toEqual([false, 1]);
  await pass(10_000);
  expect(read).toHaveBeenCalledTimes(2);
  // Less and less often.
  await pass(10_000);
  expect(read).toHaveBeenCalledTimes(2);
  read.mockResolvedValue(TOLD);
  await pass(10_000);
  expect([sources.pages().length, read.mock.calls.length]).toEqual([1, 3]);
  sources.close();
  sources.ad("9");
  await pass(60_000);
  expect(read).toHaveBeenCalledTimes(3);
});
