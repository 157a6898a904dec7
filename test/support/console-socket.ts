import * as v from "valibot";
import { PING, PONG } from "../../domain/wire.ts";
import { CONSOLE_PROTOCOL, type ConsoleDown, consoleDown } from "../../domain/wire-console.ts";
import type { Signed } from "./signed.ts";
import { knock } from "./socket.ts";

const PATIENCE_MS = 8_000;
type Frame<T extends ConsoleDown["t"]> = Extract<ConsoleDown, { t: T }>;

/** Somebody who watches the console: keeps what it is sent, and lets a test await the next thing. */
export class Watcher {
  readonly frames: ConsoleDown[] = [];
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();
  #read = 0;
  #pongs = 0;
  #closed: number | null = null;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", (event) => {
      if (event.data === PONG) this.#pongs++;
      else this.frames.push(v.parse(consoleDown, JSON.parse(String(event.data))));
      this.#wake();
    });
    socket.addEventListener("close", (event) => {
      this.#closed = event.code;
      this.#wake();
    });
    socket.accept();
  }

  /** Connected, with the welcome read. */
  static async enter(signed: Signed): Promise<Watcher> {
    const watcher = await Watcher.open(signed);
    watcher.say(JSON.stringify({ t: "hello", v: CONSOLE_PROTOCOL }));
    await watcher.next("welcome");
    return watcher;
  }

  static async open(signed: Signed): Promise<Watcher> {
    const answer = await knock("console", { cookie: signed.cookie });
    if (answer.webSocket === null) throw new Error(`no socket, but ${answer.status} ${await answer.text()}`);
    return new Watcher(answer.webSocket);
  }

  say(text: string): void {
    this.#socket.send(text);
  }

  next<T extends ConsoleDown["t"]>(t: T, fits: (frame: Frame<T>) => boolean = () => true): Promise<Frame<T>> {
    return this.#until(() => {
      while (this.#read < this.frames.length) {
        const frame = this.frames[this.#read++];
        if (frame?.t === t && fits(frame as Frame<T>)) return frame as Frame<T>;
      }
      return null;
    });
  }

  /** The next news of that delivery, which fits. */
  async told(delivery: string, fits: (row: Frame<"deliveries">["rows"][number]) => boolean = () => true) {
    const found = (frame: Frame<"deliveries">) => frame.rows.find((row) => row.id === delivery && fits(row));
    return found(await this.next("deliveries", (frame) => found(frame) !== undefined));
  }

  /** Whatever the room sent before is here by then. */
  async ping(): Promise<void> {
    const before = this.#pongs;
    this.say(PING);
    await this.#until(() => (this.#pongs > before ? true : null));
  }

  closed(): Promise<number> {
    return this.#until(() => this.#closed);
  }

  leave(): void {
    this.#socket.close(1000, "done");
  }

  #wake(): void {
    for (const look of this.#waiting) look();
  }

  #until<T>(look: () => T | null): Promise<T> {
    return new Promise((resolve, reject) => {
      const again = () => {
        const found = look();
        if (found === null) return;
        end();
        resolve(found);
      };
      const timer = setTimeout(() => {
        end();
        reject(
          new Error(
            `nothing came; the socket got: ${this.frames.map((frame) => frame.t).join(", ") || "nothing"} (${this.#closed ?? "open"})`,
          ),
        );
      }, PATIENCE_MS);
      const end = () => {
        clearTimeout(timer);
        this.#waiting.delete(again);
      };
      this.#waiting.add(again);
      again();
    });
  }
}
