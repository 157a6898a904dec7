import { type Actor, can, seesLive, type Visibility } from "../domain/rights.ts";
import { CALLING_MS, type Calls } from "../domain/wire.ts";
import { reseat, seatOf, type Socket, send } from "./sockets.ts";

/** The same call said again within this tells nobody anything. */
const AGAIN_MS = 1_000;

/** What calls need of their room. */
export interface CallingDeps {
  sockets(): Iterable<Socket>;
  /** Where leads stand by now, of those that there are. */
  visibilities(leads: readonly string[]): Promise<ReadonlyMap<string, Visibility>>;
  /** Brings everybody up to date with the log: rows and rights. */
  catchUp(): Promise<void>;
  /** The room looks by then, though nobody says anything. */
  lookBy(at: number): Promise<void>;
  now(): number;
}

/**
 * Who is on the telephone with whom, told to everybody who sees the lead (EV3). It stands in the attachments of those who said so: it
 * outlives the room's memory, and ends with the socket, with their sight of the lead, or by the clock.
 */
export class Calling {
  readonly #room: CallingDeps;

  constructor(room: CallingDeps) {
    this.#room = room;
  }

  /** One telephone a socket: a call with another lead ends the one before. */
  async say(socket: Socket, lead: string, on: boolean): Promise<void> {
    const said = seatOf(socket)?.calling ?? null;
    if (on ? isAgain(said, lead, this.#room.now()) : said?.lead !== lead) return;
    // EV3: what changed before is told before, so that nobody hears of a lead that they have no more or not yet.
    await this.#room.catchUp();
    const visible = await this.#room.visibilities(said === null ? [lead] : [said.lead, lead]);
    const [seat, stands] = [seatOf(socket), visible.get(lead)];
    if (seat === null || !seat.live || (on && (stands === undefined || !mayCall(seat.actor, stands)))) return;
    const until = this.#room.now() + CALLING_MS;
    reseat(socket, { calling: on ? { lead, until } : null });
    if (on) await this.#room.lookBy(until);
    this.#send(visible, this.#room.sockets());
  }

  /** Tells all who see these leads who is on the telephone with them now. */
  async tell(leads: Iterable<string | null>): Promise<void> {
    const called = [...new Set(leads)].filter((lead) => lead !== null);
    if (called.length > 0) this.#send(await this.#room.visibilities(called), this.#room.sockets());
  }

  /** Of these leads, those that somebody is on the telephone with: told to all who see them by now. */
  async tellMoved(leads: readonly string[]): Promise<void> {
    if (leads.length === 0) return;
    const people = this.#people();
    await this.tell(leads.filter((lead) => people.has(lead)));
  }

  /** For whoever comes in: the calls that stand. */
  async welcome(socket: Socket): Promise<void> {
    const called = [...this.#people().keys()];
    if (called.length > 0) this.#send(await this.#room.visibilities(called), [socket]);
  }

  /** Ends what was not said again in time. */
  async endLate(): Promise<void> {
    const now = this.#room.now();
    const ended: string[] = [];
    let first = Number.POSITIVE_INFINITY;
    for (const socket of this.#room.sockets()) {
      const call = seatOf(socket)?.calling ?? null;
      if (call === null) continue;
      if (call.until > now) first = Math.min(first, call.until);
      else {
        reseat(socket, { calling: null });
        ended.push(call.lead);
      }
    }
    if (first < Number.POSITIVE_INFINITY) await this.#room.lookBy(first);
    await this.tell(ended);
  }

  #send(visible: ReadonlyMap<string, Visibility>, to: Iterable<Socket>): void {
    const people = this.#people();
    const told = [...visible].map(([lead, stands]) => {
      const frame: Calls = { t: "calls", lead, people: [...(people.get(lead) ?? [])] };
      return { stands, text: JSON.stringify(frame) };
    });
    for (const socket of to) {
      const seat = seatOf(socket);
      if (seat?.live) for (const { stands, text } of told) if (seesLive(seat.actor, stands)) send(socket, text);
    }
  }

  /** Who is on the telephone, by lead. */
  #people(): ReadonlyMap<string, ReadonlySet<string>> {
    const now = this.#room.now();
    const people = new Map<string, Set<string>>();
    for (const socket of this.#room.sockets()) {
      const seat = seatOf(socket);
      if (seat?.calling == null || seat.calling.until <= now) continue;
      const those = people.get(seat.calling.lead) ?? new Set();
      people.set(seat.calling.lead, those.add(seat.actor.person));
    }
    return people;
  }
}

/** Whoever may only look at a lead is not on the telephone with them. */
function mayCall(actor: Actor, stands: Visibility): boolean {
  return seesLive(actor, stands) && can(actor, "lead.attempt", stands);
}

/** The end of this socket's call with one of these leads, if it had one: says which. */
export function hangUp(socket: Socket, left: (lead: string) => boolean = () => true): string | null {
  const lead = seatOf(socket)?.calling?.lead ?? null;
  if (lead === null || !left(lead)) return null;
  reseat(socket, { calling: null });
  return lead;
}

function isAgain(said: { readonly lead: string; readonly until: number } | null, lead: string, now: number): boolean {
  return said?.lead === lead && said.until - CALLING_MS > now - AGAIN_MS;
}
