import { DurableObject } from "cloudflare:workers";
import type { FaultsBody, FormBody, PageBody } from "./control.ts";
import type { StoredLead } from "./graph.ts";
import type { MetaEnv } from "./index.ts";
import { routes } from "./routes.ts";
import { rain } from "./rain.ts";
import { faultAnswer } from "./faults.ts";
import { seeded } from "./random.ts";

interface KnownForm extends FormBody {
  readonly page: string;
}

/** Everything Meta knows, kept through restarts. */
export class MetaState extends DurableObject<MetaEnv> {
  readonly #app = routes(this);
  readonly calls: Record<string, number> = {};
  readonly deliveries: Record<string, number> = {};
  #given = 0;
  #faultRandom: (() => number) | null = null;

  constructor(context: DurableObjectState, env: MetaEnv) {
    super(context, env);
    this.ctx.storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS kept (kind TEXT, id TEXT, parent TEXT, at INTEGER, body TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID",
    );
    this.ctx.storage.sql.exec("CREATE INDEX IF NOT EXISTS kept_parent ON kept (kind, parent, at)");
  }

  get settings(): MetaEnv {
    return this.env;
  }

  override async fetch(request: Request): Promise<Response> {
    return this.#app.fetch(request);
  }

  override async alarm(): Promise<void> {
    const steady = this.steady();
    if (steady === undefined) return;
    await this.ctx.storage.setAlarm(Date.now() + steady.everyMs);
    await rain(this, { count: 1, page: steady.page });
  }

  put(kind: "page" | "form" | "lead" | "note" | "secret" | "subscription", id: string, parent: string, at: number, body: unknown): void {
    this.ctx.storage.sql.exec(
      "INSERT OR REPLACE INTO kept (kind, id, parent, at, body) VALUES (?, ?, ?, ?, ?)",
      kind,
      id,
      parent,
      at,
      JSON.stringify(body),
    );
  }

  page(id: string): PageBody | undefined {
    return this.#one<PageBody>("page", id);
  }

  form(id: string): KnownForm | undefined {
    return this.#one<KnownForm>("form", id);
  }

  lead(id: string): StoredLead | undefined {
    return this.#one<StoredLead>("lead", id);
  }

  pages(): PageBody[] {
    return this.#list<PageBody>("SELECT body FROM kept WHERE kind = 'page'");
  }

  formsOf(page: string): KnownForm[] {
    return this.#list<KnownForm>("SELECT body FROM kept WHERE kind = 'form' AND parent = ?", page);
  }

  leadsOf(form: string): StoredLead[] {
    return this.#list<StoredLead>("SELECT body FROM kept WHERE kind = 'lead' AND parent = ? ORDER BY at DESC", form);
  }

  /** Codes and tokens of the dialog, and what belongs to each. */
  keep(secret: string, of: string): void {
    this.put("secret", secret, "", Date.now(), of);
  }

  kept(secret: string): string | undefined {
    return this.#one<string>("secret", secret);
  }

  drop(secret: string): void {
    this.ctx.storage.sql.exec("DELETE FROM kept WHERE kind = 'secret' AND id = ?", secret);
  }

  /** What our app is told of a Page: as it was asked for, or as the Page was put here with. */
  subscribed(page: string): readonly string[] {
    return this.#one<readonly string[]>("subscription", page) ?? (this.page(page)?.subscribed === false ? [] : ["leadgen"]);
  }

  subscribe(page: string, fields: readonly string[]): void {
    this.put("subscription", page, "", Date.now(), fields);
  }

  notes(): { key: string; value: unknown; at: number }[] {
    const rows = this.ctx.storage.sql.exec<{ id: string; at: number; body: string }>(
      "SELECT id, at, body FROM kept WHERE kind = 'note' ORDER BY at DESC LIMIT 200",
    );
    return rows.toArray().map((row) => ({ key: row.id, value: JSON.parse(row.body) as unknown, at: row.at }));
  }

  count(kind: string): number {
    return this.ctx.storage.sql.exec<{ n: number }>("SELECT count(*) AS n FROM kept WHERE kind = ?", kind).one().n;
  }

  called(what: string): void {
    this.calls[what] = (this.calls[what] ?? 0) + 1;
  }

  steady(): { everyMs: number; page?: string | undefined } | undefined {
    return this.ctx.storage.kv.get("steady");
  }

  async setSteady(steady: { everyMs: number; page?: string | undefined } | null): Promise<void> {
    if (steady === null) {
      this.ctx.storage.kv.delete("steady");
      await this.ctx.storage.deleteAlarm();
    } else {
      this.ctx.storage.kv.put("steady", steady);
      await this.ctx.storage.setAlarm(Date.now() + steady.everyMs);
    }
  }

  setFaults(faults: FaultsBody | null): void {
    this.#given = 0;
    this.#faultRandom = faults === null ? null : seeded(faults.seed);
    if (faults === null) this.ctx.storage.kv.delete("faults");
    else this.ctx.storage.kv.put("faults", faults);
  }

  faults(): { set: FaultsBody | undefined; given: number } {
    return { set: this.ctx.storage.kv.get("faults"), given: this.#given };
  }

  /** The fault that meets this read, if one does. */
  async faultFor(page: string, id: string): Promise<Response | null> {
    const { set } = this.faults();
    if (set === undefined || (set.page !== undefined && set.page !== page)) return null;
    if (set.of !== undefined && (set.of === "form") !== (this.form(id) !== undefined)) return null;
    if ((set.until !== undefined && Date.now() > set.until) || (set.once !== undefined && this.#given >= set.once)) return null;
    this.#faultRandom ??= seeded(set.seed);
    const random = this.#faultRandom;
    if (random() >= set.share) return null;
    const kind = set.kinds[Math.floor(random() * set.kinds.length)];
    if (kind === undefined) return null;
    this.#given += 1;
    return faultAnswer(kind, page, set.timeoutMs);
  }

  async forget(): Promise<void> {
    await this.setSteady(null);
    this.setFaults(null);
    this.ctx.storage.sql.exec("DELETE FROM kept");
    for (const counts of [this.calls, this.deliveries]) for (const key of Object.keys(counts)) delete counts[key];
  }

  #one<T>(kind: string, id: string): T | undefined {
    const row = this.ctx.storage.sql.exec<{ body: string }>("SELECT body FROM kept WHERE kind = ? AND id = ?", kind, id).toArray()[0];
    return row === undefined ? undefined : (JSON.parse(row.body) as T);
  }

  #list<T>(query: string, ...values: string[]): T[] {
    return this.ctx.storage.sql
      .exec<{ body: string }>(query, ...values)
      .toArray()
      .map((row) => JSON.parse(row.body) as T);
  }
}
