import type { ConnectionContext, WSMessage } from "partyserver";
import * as v from "valibot";
import { isMember, seesLive } from "../domain/rights.ts";
import { type Changes, CLOSE, type DownFrame, PING, PONG, type Position, PROTOCOL } from "../domain/wire.ts";
import { databasesOf, fresh } from "../worker/env.ts";
import { liveSessions } from "../worker/identity/actor.ts";
import type { Shard } from "../worker/store/database.ts";
import { type Delta, type LogEntry, readRights, readSince, readVisibilities, readVisibility, type Rights } from "../worker/store/log.ts";
import { findWorkspace } from "../worker/store/people.ts";
import { Calling, hangUp } from "./calling.ts";
import { frameByClass, frameFor } from "./frames.ts";
import { hear } from "./hear.ts";
import { LoudServer } from "./loud.ts";
import { Coalesced, Order } from "./order.ts";
import { tellPresence } from "./presence.ts";
import { mustProve, resetOf, type ResetWhy, sameSight, withRights } from "./resume.ts";
import { ADMITTED_HEADER, admitted, reseat, type Seat, seatOf, send, type Socket } from "./sockets.ts";

/** While watched, the room looks by itself this often: lost pokes mend, and the footer is true (house.md). */
const LOOK_MS = 10_000;
/** Sessions of connected people are asked for this often, should the news of an ended one be lost. */
const SESSIONS_MS = 60_000;
/** A frame holds at most this many log entries. */
const STRETCH = 500;
/** Behind everything that will ever be logged: reads the head and no entry. */
const NOTHING_BEFORE = Number.MAX_SAFE_INTEGER;

/** How far the log was sent, and the rights it was last sent by. */
interface Place extends Position {
  readonly access: number;
}

/**
 * One workspace's live log. It holds no business rule and no lead: it reads the log from its last position, sends each socket what it
 * may see, and forgets. Everything it must remember survives hibernation: the position in storage, who sits where in attachments.
 */
export class Room extends LoudServer {
  static override options = { hibernate: true };

  readonly #order = new Order();
  readonly #advance = new Coalesced(() => this.#order.run(() => this.#catchUp()));
  readonly #calling = new Calling({
    sockets: () => this.#sockets(),
    visibilities: async (leads) => readVisibilities(await this.#open(), this.name, leads),
    catchUp: () => this.#catchUp(),
    lookBy: (at) => this.#lookBy(at),
    now: fresh.now,
  });
  #shard: Shard | null = null;
  #sessionsReadAt = 0;

  override onStart(): void {
    this.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
  }

  override async onConnect(socket: Socket, context: ConnectionContext): Promise<void> {
    const header = context.request.headers.get(ADMITTED_HEADER);
    const seat = v.safeParse(admitted, header === null ? null : JSON.parse(header));
    if (!seat.success || seat.output.actor.workspace !== this.name) {
      socket.close(CLOSE.noAccess, "not admitted");
      return;
    }
    socket.setState({ ...seat.output, live: false, watching: null, typedAt: 0, calling: null });
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(fresh.now() + LOOK_MS);
  }

  override onMessage(socket: Socket, message: WSMessage): Promise<void> {
    return this.aloud(() => this.#hear(socket, message));
  }

  async #hear(socket: Socket, message: WSMessage): Promise<void> {
    const frame = hear(message);
    if (frame === "stale client") socket.close(CLOSE.staleClient, "another protocol");
    else if (frame === "unreadable" || seatOf(socket) === null) socket.close(CLOSE.badFrame, "unreadable frame");
    else if (frame.t === "hello") await this.#order.run(() => this.#welcome(socket, frame.position));
    // After the hello that came before it, and one after the other: the last lead opened is the one that counts.
    else if (frame.t === "watch") await this.#order.run(() => this.#watch(socket, frame.lead));
    else if (frame.t === "typing") await this.#order.run(async () => this.#typed(socket, frame.lead));
    else await this.#order.run(() => this.#calling.say(socket, frame.lead, frame.on));
  }

  override async onClose(socket: Socket): Promise<void> {
    this.#tellPresence(seatOf(socket)?.watching ?? null);
    // Whatever it said before it went is heard before.
    const told = this.aloud(() => this.#order.run(() => this.#calling.tell([seatOf(socket)?.calling?.lead ?? null])));
    await told.catch(() => undefined);
  }

  /** The log has grown: everybody is sent what they may see of it. Resolves when it is sent. */
  poke(): Promise<void> {
    return this.aloud(() => this.#advance.ask());
  }

  /** EV4: somebody's rights changed in the shard: whoever lost access is closed, whoever's sight changed starts again. */
  accessChanged(): Promise<void> {
    return this.aloud(() =>
      this.#order.run(async () => {
        // First of all, whatever becomes of the rest.
        await this.#reviewRights();
        await this.#catchUp();
      }),
    );
  }

  /** EV4: a session ended: its sockets close now. */
  async sessionEnded(session: string): Promise<void> {
    for (const socket of this.#sockets()) {
      if (seatOf(socket)?.session === session) socket.close(CLOSE.signedOut, "signed out");
    }
  }

  override onAlarm(): Promise<void> {
    return this.aloud(() => this.#look());
  }

  async #look(): Promise<void> {
    if ([...this.#sockets()].length === 0) return;
    // First of all the next look: one that fails must not be the last.
    await this.ctx.storage.setAlarm(fresh.now() + LOOK_MS);
    await this.#advance.ask();
    await this.#order.run(() => this.#calling.endLate());
    await this.#order.run(() => this.#reviewSessions());
    // SU1: what lets support in ends by the clock alone, and no news tells of it.
    if (this.#hasGuests()) await this.#order.run(() => this.#reviewRights());
    const head: DownFrame = { t: "head", seq: (await this.#place())?.seq ?? 0, at: fresh.now() };
    const text = JSON.stringify(head);
    for (const socket of this.#live()) send(socket, text);
  }

  async #catchUp(): Promise<void> {
    for (;;) {
      const shard = await this.#open();
      const at = await this.#place();
      // With nobody to send it to, what happened is skipped: each hello brings its own position.
      const listened = at !== null && !this.#live().next().done;
      const delta = await readSince(shard, this.name, listened ? at.seq : NOTHING_BEFORE, STRETCH);
      const now: Place = { epoch: delta.epoch, seq: delta.more ? delta.to : delta.head, access: delta.accessVersion };
      const restored = at !== null && at.epoch !== now.epoch;
      // EV3: the rows are as they are now, so they are chosen by the rights of now, wherever in the log those changed.
      if (restored || at?.access !== now.access) await this.#reviewRights();
      if (restored) for (const socket of this.#live()) this.#startAgain(socket, "epoch");
      else if (listened && now.seq > at.seq) await this.#broadcast(delta);
      // After sending, so that a crash in between sends twice and never not at all: frames are state.
      if (restored || at?.seq !== now.seq || at.access !== now.access) await this.ctx.storage.put("place", now);
      if (!delta.more) return;
    }
  }

  async #broadcast(delta: Delta): Promise<void> {
    const frames = frameByClass(delta);
    const [left, hungUp] = [new Set<string | null>(), new Set<string | null>()];
    for (const socket of this.#live()) {
      const seat = seatOf(socket);
      if (seat === null) continue;
      const { frame, text } = frames(seat.actor);
      const gone = this.#deliver(socket, frame, text);
      left.add(gone.watching);
      hungUp.add(gone.calling);
    }
    for (const lead of left) this.#tellPresence(lead);
    await this.#calling.tell(hungUp);
    // Who sees one of them for the first time has not heard of its call.
    await this.#calling.tellMoved(delta.entries.filter(isMove).map(({ id }) => id));
  }

  /** Sends news, and says which lead this socket has open, and on the telephone, no more because of them. */
  #deliver(socket: Socket, frame: Changes, text: string): { readonly watching: string | null; readonly calling: string | null } {
    send(socket, text);
    const removed = (lead: string) => frame.removals.some((removal) => removal.id === lead);
    const calling = hangUp(socket, removed);
    const watching = seatOf(socket)?.watching ?? null;
    if (watching === null || !removed(watching)) return { watching: null, calling };
    reseat(socket, { watching: null });
    return { watching, calling };
  }

  /** Answers a hello: from the client's position to the room's, by state, then live. */
  async #welcome(socket: Socket, from: Position | null): Promise<void> {
    await this.#catchUp();
    const [shard, here, seat] = [await this.#open(), await this.#place(), seatOf(socket)];
    if (here === null || seat === null) return;
    const [rights, standing] = await Promise.all([
      readRights(shard, this.name, [seat.actor.person]),
      // EV4: the news of its end may have come while this socket was still on its way in.
      liveSessions(databasesOf(this.env).platform, [seat.session], fresh.now()),
    ]);
    const actor = withRights(seat.actor, rights, fresh.now());
    if (!standing.has(seat.session)) return socket.close(CLOSE.signedOut, "signed out");
    if (actor === null) return socket.close(CLOSE.noAccess, "no access");
    if (mustProve(seat, actor, rights)) return socket.close(CLOSE.comeAgain, "second factor needed");
    await this.#lookAtEndOf(rights);
    // EV3: after the rights, so that a change of them in between is among the entries, and sends the client back to the start.
    const delta = await readSince(shard, this.name, from?.seq ?? here.seq);
    reseat(socket, { actor });
    const reset = from === null ? null : resetOf(from, actor, delta);
    if (reset !== null) return this.#calling.tell([this.#startAgain(socket, reset)]);
    const frame = frameFor(actor, delta);
    if (from !== null) {
      const gone = this.#deliver(socket, frame, JSON.stringify(frame));
      this.#tellPresence(gone.watching);
      await this.#calling.tell([gone.calling]);
    }
    const welcome: DownFrame = {
      t: "welcome",
      v: PROTOCOL,
      position: { epoch: delta.epoch, seq: here.seq },
      serverTime: fresh.now(),
    };
    send(socket, JSON.stringify(welcome));
    reseat(socket, { live: true });
    await this.#calling.welcome(socket);
  }

  /** Sends one socket nothing more until its next hello, and says which call of its own that ended. */
  #startAgain(socket: Socket, why: ResetWhy): string | null {
    const watching = seatOf(socket)?.watching ?? null;
    const calling = hangUp(socket);
    reseat(socket, { live: false, watching: null });
    const reset: DownFrame = { t: "reset", why };
    send(socket, JSON.stringify(reset));
    this.#tellPresence(watching);
    return calling;
  }

  async #watch(socket: Socket, lead: string | null): Promise<void> {
    const visible = lead === null ? null : await readVisibility(await this.#open(), this.name, lead);
    const seat = seatOf(socket);
    if (seat === null || !seat.live) return;
    const next = visible !== null && seesLive(seat.actor, visible) ? lead : null;
    reseat(socket, { watching: next, typedAt: 0 });
    if (seat.watching !== next) this.#tellPresence(seat.watching);
    this.#tellPresence(next);
  }

  #typed(socket: Socket, lead: string): void {
    if (seatOf(socket)?.watching !== lead) return;
    reseat(socket, { typedAt: fresh.now() });
    this.#tellPresence(lead);
  }

  async #reviewRights(): Promise<void> {
    const sockets = [...this.#sockets()];
    const people = [...new Set(sockets.flatMap((socket) => seatOf(socket)?.actor.person ?? []))];
    if (people.length === 0) return;
    const rights = await readRights(await this.#open(), this.name, people);
    const hungUp: (string | null)[] = [];
    for (const socket of sockets) {
      const seat = seatOf(socket);
      if (seat === null) continue;
      const actor = withRights(seat.actor, rights, fresh.now());
      if (actor === null) socket.close(CLOSE.noAccess, "no access");
      // The door says why when they come again, or lets in who has shown one since.
      else if (mustProve(seat, actor, rights)) socket.close(CLOSE.comeAgain, "second factor needed");
      else if (!sameSight(actor, seat.actor)) {
        // What was sent until now was for other eyes: the client drops it and loads anew.
        reseat(socket, { actor });
        hungUp.push(this.#startAgain(socket, "rights"));
      }
    }
    await this.#calling.tell(hungUp);
    await this.#lookAtEndOf(rights);
  }

  /** EV4: what lets support in ends within a second of its time: that is the next look, where it comes before the usual one. */
  async #lookAtEndOf({ support }: Rights): Promise<void> {
    const ends = support.flatMap(({ until }) => (until > fresh.now() ? [until] : []));
    if (ends.length > 0) await this.#lookBy(Math.min(...ends));
  }

  async #lookBy(at: number): Promise<void> {
    const next = await this.ctx.storage.getAlarm();
    if (next === null || at < next) await this.ctx.storage.setAlarm(at);
  }

  #hasGuests(): boolean {
    return [...this.#sockets()].some((socket) => {
      const seat = seatOf(socket);
      return seat !== null && !isMember(seat.actor.role);
    });
  }

  async #reviewSessions(): Promise<void> {
    if (fresh.now() - this.#sessionsReadAt < SESSIONS_MS) return;
    const sockets = [...this.#sockets()];
    const sessions = [...new Set(sockets.flatMap((socket) => seatOf(socket)?.session ?? []))];
    const standing = await liveSessions(databasesOf(this.env).platform, sessions, fresh.now());
    for (const socket of sockets) {
      const session = seatOf(socket)?.session;
      if (session !== undefined && !standing.has(session)) socket.close(CLOSE.signedOut, "signed out");
    }
    await this.#reviewRights();
    this.#sessionsReadAt = fresh.now();
  }

  async #open(): Promise<Shard> {
    if (this.#shard === null) {
      const databases = databasesOf(this.env);
      const workspace = await findWorkspace(databases.platform, this.name);
      if (workspace === undefined) throw new Error("no such workspace");
      this.#shard = databases.shard(workspace.shard);
    }
    return this.#shard;
  }

  async #place(): Promise<Place | null> {
    return (await this.ctx.storage.get<Place>("place")) ?? null;
  }

  #tellPresence(lead: string | null): void {
    tellPresence(this.#sockets(), lead, fresh.now());
  }

  #sockets(): Iterable<Socket> {
    return this.getConnections<Seat>();
  }

  *#live(): Generator<Socket> {
    for (const socket of this.#sockets()) if (seatOf(socket)?.live) yield socket;
  }
}

/** A change that can bring a lead into somebody's sight. */
function isMove({ entity, before, after }: LogEntry): boolean {
  return entity === "lead" && JSON.stringify(before) !== JSON.stringify(after);
}
