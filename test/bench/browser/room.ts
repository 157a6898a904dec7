import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { type WebSocket, WebSocketServer } from "ws";
import type { LeadRow } from "../../../domain/lead.ts";
import type { Changes, DownFrame, Position, UpFrame } from "../../../domain/wire.ts";
import { PING, PONG, PROTOCOL } from "../../../domain/wire.ts";

const HEAD_MS = 5_000;

/**
 * The room's end of one page's socket, held here, so that what is measured is the page: frames come as the bench says, at its pace. Its
 * sockets are real ones: a driver's own, which runs a script in the page for each frame, costs the page more than most frames do.
 */
export class Room {
  readonly #server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  #socket: WebSocket | null = null;
  #seq = 0;
  #greeted = false;

  /** `page`: of a context without a content policy, which would keep it from another port. */
  static async at(page: Page): Promise<Room> {
    const room = new Room();
    const server = room.#server;
    await new Promise((listening) => server.once("listening", listening));
    server.on("connection", (socket) => room.#welcome(socket));
    page.once("close", () => room.#close());
    await page.addInitScript(redirect, `ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return room;
  }

  #welcome(socket: WebSocket): void {
    this.#socket = socket;
    this.#greeted = false;
    socket.on("message", (text) => this.#hear(socket, (text as Buffer).toString()));
    const telling = setInterval(() => this.#send({ t: "head", seq: this.#seq, at: Date.now() }), HEAD_MS);
    socket.on("close", () => clearInterval(telling));
  }

  #close(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #hear(socket: WebSocket, text: string): void {
    if (text === PING) return socket.send(PONG);
    const frame = JSON.parse(text) as UpFrame;
    if (frame.t !== "hello" || frame.position === null) return;
    const position: Position = frame.position;
    this.#seq = Math.max(this.#seq, position.seq);
    this.#greeted = true;
    this.#send({ t: "welcome", v: PROTOCOL, position: { ...position, seq: this.#seq }, serverTime: Date.now() });
  }

  #send(frame: DownFrame): void {
    if (this.#greeted) this.#socket?.send(JSON.stringify(frame));
  }

  /** One change, in a frame of its own: the most work a change can be. */
  change(over: Partial<Pick<Changes, "upserts" | "removals">>): void {
    const from = this.#seq++;
    this.#send({ t: "changes", from, to: this.#seq, upserts: [], removals: [], members: [], teams: [], ...over });
  }
}

/** Runs in the page, before anything of it: its live socket goes to `room`. */
function redirect(room: string): void {
  const Own = window.WebSocket;
  window.WebSocket = class extends Own {
    constructor(address: string | URL, protocols?: string | string[]) {
      const { pathname } = new URL(address, location.href);
      super(pathname.startsWith("/live/") ? room + pathname : address, protocols);
    }
  };
}

/** So many a second at even distances, for so long. Where this process is held up it makes up for it at once, as a network does. */
export async function paced(perSecond: number, seconds: number, one: (n: number) => void): Promise<void> {
  const began = performance.now();
  const all = perSecond * seconds;
  for (let n = 0; n < all;) {
    const due = Math.min(all, Math.floor(((performance.now() - began) * perSecond) / 1_000));
    for (; n < due; n++) one(n);
    await new Promise((resolve) => setTimeout(resolve, 1_000 / perSecond));
  }
}

const STAGES = ["new", "contacted", "qualified", "visit", "won", "lost"];

/**
 * What happens on a busy morning, of leads the page holds: most move on a stage or to another owner, some are new, a few leave one's sight.
 * `rows` is kept as the page has it.
 */
export function morning(room: Room, rows: LeadRow[], owners: readonly string[]): (n: number) => void {
  return (n) => {
    const at = (n * 7_919) % rows.length;
    const row = rows[at];
    if (row === undefined) throw new Error("nobody is left");
    const next = { ...row, version: row.version + 1, lastActivityAt: Date.now() };
    if (n % 20 === 19) {
      rows.splice(at, 1);
      return room.change({ removals: [{ id: row.id, why: "archived", to: null, by: null }] });
    }
    if (n % 7 === 6) {
      const id = `019d0000-0000-7000-8000-${String(n).padStart(12, "0")}`;
      const born = { ...row, id, n: 10_000_000 + n, name: `Newcomer ${n}`, version: 1, submittedAt: Date.now(), stage: "new" };
      rows.push(born);
      return room.change({ upserts: [{ row: born, by: null, created: true }] });
    }
    const after =
      n % 2 === 0
        ? { ...next, stage: STAGES[(STAGES.indexOf(row.stage) + 1) % STAGES.length] ?? "new" }
        : { ...next, owner: owners[n % owners.length] ?? null };
    rows[at] = after;
    return room.change({ upserts: [{ row: after, by: owners[0] ?? null }] });
  };
}
