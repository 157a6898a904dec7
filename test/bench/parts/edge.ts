import type { BenchWorld } from "../world.ts";
import { type Figure, median } from "../figures.ts";
import { delivery, rate } from "../load.ts";
import type { Part } from "../part.ts";

const ROUNDS = 7;
const AT_ONCE = 16;
const EMPTY = { path: "/bench/empty", method: "GET" } as const;

/** How fast a delivery is answered, against what costs nothing and against the least that loses nothing. */
export const edge: Part = async ({ open, say }) => {
  const lab = await open();
  await lab.act("prepare");
  const world = await lab.act<BenchWorld>("world", { people: { owner: { role: "owner" } } });
  const page = { ...world, secret: lab.secret };
  // What is held back stays unfinished: on a Page of its own.
  const other = { ...(await lab.act<BenchWorld>("world", { people: { owner: { role: "owner" } } })), secret: lab.secret };
  const rates: Record<"empty" | "baseline" | "held" | "running", number[]> = { empty: [], baseline: [], held: [], running: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    say(`round ${round} of ${ROUNDS}`);
    const told = await lab.act<{ leads: { id: string }[] }>("create", { ...world, count: 300 });
    const measured = {
      empty: await rate(lab.url, Array<typeof EMPTY>(8_000).fill(EMPTY), AT_ONCE),
      baseline: await rate(
        lab.url,
        Array.from({ length: 2_000 }, () => delivery("/bench/baseline", page)),
        AT_ONCE,
      ),
      held: await rate(
        lab.url,
        Array.from({ length: 2_000 }, () => held(delivery("/webhooks/meta", other))),
        AT_ONCE,
      ),
      running: await rate(
        lab.url,
        told.leads.map(({ id }) => delivery("/webhooks/meta", page, id)),
        AT_ONCE,
      ),
    };
    await settled(lab.act.bind(lab), world.page);
    // The first round warms up what is compiled only when it is used.
    if (round === 0) continue;
    for (const kind of ["empty", "baseline", "held", "running"] as const) rates[kind].push(measured[kind]);
  }
  const over = (above: readonly number[], below: readonly number[]) => median(above.map((value, n) => value / (below[n] ?? Number.NaN)));
  const figure = (name: string, value: number, unit: Figure["unit"], target?: Figure["target"]): Figure => ({
    name,
    value,
    unit,
    runs: ROUNDS,
    ...(target === undefined ? {} : { target }),
  });
  return [
    figure("empty_route_rate", median(rates.empty), "1/s"),
    figure("hmac_and_one_insert_rate", median(rates.baseline), "1/s"),
    figure("webhook_ack_rate", median(rates.held), "1/s"),
    figure("webhook_ack_rate_consumer_running", median(rates.running), "1/s"),
    figure("webhook_ack_ratio", over(rates.held, rates.baseline), "ratio", { least: 0.4 }),
    figure("webhook_ack_ratio_consumer_running", over(rates.running, rates.baseline), "ratio"),
    figure("webhook_to_empty_ratio", over(rates.held, rates.empty), "ratio"),
  ];
};

const held = (ask: ReturnType<typeof delivery>) => ({ ...ask, headers: { ...ask.headers, "x-bench-held": "1" } });

/** Until nothing told in this round waits: the next one would be measured beside it. */
async function settled(act: <T>(name: string, given: unknown) => Promise<T>, page: string): Promise<void> {
  for (let looked = 0; looked < 600; looked++) {
    if ((await act<{ count: number }>("unfinished", { page })).count === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("deliveries stay unfinished");
}
