import { uuidv7 } from "uuidv7";
import * as v from "valibot";
import { expect } from "vitest";
import { changeAnswer, leadsAnswer, type LeadsPage } from "../../domain/api.ts";
import { type LeadRow, newestFirst } from "../../domain/lead.ts";
import { type LeadEvent, type LeadState, reduce } from "../../domain/reducer.ts";
import type { DownFrame, Position, Upsert } from "../../domain/wire.ts";
import { ask, type Signed } from "../support/signed.ts";
import { Client } from "../support/socket.ts";
import type { World } from "../support/world.ts";

/** Small, so that lists have several pages. */
const PAGE = 3;

/** Somebody's screen without the screen: the one reducer, fed by a real socket and the list's pages. */
export class Follower implements LeadState {
  position: Position | null = null;
  /** Who is on the telephone, by lead, as this connection was told. */
  readonly calls = new Map<string, readonly string[]>();
  #called: string | null = null;
  readonly #world: World;
  readonly #signed: Signed;
  readonly #rows = new Map<string, LeadRow>();
  readonly #dropped = new Map<string, number>();
  #client: Client | null = null;
  #next: string | null = null;
  #checked = 0;

  constructor(world: World, signed: Signed) {
    this.#world = world;
    this.#signed = signed;
  }

  version(id: string): number | undefined {
    return this.#rows.get(id)?.version;
  }

  droppedAt(id: string): number | undefined {
    return this.#dropped.get(id);
  }

  rows(): LeadRow[] {
    return [...this.#rows.values()].sort(newestFirst);
  }

  /** All that its list would show, by asking for it anew. */
  async shown(): Promise<LeadRow[]> {
    const { rows, next } = await this.#read("?limit=200");
    expect(next).toBeNull();
    return rows;
  }

  get connected(): boolean {
    return this.#client?.open === true;
  }

  async connect(): Promise<void> {
    if (this.connected) return;
    this.#client = await Client.open(this.#world.slug, this.#signed);
    this.#checked = 0;
    this.calls.clear();
    if (this.position === null) await this.load();
    else this.#client.hello(this.position);
  }

  disconnect(): void {
    this.#client?.leave();
    this.#client = null;
  }

  /** Awaits the end that the other side made of its connection. */
  async ended(): Promise<void> {
    await this.#client?.closed();
  }

  /** Starts again: the first page, then hello from where it was read. */
  async load(): Promise<void> {
    this.#rows.clear();
    this.#dropped.clear();
    this.position = null;
    const page = await this.#read(`?limit=${PAGE}`);
    this.#next = page.next;
    await this.#take({ kind: "page", ...page });
    if (this.connected) this.#client?.hello(this.position);
  }

  /** Reads on in the list; says whether there was anything to read. */
  async readOn(): Promise<boolean> {
    if (this.#next === null) return false;
    const page = await this.#read(`?limit=${PAGE}&after=${this.#next}`);
    this.#next = page.next;
    await this.#take({ kind: "page", ...page });
    return true;
  }

  /** Takes what came meanwhile; says whether anything was left to ask for. */
  async follow(): Promise<boolean> {
    let asked = false;
    for (const frame of this.#client?.unread() ?? []) asked = (await this.#take({ kind: "frame", frame })) || asked;
    return asked;
  }

  /** Awaits everything on its way and says which rows came since it was last asked. */
  async arrivals(): Promise<Upsert[]> {
    const client = this.#client;
    if (client === null || !client.open) return [];
    await client.ping();
    const frames = client.frames.slice(this.#checked);
    this.#checked = client.frames.length;
    return frames.flatMap((frame) => (frame.t === "changes" ? frame.upserts : []));
  }

  /** Gives away a lead it shows, as a screen does. A refusal changes nothing here: the frames tell. */
  async give(pick: number, owner: string | null): Promise<void> {
    const row = this.rows()[pick % Math.max(1, this.#rows.size)];
    if (row === undefined) return;
    const path = `/api/w/${this.#world.slug}/leads/${row.id}/owner`;
    const body = JSON.stringify({ mutation: uuidv7(), version: row.version, owner });
    const answer = await ask(path, { method: "PUT", cookie: this.#signed.cookie, body });
    if (answer.status === 200) await this.#take({ kind: "answer", ...v.parse(changeAnswer, await answer.json()) });
  }

  /** Says that one is on the telephone with any lead, or (null) no more. */
  call(lead: string | null): void {
    const [said, on] = lead === null ? [this.#called, false] : [lead, true];
    if (said === null || !this.connected) return;
    this.#client?.say({ t: "calling", lead: said, on });
    this.#called = lead;
  }

  async #read(query: string): Promise<LeadsPage> {
    const answer = await ask(`/api/w/${this.#world.slug}/leads${query}`, { cookie: this.#signed.cookie });
    expect(answer.status).toBe(200);
    return v.parse(leadsAnswer, await answer.json());
  }

  async #take(event: LeadEvent): Promise<boolean> {
    if (event.kind === "frame") this.#hear(event.frame);
    const step = reduce(this, event);
    this.position = step.position;
    for (const row of step.set) this.#rows.set(row.id, row);
    for (const { id, seq } of step.drop) {
      this.#rows.delete(id);
      this.#dropped.set(id, seq);
    }
    if (step.then === "reload") await this.load();
    if (step.then === "catch_up") this.#client?.hello(this.position);
    return step.then !== "nothing";
  }

  #hear(frame: DownFrame): void {
    if (frame.t === "reset") this.calls.clear();
    if (frame.t === "changes") for (const { id } of frame.removals) this.calls.delete(id);
    if (frame.t === "calls" && frame.people.length === 0) this.calls.delete(frame.lead);
    else if (frame.t === "calls") this.calls.set(frame.lead, frame.people);
  }
}
