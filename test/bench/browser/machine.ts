import type { Browser } from "@playwright/test";
import { type Figure, median } from "../figures.ts";
import { SLOWED } from "./desk.ts";

const RUNS = 3;

/**
 * How fast this machine's browser runs a script, by the same two loops as Lighthouse's BenchmarkIndex, so that times of different machines
 * can be held against each other: by Chrome DevTools' calibration a Pixel 5 has about 1,000 and a Moto G4 Power about 260. It says nothing
 * of how long memory takes to be had.
 */
export async function machine(chromium: Browser): Promise<Figure[]> {
  const page = await chromium.newPage();
  const cdp = await page.context().newCDPSession(page);
  const figures: Figure[] = [];
  for (const [name, rate] of [
    ["machine_index", 1],
    ["machine_index_slowed", SLOWED],
  ] as const) {
    await cdp.send("Emulation.setCPUThrottlingRate", { rate });
    const seen: number[] = [];
    for (let n = 0; n < RUNS; n++) seen.push(await page.evaluate(index));
    figures.push({ name, value: median(seen), unit: "count", runs: RUNS });
  }
  await page.close();
  return figures;
}

/** Runs in the page. */
function index(): number {
  const MS = 500;
  const rate = (one: (n: number) => void) => {
    const began = performance.now();
    let rounds = 0;
    while (rounds % 10 !== 0 || performance.now() - began < MS) one(rounds++);
    return (rounds * 100) / (performance.now() - began);
  };
  const texts = rate(() => {
    let text = "";
    for (let n = 0; n < 10_000; n++) text += "a";
    if (text.length === 1) throw new Error("never, and nothing to be left out of the loop for");
  });
  const lists = [0, 1].map(() => Array.from({ length: 100_000 }, (_, n) => n));
  const copies = rate((round) => {
    const [from = [], to = []] = round % 2 === 0 ? lists : [lists[1], lists[0]];
    for (let n = 0; n < from.length; n++) to[n] = from[n] ?? 0;
  });
  return (texts + copies) / 2;
}
