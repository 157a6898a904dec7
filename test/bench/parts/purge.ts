import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Figure, percentile } from "../figures.ts";
import { delivery, paced } from "../load.ts";
import type { Bench, Part } from "../part.ts";
import type { BenchWorld } from "../world.ts";

/** 103,500 expired rows of seven kinds, and what stays beside them. */
const AMOUNTS = { old: 15_000, young: 1_000 };
/** A purge takes half a second and more: killed within these it dies many times. */
const KILLED_AFTER_MS = { least: 5, most: 100 };
const FEWEST_DEATHS = 3;
const MOST_DEATHS = 200;
const PER_SECOND = 50;
const REST_MS = 7_000;
const ROUNDS = 5;
/** Longer than a delivery's message waits in the queue: from then on as many come out of it as go in. */
const WARM_MS = 35_000;
/** Leads that Meta has for one load: more than any takes. */
const TOLD = 3_000;

interface Left {
  readonly state: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly rows: string;
}

/** A purge that is killed ends where one that is not does, and nobody at the webhook notices one. */
export const purge: Part = async (bench) => [...(await killed(bench)), ...(await beside(bench))];

async function killed({ open, say }: Bench): Promise<Figure[]> {
  const now = Date.now();
  const whole = await open();
  say("an unbroken purge");
  const { rows } = await whole.act<{ rows: number }>("purge/fill", { now, amounts: AMOUNTS });
  const { id } = await whole.act<{ id: string }>("purge/open", { now });
  const began = performance.now();
  await whole.act("purge/run", { id, now, takeover: 0 });
  const took = performance.now() - began;
  const unbroken = await whole.act<Left>("purge/left", { id });
  const taken = Object.values(unbroken.counts).reduce((sum, count) => sum + count, 0);
  if (taken !== rows) throw new Error(`of ${rows} rows the purge took ${taken}`);
  await whole.kill();

  const folder = await mkdtemp(join(tmpdir(), "leadoxe-purge-"));
  let deaths = 0;
  try {
    let lab = await open({ folder });
    await lab.act("purge/fill", { now, amounts: AMOUNTS });
    await lab.act("purge/open", { now });
    for (let over = false; !over;) {
      say(`killed ${deaths} times`);
      // A first question compiles: the clock of the kill begins after it.
      await lab.act("purge/left", { id });
      const run = lab.act<{ outcome: string }>("purge/run", { id, now, takeover: deaths }).then(
        ({ outcome }) => outcome,
        () => "killed",
      );
      const { least, most } = KILLED_AFTER_MS;
      const fate = new Promise<"dies">((resolve) => setTimeout(() => resolve("dies"), least + Math.random() * (most - least)));
      const ended = await Promise.race([run, fate]);
      over = ended === "done";
      if (over) break;
      if (ended !== "dies") throw new Error(`the purge ended as "${ended}"`);
      deaths += 1;
      if (deaths > MOST_DEATHS) throw new Error("a purge without an end");
      await lab.kill();
      await run;
      lab = await open({ folder, migrate: false });
    }
    if (deaths < FEWEST_DEATHS) throw new Error(`only ${deaths} kills: the purge was over too soon to say anything`);
    const left = await lab.act<Left>("purge/left", { id });
    await lab.kill();
    if (JSON.stringify(left) !== JSON.stringify(unbroken))
      throw new Error(`killed ${deaths} times it left ${JSON.stringify(left)}, unbroken ${JSON.stringify(unbroken)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return [
    { name: "purge_rows", value: rows, unit: "rows", runs: 1, target: { least: 100_000 } },
    { name: "purge_ms", value: took, unit: "ms", runs: 1 },
    { name: "purge_kills_survived", value: deaths, unit: "count", runs: 1 },
  ];
}

async function beside({ open, say }: Bench): Promise<Figure[]> {
  const lab = await open();
  const world = await lab.act<BenchWorld>("world", { people: { owner: { role: "owner" } } });
  const load = async (goOn: () => boolean) => {
    const { leads } = await lab.act<{ leads: { id: string }[] }>("create", { ...world, count: TOLD });
    const told = leads.map(({ id }) => delivery("/webhooks/meta", { ...world, secret: lab.secret }, id));
    const times = await paced(lab.url, told, PER_SECOND, goOn);
    if (times.length === TOLD) throw new Error("the load was over before what it was measured beside");
    return times;
  };
  const lasting = (ms: number) => {
    const until = performance.now() + ms;
    return () => performance.now() < until;
  };
  const rest: number[] = [];
  const busy: number[] = [];
  say("warming up");
  await load(lasting(WARM_MS));
  for (let round = 1; round <= ROUNDS; round++) {
    say(`${PER_SECOND} deliveries a second, round ${round} of ${ROUNDS}`);
    const { rows } = await lab.act<{ rows: number }>("purge/fill", { now: Date.now(), amounts: AMOUNTS });
    rest.push(...(await load(lasting(REST_MS))));
    let over = false;
    const purged = lab.act<{ outcome: string; rows: number }>("purge/paced").finally(() => (over = true));
    busy.push(...(await load(() => !over)));
    const ended = await purged;
    if (ended.outcome !== "done" || ended.rows < rows) throw new Error(`of ${rows} rows the purge took ${ended.rows}: ${ended.outcome}`);
  }
  const [still, loaded] = [percentile(rest, 0.95), percentile(busy, 0.95)];
  return [
    { name: "webhook_p95_at_rest_ms", value: still, unit: "ms", runs: rest.length },
    { name: "webhook_p95_beside_purge_ms", value: loaded, unit: "ms", runs: busy.length },
    { name: "webhook_p95_beside_purge_ratio", value: loaded / still, unit: "ratio", runs: busy.length, target: { most: 2 } },
  ];
}
