import { type ConnectionContext, Server, type WSMessage } from "partyserver";
import * as v from "valibot";
import { type Actor, seesLive } from "../domain/rights.ts";
import { CLOSE, type DownFrame, PING, PONG, type Position, PROTOCOL, upFrame } from "../domain/wire.ts";
import { databasesOf, type Env, fresh } from "../worker/env.ts";
import { liveSessions } from "../worker/identity/actor.ts";
import type { Shard } from "../worker/store/database.ts";
import { readRights, readSince, readVisibility } from "../worker/store/log.ts";
import { findWorkspace } from "../worker/store/people.ts";
import { frameByClass, frameFor } from "./frames.ts";
import { Coalesced, Order } from "./order.ts";
import { tellPresence } from "./presence.ts";
import { ADMITTED_HEADER, admitted, reseat, type Seat, seatOf, send, type Socket } from "./sockets.ts";

/** While watched, the room looks by itself this often: lost pokes mend, and the footer is true (house.md). */
const LOOK_MS = 10_000;
/** Sessions of connected people are asked for this often, should the news of an ended one be lost. */
const SESSIONS_MS = 60_000;
/** A frame holds at most this many log entries. */
const STRETCH = 500;

/**
 * One workspace's live log. It holds no business rule and no lead: it reads the log from its last position, sends each socket what it
 * may see, and forgets. Everything it must remember survives hibernation: the position in storage, who sits where in attachments.
 */
export class Room extends Server<Env> {
  static override options = { hibernate: true };

  readonly #order = new Order();
  readonly #advance = new Coalesced(() => this.#order.run(() => this.#catchUp()));
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
    socket.setState({ ...seat.output, live: false, watching: null });
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(fresh.now() + LOOK_MS);
  }

  override async onMessage(socket: Socket, message: WSMessage): Promise<void> {
    const frame = v.safeParse(upFrame, parse(message));
    const seat = seatOf(socket);
    if (!frame.success || seat === null) {
      socket.close(CLOSE.badFrame, "unreadable frame");
      return;
    }
    switch (frame.output.t) {
      case "hello": {
        const { v: version, position } = frame.output;
        if (version !== PROTOCOL) socket.close(CLOSE.staleClient, "another protocol");
        else await this.#order.run(() => this.#welcome(socket, position));
        return;
      }
      case "watch":
        return this.#watch(socket, frame.output.lead);
      case "typing":
        if (seat.watching === frame.output.lead) tellPresence(this.#sockets(), seat.watching, seat.actor.person);
    }
  }

  override onClose(socket: Socket): void {
    const watching = seatOf(socket)?.watching ?? null;
    tellPresence(
      [...this.#sockets()].filter((other) => other.id !== socket.id),
      watching,
    );
  }

  /** The log has grown: everybody is sent what they may see of it. Resolves when it is sent. */
  poke(): Promise<void> {
    return this.#advance.ask();
  }

  /** EV4: somebody's rights changed in the shard: whoever lost access is closed, whoever's sight changed starts again. */
  accessChanged(): Promise<void> {
    return this.#order.run(() => this.#reviewRights());
  }

  /** EV4: a session ended: its sockets close now. */
  async sessionEnded(session: string): Promise<void> {
    for (const socket of this.#sockets()) {
      if (seatOf(socket)?.session === session) socket.close(CLOSE.signedOut, "signed out");
    }
  }

  override async onAlarm(): Promise<void> {
    if ([...this.#sockets()].length === 0) return;
    // First of all the next look: one that fails must not be the last.
    await this.ctx.storage.setAlarm(fresh.now() + LOOK_MS);
    await this.#advance.ask();
    await this.#order.run(() => this.#reviewSessions());
    const head: DownFrame = { t: "head", seq: (await this.#position()) ?? 0, at: fresh.now() };
    const text = JSON.stringify(head);
    for (const socket of this.#live()) send(socket, text);
  }

  async #catchUp(): Promise<void> {
    for (;;) {
      const shard = await this.#open();
      const at = await this.#position();
      if (at === null) {
        // Nobody has been sent anything yet: each hello brings its own position.
        await this.#moveTo(await readSince(shard, this.name, Number.MAX_SAFE_INTEGER, 1).then((delta) => delta.head));
        return;
      }
      const delta = await readSince(shard, this.name, at, STRETCH);
      if (delta.to > at) {
        const frames = frameByClass(delta);
        for (const socket of this.#live()) this.#deliver(socket, frames);
        // After sending, so that a crash in between sends twice and never not at all: frames are state.
        await this.#moveTo(delta.to);
        if (delta.entries.some((entry) => entry.entity !== "lead")) await this.#reviewRights();
      }
      if (!delta.more) return;
    }
  }

  #deliver(socket: Socket, frames: ReturnType<typeof frameByClass>): void {
    const seat = seatOf(socket);
    if (seat === null) return;
    const { frame, text } = frames(seat.actor);
    send(socket, text);
    const watching = seat.watching;
    if (watching !== null && frame.removals.some((removal) => removal.id === watching)) {
      reseat(socket, { watching: null });
      tellPresence(this.#sockets(), watching);
    }
  }

  /** Answers a hello: from the client's position to the room's, by state, then live. */
  async #welcome(socket: Socket, from: Position | null): Promise<void> {
    await this.#catchUp();
    const shard = await this.#open();
    const here = (await this.#position()) ?? 0;
    const rights = await this.#rightsOf(socket, shard);
    const seat = seatOf(socket);
    if (rights === null || seat === null) return;
    const delta = await readSince(shard, this.name, from?.seq ?? here);
    const behind = from === null || delta.tooOld || delta.more || from.epoch !== delta.epoch;
    if (behind && from !== null) {
      const reset: DownFrame = { t: "reset", why: from.epoch === delta.epoch ? "behind" : "epoch" };
      send(socket, JSON.stringify(reset));
      return;
    }
    const welcome: DownFrame = { t: "welcome", v: PROTOCOL, position: { epoch: delta.epoch, seq: here }, serverTime: fresh.now() };
    if (from !== null) send(socket, JSON.stringify(frameFor(rights, delta)));
    send(socket, JSON.stringify(welcome));
    reseat(socket, { live: true });
  }

  async #watch(socket: Socket, lead: string | null): Promise<void> {
    const seat = seatOf(socket);
    if (seat === null) return;
    const visible = lead === null ? null : await readVisibility(await this.#open(), this.name, lead);
    const next = visible !== null && seesLive(seat.actor, visible) ? lead : null;
    reseat(socket, { watching: next });
    if (seat.watching !== next) tellPresence(this.#sockets(), seat.watching);
    tellPresence(this.#sockets(), next);
  }

  /** The person's rights as the shard has them now, put on the socket; null (and closed) when there are none. */
  async #rightsOf(socket: Socket, shard: Shard): Promise<Actor | null> {
    const seat = seatOf(socket);
    if (seat === null) return null;
    const rights = await readRights(shard, this.name, [seat.actor.person]);
    const found = rights.people[0];
    if (found === undefined || found.status !== "active" || rights.status !== "active") {
      socket.close(CLOSE.noAccess, "no access");
      return null;
    }
    const actor = { ...seat.actor, role: found.role, teams: [...found.teams], agentsSeeUnclaimed: rights.agentsSeeUnclaimed };
    reseat(socket, { actor });
    return actor;
  }

  async #reviewRights(): Promise<void> {
    const sockets = [...this.#sockets()];
    const people = [...new Set(sockets.flatMap((socket) => seatOf(socket)?.actor.person ?? []))];
    if (people.length === 0) return;
    const rights = await readRights(await this.#open(), this.name, people);
    const byPerson = new Map(rights.people.map((one) => [one.person, one]));
    for (const socket of sockets) {
      const seat = seatOf(socket);
      if (seat === null) continue;
      const now = byPerson.get(seat.actor.person);
      if (now === undefined || now.status !== "active" || rights.status !== "active") {
        socket.close(CLOSE.noAccess, "no access");
        continue;
      }
      const actor = { ...seat.actor, role: now.role, teams: [...now.teams], agentsSeeUnclaimed: rights.agentsSeeUnclaimed };
      if (sameSight(actor, seat.actor)) continue;
      // What was sent until now was for other eyes: the client drops it and loads anew.
      reseat(socket, { actor, live: false, watching: null });
      const reset: DownFrame = { t: "reset", why: "rights" };
      send(socket, JSON.stringify(reset));
    }
  }

  async #reviewSessions(): Promise<void> {
    if (fresh.now() - this.#sessionsReadAt < SESSIONS_MS) return;
    this.#sessionsReadAt = fresh.now();
    const sockets = [...this.#sockets()];
    const sessions = [...new Set(sockets.flatMap((socket) => seatOf(socket)?.session ?? []))];
    const standing = await liveSessions(databasesOf(this.env).platform, sessions, fresh.now());
    for (const socket of sockets) {
      const session = seatOf(socket)?.session;
      if (session !== undefined && !standing.has(session)) socket.close(CLOSE.signedOut, "signed out");
    }
    await this.#reviewRights();
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

  async #position(): Promise<number | null> {
    return (await this.ctx.storage.get<number>("position")) ?? null;
  }

  async #moveTo(seq: number): Promise<void> {
    await this.ctx.storage.put("position", seq);
  }

  #sockets(): Iterable<Socket> {
    return this.getConnections<Seat>();
  }

  *#live(): Iterable<Socket> {
    for (const socket of this.#sockets()) if (seatOf(socket)?.live) yield socket;
  }
}

function sameSight(a: Actor, b: Actor): boolean {
  return a.role === b.role && a.agentsSeeUnclaimed === b.agentsSeeUnclaimed && [...a.teams].sort().join() === [...b.teams].sort().join();
}

function parse(message: WSMessage): unknown {
  if (typeof message !== "string") return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
