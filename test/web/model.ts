import type { LeadsPage } from "../../domain/api.ts";
import { type LeadRow, newestFirst, visibilityOf } from "../../domain/lead.ts";
import { type Actor, seesLive, type Visibility } from "../../domain/rights.ts";
import type { DownFrame, Position, Removal, Upsert } from "../../domain/wire.ts";
import { row, welcome } from "./support.ts";

interface Entry {
  readonly seq: number;
  readonly id: string;
  readonly op: "create" | "update" | "erase";
  readonly by: string;
  readonly before: Visibility | null;
  readonly after: Visibility | null;
}

/** A server small enough to be seen to be right: a log, the current rows, catch-up by state (house.md), and one socket's room. */
export class Model {
  actor: Actor = { person: "me", workspace: "w", role: "agent", teams: ["north"], rights: [], masked: [], agentsSeeUnclaimed: true };
  epoch = 1;
  head = 0;
  readonly rows = new Map<string, LeadRow>();
  #log: Entry[] = [];
  /** Entries of the log a client may be behind. */
  readonly #limit: number;
  #roomAt = 0;
  #live = false;
  /** Where in the log this person's sight last changed: a client from before it starts again. */
  #rightsAt = 0;
  /** On its way to the client. */
  wire: DownFrame[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get position(): Position {
    return { epoch: String(this.epoch), seq: this.head };
  }

  visible(): LeadRow[] {
    return [...this.rows.values()].filter((lead) => seesLive(this.actor, visibilityOf(lead))).sort(newestFirst);
  }

  create(over: Partial<LeadRow>): void {
    const n = this.rows.size + this.#log.length + 1;
    // Two in three come in order; the others were submitted earlier and arrive late.
    const lead = row(n, { submittedAt: n % 3 === 0 ? n * 400 : n * 1_000, ...over });
    this.#commit("create", lead.id, undefined, lead);
  }

  change(id: string, over: Partial<LeadRow>, by = "sara"): LeadRow | null {
    const before = this.rows.get(id);
    if (before === undefined) return null;
    const after = { ...before, ...over, version: before.version + 1 };
    this.#commit("update", id, before, after, by);
    return seesLive(this.actor, visibilityOf(after)) ? after : null;
  }

  erase(id: string): void {
    this.#commit("erase", id, this.rows.get(id), undefined);
  }

  #commit(op: Entry["op"], id: string, before: LeadRow | undefined, after: LeadRow | undefined, by = "sara"): void {
    // Other workspaces write to the same log: its numbers have gaps.
    this.head += 1 + (this.#log.length % 3 === 0 ? 2 : 0);
    this.#log.push({
      seq: this.head,
      id,
      op,
      by,
      before: before === undefined ? null : visibilityOf(before),
      after: after === undefined ? null : visibilityOf(after),
    });
    if (after === undefined) this.rows.delete(id);
    else this.rows.set(id, after);
  }

  page(after: string | null, limit: number): LeadsPage {
    const [submittedAt = 0, n = 0] = (after ?? "").split(".").map(Number);
    const rest = this.visible().filter((lead) => after === null || newestFirst({ submittedAt, n }, lead) < 0);
    const rows = rest.slice(0, limit);
    const last = rows.at(-1);
    return { position: this.position, rows, next: rest.length > limit && last !== undefined ? `${last.submittedAt}.${last.n}` : null };
  }

  connect(): void {
    this.wire = [];
    this.#live = false;
  }

  hello(from: Position): void {
    this.poke();
    const behind = this.#log.filter((entry) => entry.seq > from.seq).length > this.#limit;
    if (from.epoch !== String(this.epoch) || behind) this.wire.push({ t: "reset", why: behind ? "behind" : "epoch" });
    else if (from.seq < this.#rightsAt) this.wire.push({ t: "reset", why: "rights" });
    else {
      this.wire.push(this.#since(from.seq, Number.POSITIVE_INFINITY), welcome(this.#roomAt, String(this.epoch)));
      this.#live = true;
    }
  }

  /** Sends what is new, at most three entries a frame. */
  poke(): void {
    while (this.#roomAt < this.head) {
      const frame = this.#since(this.#roomAt, 3);
      if (this.#live) this.wire.push(frame);
      this.#roomAt = frame.to;
    }
  }

  tick(): void {
    this.poke();
    if (this.#live) this.wire.push({ t: "head", seq: this.head, at: 0 });
  }

  rights(agentsSeeUnclaimed: boolean): void {
    if (this.actor.agentsSeeUnclaimed === agentsSeeUnclaimed) return;
    this.actor = { ...this.actor, agentsSeeUnclaimed };
    this.#rightsAt = ++this.head;
    if (this.#live) this.wire.push({ t: "reset", why: "rights" });
    this.#live = false;
  }

  /** The database was restored: another history, whose numbers may be the same. */
  restore(): void {
    this.epoch++;
    if (this.#live) this.wire.push({ t: "reset", why: "epoch" });
    this.#live = false;
  }

  #since(from: number, limit: number): Extract<DownFrame, { t: "changes" }> {
    const all = this.#log.filter((entry) => entry.seq > from);
    const entries = all.slice(0, limit);
    const to = all.length > entries.length ? (entries.at(-1)?.seq ?? from) : Math.max(from, this.head);
    const upserts: Upsert[] = [];
    const removals: Removal[] = [];
    for (const id of new Set(entries.map((entry) => entry.id))) {
      const mine = entries.filter((entry) => entry.id === id);
      const now = this.rows.get(id);
      const by = mine.at(-1)?.by ?? null;
      if (now !== undefined && seesLive(this.actor, visibilityOf(now)))
        upserts.push({ row: now, by, ...(mine.some((entry) => entry.op === "create") && { created: true }) });
      else if (mine.some((entry) => [entry.before, entry.after].some((sight) => sight !== null && seesLive(this.actor, sight)))) {
        removals.push({
          id,
          why: now === undefined ? "erased" : now.archivedAt === null ? "moved" : "archived",
          to: now?.owner ?? null,
          by,
        });
      }
    }
    return { t: "changes", from, to, upserts, removals, members: [], teams: [] };
  }
}
