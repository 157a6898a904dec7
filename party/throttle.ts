import { DurableObject } from "cloudflare:workers";
import * as v from "valibot";
import { REFUSALS_EACH, REFUSALS_WINDOW_MS } from "../domain/records.ts";
import { databasesOf, type Env, fresh } from "../worker/env.ts";
import { type Home, keepRecord } from "../worker/store/audit.ts";
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

/** Refusals of one person that are not records of their own: by where they are to be recorded. */
interface Further {
  readonly home: Home;
  readonly count: number;
  /** Of the record that will say so: told twice, it is one. */
  readonly id: string;
}
interface Refusals {
  readonly person: string;
  readonly since: number;
  readonly singles: number;
  readonly further: Readonly<Record<string, Further>>;
}
/** Windows that are over and not told yet. */
const OVER = "refusals over ";

/** What is taken, each until when. */
type Claims = Readonly<Record<string, number>>;

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

  /**
   * AU1: this person was refused something privileged. True: it is to be a record of its own. Further ones are counted here, and the alarm
   * at the end of the hour says how many they were.
   */
  async refused(person: string, home: Home): Promise<boolean> {
    const now = fresh.now();
    await this.#closeRefusals(now);
    const kept = (await this.ctx.storage.get<Refusals>("refusals")) ?? { person, since: now, singles: 0, further: {} };
    if (kept.singles === 0) await this.ctx.storage.setAlarm(now + REFUSALS_WINDOW_MS);
    const single = kept.singles < REFUSALS_EACH;
    if (single) await this.ctx.storage.put<Refusals>("refusals", { ...kept, singles: kept.singles + 1 });
    else {
      const place = home?.id ?? "platform";
      const { count, id } = kept.further[place] ?? { count: 0, id: fresh.id() };
      const further = { ...kept.further, [place]: { home, count: count + 1, id } };
      await this.ctx.storage.put<Refusals>("refusals", { ...kept, further });
    }
    return single;
  }

  /** Keeps `what` for a time. False: it is kept already, so that of two at once one is told so. */
  async claim(what: string, keepMs: number): Promise<boolean> {
    const now = fresh.now();
    const kept = (await this.ctx.storage.get<Claims>("claims")) ?? {};
    if ((kept[what] ?? 0) > now) return false;
    const still = Object.fromEntries(Object.entries(kept).filter(([, until]) => until > now));
    await this.ctx.storage.put<Claims>("claims", { ...still, [what]: now + keepMs });
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(now + keepMs);
    return true;
  }

  /** It was not what it was kept for. */
  async release(what: string): Promise<void> {
    const { [what]: _, ...still } = (await this.ctx.storage.get<Claims>("claims")) ?? {};
    await this.ctx.storage.put<Claims>("claims", still);
  }

  override async alarm(): Promise<void> {
    // Set at the end of the window: nothing of it is kept.
    await this.ctx.storage.delete("tries");
    await this.#dropClaims();
    await this.#flush();
    const now = fresh.now();
    await this.#closeRefusals(now);
    const open = await this.ctx.storage.get<Refusals>("refusals");
    if (open !== undefined) await this.ctx.storage.setAlarm(open.since + REFUSALS_WINDOW_MS);
    // A database that is down for longer than an alarm is tried must not cost the count.
    await this.#tellRefusals().catch(() => this.ctx.storage.setAlarm(now + FLUSH_MS));
  }

  async #dropClaims(): Promise<void> {
    const kept = await this.ctx.storage.get<Claims>("claims");
    if (kept === undefined) return;
    const last = Math.max(0, ...Object.values(kept));
    if (last > fresh.now()) await this.ctx.storage.setAlarm(last);
    else await this.ctx.storage.delete("claims");
  }

  /** Set aside before it is told: whoever is refused meanwhile begins another hour. */
  async #closeRefusals(now: number): Promise<void> {
    const kept = await this.ctx.storage.get<Refusals>("refusals");
    if (kept === undefined || kept.since + REFUSALS_WINDOW_MS > now) return;
    await Promise.all([this.ctx.storage.put<Refusals>(`${OVER}${kept.since}`, kept), this.ctx.storage.delete("refusals")]);
  }

  async #tellRefusals(): Promise<void> {
    for (const [key, { person, since, further }] of await this.ctx.storage.list<Refusals>({ prefix: OVER })) {
      for (const { home, count, id } of Object.values(further)) {
        const audited = { act: "access.refused_more", subjectKind: "person", subject: person, detail: { count, since } };
        const doer = { person, ip: null, browser: null, request: null };
        await keepRecord(databasesOf(this.env), home, audited, doer, { ...fresh, id: () => id });
      }
      await this.ctx.storage.delete(key);
    }
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
