import type { BenchWorld } from "../world.ts";
import { type Figure, median, percentile } from "../figures.ts";
import { Crowd } from "../crowd.ts";
import type { Lab } from "../lab.ts";
import { ask, delivery } from "../load.ts";
import type { Part } from "../part.ts";

const CROWDS = [1, 100, 200, 500];
const SAMPLES = 100;

/** From a command being sent, or a delivery, until the last of so many people has it on the wire. Everybody is somebody else, with rights of their own. */
export const live: Part = async ({ open, say }) => {
  const figures: Figure[] = [];
  for (const size of CROWDS) {
    say(`${size} people`);
    const lab = await open();
    const agents = Object.fromEntries(Array.from({ length: size }, (_, n) => [`agent${n}`, { role: "agent" }]));
    const world = await lab.act<BenchWorld>("world", {
      people: { owner: { role: "owner" }, ...agents },
      settings: { agentsSeeUnclaimed: true },
    });
    const crowd = await Crowd.gather(lab.url, world, Object.keys(agents));
    const commits = await stages(lab, world, crowd);
    figures.push(...told(`commit_to_last_of_${size}`, commits, size === 200 ? { most: 100 } : undefined));
    if (size === 200) figures.push(...told(`delivery_to_last_of_${size}`, await arrivals(lab, world, crowd)));
    crowd.leave();
    await lab.kill();
  }
  return figures;
};

function told(name: string, times: readonly number[], target?: Figure["target"]): Figure[] {
  return [
    { name: `${name}_p50_ms`, value: median(times), unit: "ms", runs: times.length },
    { name: `${name}_p95_ms`, value: percentile(times, 0.95), unit: "ms", runs: times.length, ...(target === undefined ? {} : { target }) },
  ];
}

/** An unclaimed lead moves from stage to stage: everybody is sent it. */
async function stages(lab: Lab, world: BenchWorld, crowd: Crowd): Promise<number[]> {
  const { id } = await lab.act<{ id: string }>("lead", { world });
  let version = 1;
  return times(async () => {
    const stage = version % 2 === 0 ? "new" : "contacted";
    const everybody = crowd.until({ id, version: version + 1 });
    const answer = await ask(lab.url, {
      path: `/api/w/${world.slug}/leads/${id}/stage`,
      method: "PUT",
      headers: { cookie: world.cookies["owner"] ?? "", origin: "http://localhost", "content-type": "application/json" },
      body: JSON.stringify({ mutation: crypto.randomUUID(), version, stage }),
    });
    if (answer.status !== 200) throw new Error(`the stage was answered ${answer.status}: ${answer.text}`);
    version += 1;
    await everybody;
  });
}

/** A new lead at Meta, told to the webhook: read, routed, committed and sent. */
async function arrivals(lab: Lab, world: BenchWorld, crowd: Crowd): Promise<number[]> {
  const { leads } = await lab.act<{ leads: { id: string }[] }>("create", { ...world, count: SAMPLES + 1 });
  const told = leads.map(({ id }) => delivery("/webhooks/meta", { ...world, secret: lab.secret }, id));
  return times(async () => {
    const everybody = crowd.until(null);
    const next = told.pop();
    if (next === undefined || (await ask(lab.url, next)).status !== 200) throw new Error("the delivery was refused");
    await everybody;
  });
}

/** The first one is not counted: it compiles. */
async function times(one: () => Promise<void>): Promise<number[]> {
  const taken: number[] = [];
  for (let n = 0; n <= SAMPLES; n++) {
    const began = performance.now();
    await one();
    if (n > 0) taken.push(performance.now() - began);
  }
  return taken;
}
