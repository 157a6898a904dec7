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

/** Exact counts that have to survive a restart. */
export class Throttle extends DurableObject<Env> {
  async badSignature(seen: unknown): Promise<void> {
    const before = (await this.ctx.storage.get<Count>("bad_signatures")) ?? { since: fresh.now(), count: 0, samples: [] };
    const parsed = v.safeParse(sample, seen);
    const samples = parsed.success && before.samples.length < SAMPLES ? [...before.samples, parsed.output] : before.samples;
    await this.ctx.storage.put<Count>("bad_signatures", { ...before, count: before.count + 1, samples });
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(fresh.now() + FLUSH_MS);
  }

  override async alarm(): Promise<void> {
    const counted = await this.ctx.storage.get<Count>("bad_signatures");
    if (counted === undefined) return;
    const day = new Date(counted.since).toISOString().slice(0, 10);
    await diagnose(
      databasesOf(this.env).platform,
      { kind: "bad_signature", cause: day, count: counted.count, data: { since: counted.since, samples: counted.samples } },
      fresh,
    );
    await this.ctx.storage.delete("bad_signatures");
  }
}
