import { type Connection, type ConnectionContext, Server, type WSMessage } from "partyserver";
import * as v from "valibot";
import { canOnPlatform, platformRole, type PlatformRole } from "../domain/platform.ts";
import { CLOSE, PING, PONG } from "../domain/wire.ts";
import { CONSOLE_PROTOCOL, type ConsoleDown, consoleUp } from "../domain/wire-console.ts";
import { databasesOf, type Env, fresh } from "../worker/env.ts";
import { watchDeliveries } from "../worker/store/console/deliveries.ts";
import { standingConsoles } from "../worker/store/consolesession.ts";
import { hearAs } from "./hear.ts";
import { Order } from "./order.ts";
import { ADMITTED_HEADER } from "./sockets.ts";

/** While somebody watches, the room looks this often; nothing calls it, least of all a webhook (house.md). */
const LOOK_MS = 1_000;
/** Each look goes back so far beyond the last: a row's time is taken before it is written, up to 1.5 s before it (IN1). */
const OVERLAP_MS = 5_000;
/** The first look after the room came to life: it may have slept through a look or two, and rows told twice change nothing. */
const BACK_MS = 30_000;
/** Rows of one look; with more the clients read the list anew. */
const MOST = 300;
/** Without news the sockets hear this often that there was none. */
const HEAD_MS = 5_000;

const admitted = v.object({ console: v.string(), person: v.string(), role: platformRole });
/** What a socket remembers through hibernation. `live`: has said hello. */
type Seat = v.InferOutput<typeof admitted> & { readonly live: boolean };
type Socket = Connection<Seat>;

/** What super-admins watch. It holds nothing: each look reads what is new or changed, sends what was not sent yet, and forgets. */
export class ConsoleRoom extends Server<Env> {
  static override options = { hibernate: true };

  readonly #order = new Order();
  /** The last look's rows as they were sent; a room that was evicted sends them once more. */
  #sent: ReadonlyMap<string, string> = new Map();
  #lookedAt: number | null = null;
  #saidAt = 0;

  override onStart(): void {
    this.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
  }

  override async onConnect(socket: Socket, context: ConnectionContext): Promise<void> {
    const header = context.request.headers.get(ADMITTED_HEADER);
    const seat = v.safeParse(admitted, header === null ? null : JSON.parse(header));
    if (!seat.success) {
      socket.close(CLOSE.noAccess, "not admitted");
      return;
    }
    socket.setState({ ...seat.output, live: false });
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(fresh.now() + LOOK_MS);
  }

  override onMessage(socket: Socket, message: WSMessage): void {
    const frame = hearAs(consoleUp, CONSOLE_PROTOCOL, message);
    const seat = socket.state;
    if (frame === "stale client") socket.close(CLOSE.staleClient, "another protocol");
    else if (frame === "unreadable" || seat === null) socket.close(CLOSE.badFrame, "unreadable frame");
    else {
      socket.setState({ ...seat, live: true });
      send(socket, { t: "welcome", v: CONSOLE_PROTOCOL, at: fresh.now() });
    }
  }

  override async onClose(socket: Socket): Promise<void> {
    if (this.#sockets().every((other) => other.id === socket.id)) await this.#rest();
  }

  override async onAlarm(): Promise<void> {
    if (this.#sockets().length === 0) return this.#rest();
    // First of all the next look: one that fails must not be the last.
    await this.ctx.storage.setAlarm(fresh.now() + LOOK_MS);
    await this.#order.run(() => this.#look());
  }

  async #look(): Promise<void> {
    const now = fresh.now();
    const { platform } = databasesOf(this.env);
    const since = this.#lookedAt === null ? now - BACK_MS : this.#lookedAt - OVERLAP_MS;
    const consoles = [...new Set(this.#sockets().flatMap((socket) => socket.state?.console ?? []))];
    const [standing, { rows, more }] = await Promise.all([
      standingConsoles(platform, consoles, now),
      watchDeliveries(platform, since, MOST),
    ]);
    this.#review(standing);
    const texts = new Map(rows.map((row) => [row.id, JSON.stringify(row)]));
    const told = rows.filter((row) => this.#sent.get(row.id) !== texts.get(row.id));
    const due = now - this.#saidAt >= HEAD_MS;
    // What a frame cannot hold may have changed too: without other news that is said as seldom as that there are none.
    if (told.length > 0 || (more && due)) this.#tell({ t: "deliveries", at: now, rows: told, more }, now);
    else if (due) this.#tell({ t: "head", at: now }, now);
    this.#sent = texts;
    this.#lookedAt = now;
  }

  /** EV4: whoever lost the role, the session or the console session is sent nothing more. Watching keeps none of them (SU1). */
  #review(standing: ReadonlyMap<string, string>): void {
    for (const socket of this.#sockets()) {
      const seat = socket.state;
      if (seat === null) continue;
      const role = standing.get(seat.console);
      // What ended and what was taken look alike from here: the client's next request says which it was.
      if (!canOnPlatform((role ?? null) as PlatformRole | null, "console.read")) socket.close(CLOSE.noAccess, "no access");
    }
  }

  #tell(frame: ConsoleDown, now: number): void {
    for (const socket of this.#sockets()) if (socket.state?.live) send(socket, frame);
    this.#saidAt = now;
  }

  async #rest(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    this.#sent = new Map();
    this.#lookedAt = null;
  }

  #sockets(): Socket[] {
    return [...this.getConnections<Seat>()].filter((socket) => socket.readyState === WebSocket.OPEN);
  }
}

/** A socket that is gone between two lines throws; its close event does the rest. */
function send(socket: Socket, frame: ConsoleDown): void {
  try {
    socket.send(JSON.stringify(frame));
  } catch {
    // The runtime reports it through onClose.
  }
}
