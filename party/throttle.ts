import { DurableObject } from "cloudflare:workers";
import * as v from "valibot";
import { databasesOf, type Env, fresh } from "../worker/env.ts";
import { diagnose } from "../worker/store/diagnostics.ts";

/** Bad signatures are counted here and written once a minute: an attacker chooses their number, not the number of our rows (IN3). */
const FLUSH_MS = 60_000;
const SAMPLES = 5;

const sample = v.object({
  colo: v.nullable(v.string()),
  country: v.nullable(v.string()),
  ip: v.nullable(v.string()),
  browser: v.nullable(
    v.pipe(
      v.string(),
      v.transform((text) => text.slice(0, 200)),
    ),
  ),
  bytes: v.number(),
});

interface Count {
  readonly since: number;
  readonly count: number;
  readonly samples: readonly v.InferOutput<typeof sample>[];
}

/** Tries of one thing, such as signing in to one account: `since` is the first of them. */
interface Tries {
  readonly since: number;
  readonly count: number;
}

/** Exact counts that have to survive a restart; one object a thing that is counted. */
export class Throttle extends DurableObject<Env> {
  async badSignature(seen: unknown): Promise<void> {
    const before = (await this.ctx.storage.get<Count>("bad_signatures")) ?? { since: fresh.now(), count: 0, samples: [] };
    const parsed = v.safeParse(sample, seen);
    const samples = parsed.success && before.samples.length < SAMPLES ? [...before.samples, parsed.output] : before.samples;
    await this.ctx.storage.put<Count>("bad_signatures", { ...before, count: before.count + 1, samples });
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(fresh.now() + FLUSH_MS);
  }

  /** Takes one of `limit` tries within `windowMs` from the first one. Answers 0, or the seconds until there is another. */
  async take(limit: number, windowMs: number): Promise<number> {
    const now = fresh.now();
    const kept = await this.ctx.storage.get<Tries>("tries");
    const tries = kept === undefined || kept.since + windowMs <= now ? { since: now, count: 0 } : kept;
    if (tries.count >= limit) return Math.ceil((tries.since + windowMs - now) / 1000);
    await this.ctx.storage.put<Tries>("tries", { ...tries, count: tries.count + 1 });
    if (tries.count === 0) await this.ctx.storage.setAlarm(now + windowMs);
    return 0;
  }

  /** It was the right one: what was tried before it no longer counts. */
  async forget(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }

  override async alarm(): Promise<void> {
    // Set at the end of the window: nothing of it is kept.
    await this.ctx.storage.delete("tries");
    await this.#flush();
  }

  async #flush(): Promise<void> {
    const counted = await this.ctx.storage.get<Count>("bad_signatures");
    if (counted === undefined) return;
    const day = new Date(counted.since).toISOString().slice(0, 10);
    await diagnose(
      databasesOf(this.env).platform,
      { kind: "bad_signature", cause: day, count: counted.count, data: { since: counted.since, samples: counted.samples } },
      fresh,
    );
    // More may have come while it was written.
    const now = await this.ctx.storage.get<Count>("bad_signatures");
    const left = (now?.count ?? 0) - counted.count;
    if (now === undefined || left <= 0) await this.ctx.storage.delete("bad_signatures");
    else {
      await this.ctx.storage.put<Count>("bad_signatures", {
        since: fresh.now(),
        count: left,
        samples: now.samples.slice(counted.samples.length),
      });
      await this.ctx.storage.setAlarm(fresh.now() + FLUSH_MS);
    }
  }
}
