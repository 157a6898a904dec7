import type { LeadRow } from "../../domain/lead.ts";
import { type LeadEvent, type LeadState, reduce } from "../../domain/reducer.ts";
import type { Actor } from "../../domain/rights.ts";
import type { Position } from "../../domain/wire.ts";
import { frameFor } from "../../party/frames.ts";
import type { Shard } from "../../worker/store/database.ts";
import { readSince } from "../../worker/store/log.ts";

/** A client on the wire: the one reducer, fed with the frames its person would be sent. */
export class Follower {
  readonly rows = new Map<string, LeadRow>();
  readonly actor: Actor;
  /** Leads announced as new, each time it happened. */
  readonly announced: string[] = [];
  /** How often it found that something was missing. */
  gaps = 0;
  readonly #shard: Shard;
  readonly #dropped = new Map<string, number>();
  #position: Position | null = null;

  constructor(shard: Shard, actor: Actor) {
    this.#shard = shard;
    this.actor = actor;
  }

  /** From an empty workspace. */
  async begin(): Promise<void> {
    const { epoch, head } = await readSince(this.#shard, this.actor.workspace, Number.MAX_SAFE_INTEGER, 1);
    this.#apply({ kind: "page", position: { epoch, seq: head }, rows: [] });
  }

  /** The room's next frame; `from` is where the room believes it left off, which is further than this client when a frame was lost. */
  async hear(from: number, limit: number): Promise<number> {
    const delta = await readSince(this.#shard, this.actor.workspace, from, limit);
    const frame = frameFor(this.actor, delta);
    if (this.#apply({ kind: "frame", frame }) === "catch_up") {
      this.gaps += 1;
      await this.catchUp();
    }
    return delta.to;
  }

  /** A hello: everything from its own position on. */
  async catchUp(): Promise<void> {
    for (;;) {
      const delta = await readSince(this.#shard, this.actor.workspace, this.at);
      this.#apply({ kind: "frame", frame: frameFor(this.actor, delta) });
      if (!delta.more) return;
    }
  }

  get at(): number {
    if (this.#position === null) throw new Error("this client stands nowhere");
    return this.#position.seq;
  }

  #apply(event: LeadEvent): string {
    const state: LeadState = {
      position: this.#position,
      version: (id) => this.rows.get(id)?.version,
      droppedAt: (id) => this.#dropped.get(id),
    };
    const step = reduce(state, event);
    for (const row of step.set) this.rows.set(row.id, row);
    for (const { id, seq } of step.drop) {
      this.rows.delete(id);
      this.#dropped.set(id, seq);
    }
    this.announced.push(...step.fresh);
    this.#position = step.position;
    return step.then;
  }
}
