import { describe, expect, it } from "vitest";
import { Coalesced, Order } from "../../party/order.ts";

/** Work that ends when it is told to. */
function held() {
  const runs: { end(): void; fail(): void }[] = [];
  const work = () =>
    new Promise<void>((resolve, reject) => {
      runs.push({ end: resolve, fail: () => reject(new Error("it failed")) });
    });
  return { runs, work };
}

/** Lets everything that is due run. */
async function settled(): Promise<void> {
  for (let n = 0; n < 20; n++) await Promise.resolve();
}

describe("one thing after another", () => {
  it("EV2: nothing begins before what was asked for earlier has ended, also where that failed", async () => {
    const order = new Order();
    const seen: string[] = [];
    const { runs, work } = held();
    const first = order.run(work);
    const second = order.run(async () => void seen.push("second"));
    await settled();
    expect(seen).toEqual([]);
    runs[0]?.fail();
    await expect(first).rejects.toThrow("it failed");
    await second;
    expect(seen).toEqual(["second"]);
  });
});

describe("asked for while it runs", () => {
  it("EV2: it runs once more, for everybody who asked meanwhile: what they committed may have come too late for this run", async () => {
    const { runs, work } = held();
    const advance = new Coalesced(work);
    const first = advance.ask();
    const [second, third] = [advance.ask(), advance.ask()];
    await settled();
    expect(runs).toHaveLength(1);
    runs[0]?.end();
    await first;
    await settled();
    expect(runs).toHaveLength(2);
    const fourth = advance.ask();
    runs[1]?.end();
    await Promise.all([second, third]);
    await settled();
    expect(runs).toHaveLength(3);
    runs[2]?.end();
    await fourth;
  });

  it("EV2: a run that fails fails those who waited for it and nobody after them", async () => {
    const { runs, work } = held();
    const advance = new Coalesced(work);
    const failed = expect(advance.ask()).rejects.toThrow("it failed");
    const next = advance.ask();
    runs[0]?.fail();
    await failed;
    await settled();
    runs[1]?.end();
    await expect(next).resolves.toBeUndefined();
  });
});
