import { Crowd } from "../crowd.ts";
import { type Figure, median, percentile } from "../figures.ts";
import { ask } from "../load.ts";
import type { Part } from "../part.ts";
import type { BenchWorld } from "../world.ts";

const PEOPLE = 200;
/** EV4: whoever loses access is out within a second. */
const MOST_MS = 1_000;

/** An owner ends one person's sessions after the other, while everybody watches: until that one's socket is closed, and until their requests are refused. */
export const access: Part = async ({ open, say }) => {
  const lab = await open();
  const agents = Object.fromEntries(Array.from({ length: PEOPLE }, (_, n) => [`agent${n}`, { role: "agent" as const }]));
  const world = await lab.act<BenchWorld>("world", { people: { owner: { role: "owner" }, ...agents } });
  const keys = Object.keys(agents);
  const crowd = await Crowd.gather(lab.url, world, keys);
  const closed: number[] = [];
  const refused: number[] = [];
  for (const [n, key] of keys.entries()) {
    if (n % 50 === 0) say(`${n} of ${PEOPLE} sessions ended`);
    const gone = crowd.closed(n);
    const began = performance.now();
    const answer = await ask(lab.url, {
      path: `/api/w/${world.slug}/people/${world.people[key]?.id ?? ""}/sessions/end`,
      method: "POST",
      headers: { cookie: world.cookies["owner"] ?? "", origin: "http://localhost", "content-type": "application/json" },
      body: JSON.stringify({ session: null }),
    });
    if (answer.status !== 200) throw new Error(`ending a session was answered ${answer.status}: ${answer.text}`);
    const last = await ask(lab.url, { path: `/api/w/${world.slug}/waiting`, method: "GET", headers: { cookie: world.cookies[key] ?? "" } });
    if (last.status !== 401) throw new Error(`a session that was ended is answered ${last.status}`);
    refused.push(performance.now() - began);
    await gone;
    closed.push(performance.now() - began);
  }
  crowd.leave();
  return [...told("session_kill_to_closed", closed), ...told("session_kill_to_refused", refused)];
};

function told(name: string, times: readonly number[]): Figure[] {
  return [
    { name: `${name}_p50_ms`, value: median(times), unit: "ms", runs: times.length },
    { name: `${name}_p99_ms`, value: percentile(times, 0.99), unit: "ms", runs: times.length, target: { most: MOST_MS } },
  ];
}
