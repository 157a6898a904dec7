import type { Page, WebSocketRoute } from "@playwright/test";
import type { LeadRow } from "../../../domain/lead.ts";
import type { Changes, DownFrame, Position, UpFrame } from "../../../domain/wire.ts";
import { PING, PONG, PROTOCOL } from "../../../domain/wire.ts";

const HEAD_MS = 5_000;

/** The room's end of one page's socket, held here, so that what is measured is the page: frames come as the bench says, at its pace. */
export class Room {
  #socket: WebSocketRoute | null = null;
  #seq = 0;
  #greeted = false;

  static async at(page: Page): Promise<Room> {
    const room = new Room();
    await page.routeWebSocket(/\/live\//, (socket) => {
      room.#socket = socket;
      room.#greeted = false;
      socket.onMessage((text) => room.#hear(socket, String(text)));
      const telling = setInterval(() => room.#send({ t: "head", seq: room.#seq, at: Date.now() }), HEAD_MS);
      socket.onClose(() => clearInterval(telling));
      page.once("close", () => clearInterval(telling));
    });
    return room;
  }

  #hear(socket: WebSocketRoute, text: string): void {
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
    return room.change({ upserts: [{ row: after, by: owners[0] ?? null, created: false }] });
  };
}
