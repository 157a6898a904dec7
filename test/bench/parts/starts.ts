import { median } from "../figures.ts";
import type { Main } from "../lab.ts";
import { ask } from "../load.ts";
import type { Part } from "../part.ts";

const ROUNDS = 5;
/** Verification: it needs the settings, and no database. */
const FIRST = "/webhooks/meta?hub.mode=subscribe&hub.verify_token=development-verify-token&hub.challenge=ok";

/** From nothing to the first answer: what the Worker, its databases and its objects add to the start of workerd with an empty one. */
export const starts: Part = async ({ open, say }) => {
  const times: Record<"product" | "empty", number[]> = { product: [], empty: [] };
  const timed = async (main: Main) => {
    const began = performance.now();
    const lab = await open({ main, migrate: false });
    const answer = await ask(lab.url, { path: FIRST, method: "GET" });
    const took = performance.now() - began;
    if (answer.status !== 200) throw new Error(`the first answer was ${answer.status}`);
    await lab.kill();
    return took;
  };
  for (let round = 0; round <= ROUNDS; round++) {
    say(`start ${round} of ${ROUNDS}`);
    const [empty, product] = [await timed("empty"), await timed("product")];
    // The first one reads workerd and the stand-in from disk.
    if (round === 0) continue;
    times.empty.push(empty);
    times.product.push(product);
  }
  const added = times.product.map((value, n) => value - (times.empty[n] ?? 0));
  return [{ name: "cold_start_ms", value: median(added), unit: "ms", runs: ROUNDS }];
};
