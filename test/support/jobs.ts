import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { type JobDeps, kindsOf, runJob, type Step } from "../../worker/cron/jobs.ts";
import { LEASE_MS, openJob } from "../../worker/store/jobs.ts";
import { job } from "../../worker/store/schema/platform.ts";
import type { clock } from "./outbox.ts";
import { watchSql } from "./sql.ts";
import { databases, testEnv } from "./world.ts";

export const db = databases.platform;

/** What a runner of jobs needs, by a clock that only the test moves; what it queues is kept. */
export function jobDepsAt(at: ReturnType<typeof clock>): JobDeps & { readonly queued: string[] } {
  const queued: string[] = [];
  const nothing = async () => undefined;
  return { databases, fresh: at.fresh, queued, queue: async (ids) => void queued.push(...ids), rest: nothing, poke: nothing };
}

export async function open(at: ReturnType<typeof clock>, kind: string, scope = "platform"): Promise<string> {
  const id = `${kind}:${scope}:${uuidv7()}`;
  await openJob(db, { id, kind, scope, askedBy: null }, at.fresh.now());
  return id;
}

export async function jobRow(id: string) {
  const [row] = await db.select().from(job).where(eq(job.id, id));
  if (row === undefined) throw new Error(`no job ${id}`);
  return row;
}

/** From here on no statement of whoever runs reaches a database: all it holds is what it had committed. */
export class Dead extends Error {}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Runs a job to its end through runners that die before any of their trips with that chance, each followed by another once the lease
 * has run out. Says how many died.
 */
export async function runKilled(
  id: string,
  at: ReturnType<typeof clock>,
  chance: () => boolean,
  kinds: Readonly<Record<string, Step>> = kindsOf(jobDepsAt(at)),
): Promise<number> {
  let deaths = 0;
  for (let runs = 0; runs < 1_000; runs++) {
    let dead = false;
    const watching = watchSql(testEnv, async () => {
      if (dead || chance()) {
        dead = true;
        throw new Dead();
      }
    });
    await runJob(id, jobDepsAt(at), 3, kinds).catch((error: unknown) => {
      if (!dead) throw error;
    });
    watching.stop();
    if (dead) deaths++;
    const row = await jobRow(id);
    if (row.state === "failed") throw new Error(`parked: ${row.failure}; a gentler schedule is needed`);
    if (row.state === "done") return deaths;
    at.pass(LEASE_MS + 1);
  }
  throw new Error("a job without an end");
}
