import { exports } from "cloudflare:workers";
import * as v from "valibot";
import { type DownFrame, downFrame, PING, PONG, type Position, PROTOCOL, type UpFrame } from "../../domain/wire.ts";
import { ORIGIN, type Signed } from "./signed.ts";

/** Far above what anything here takes: only a frame that never comes waits so long. */
const PATIENCE_MS = 8_000;

interface Knock {
  readonly cookie?: string;
  /** null sends none. */
  readonly origin?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
}

/** Asks for the WebSocket of a workspace as a browser does. */
export function knock(workspace: string, over: Knock = {}): Promise<Response> {
  const headers = new Headers({ upgrade: "websocket", ...over.headers });
  if (over.origin !== null) headers.set("origin", over.origin ?? ORIGIN);
  if (over.cookie !== undefined) headers.set("cookie", over.cookie);
  return exports.default.fetch(`${ORIGIN}/live/${workspace}${over.query ?? ""}`, { headers });
}

type Frame<T extends DownFrame["t"]> = Extract<DownFrame, { t: T }>;

/** One open socket: it keeps what it is sent, in order, and lets a test await the next thing it asks for. */
export class Client {
  /** Everything that came, in order; each was read with the wire's own schema. */
  readonly frames: DownFrame[] = [];
  /** The same, as it came. */
  readonly texts: string[] = [];
  readonly signed: Signed;
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();
  #read = 0;
  #pongs = 0;
  #closed: { readonly code: number; readonly at: number } | null = null;

  constructor(socket: WebSocket, signed: Signed) {
    this.#socket = socket;
    this.signed = signed;
    socket.addEventListener("message", (event) => this.#take(event.data));
    socket.addEventListener("close", (event) => {
      this.#closed = { code: event.code, at: Date.now() };
      this.#wake();
    });
    socket.accept();
  }

  static async open(workspace: string, signed: Signed, over: Omit<Knock, "cookie"> = {}): Promise<Client> {
    const answer = await knock(workspace, { ...over, cookie: signed.cookie });
    if (answer.webSocket === null) throw new Error(`no socket, but ${answer.status} ${await answer.text()}`);
    return new Client(answer.webSocket, signed);
  }

  say(frame: UpFrame): void {
    this.sayText(JSON.stringify(frame));
  }

  sayText(text: string | ArrayBuffer): void {
    this.#socket.send(text);
  }

  hello(position: Position | null): void {
    this.say({ t: "hello", v: PROTOCOL, position });
  }

  /** Says hello and awaits the welcome. */
  async greet(position: Position | null): Promise<Frame<"welcome">> {
    this.hello(position);
    return this.next("welcome");
  }

  /** The next unread frame of that type that fits; those before it count as read. */
  next<T extends DownFrame["t"]>(t: T, fits: (frame: Frame<T>) => boolean = () => true, what = ""): Promise<Frame<T>> {
    return this.#until(`a frame "${t}" ${what}`, () => {
      while (this.#read < this.frames.length) {
        const frame = this.frames[this.#read++];
        if (frame?.t === t && fits(frame as Frame<T>)) return frame as Frame<T>;
      }
      return null;
    });
  }

  /** Whatever came and was not read yet. */
  unread(): readonly DownFrame[] {
    const rest = this.frames.slice(this.#read);
    this.#read = this.frames.length;
    return rest;
  }

  /** Awaits the answer to a ping: whatever the room sent before is here by then. */
  async ping(): Promise<void> {
    const before = this.#pongs;
    this.sayText(PING);
    await this.#until("a pong", () => (this.#pongs > before ? true : null));
  }

  /** Awaits the end and says with which code it came, and when. */
  closed(): Promise<{ readonly code: number; readonly at: number }> {
    return this.#until("the socket's end", () => this.#closed);
  }

  get open(): boolean {
    return this.#closed === null;
  }

  leave(): void {
    this.#socket.close(1000, "done");
  }

  #take(data: unknown): void {
    if (data === PONG) this.#pongs++;
    else if (typeof data === "string") {
      this.texts.push(data);
      this.frames.push(v.parse(downFrame, JSON.parse(data)));
    }
    this.#wake();
  }

  #wake(): void {
    for (const look of this.#waiting) look();
  }

  #until<T>(what: string, look: () => T | null): Promise<T> {
    return new Promise((resolve, reject) => {
      const again = () => {
        const found = look();
        if (found === null) return;
        end();
        resolve(found);
      };
      const late = () => {
        end();
        const got = this.frames.map((frame) => frame.t).join(", ");
        const how = this.#closed === null ? "open" : `closed with ${this.#closed.code}`;
        reject(new Error(`waited for ${what}; the socket is ${how} and got: ${got || "nothing"}`));
      };
      const timer = setTimeout(late, PATIENCE_MS);
      const end = () => {
        clearTimeout(timer);
        this.#waiting.delete(again);
      };
      this.#waiting.add(again);
      again();
    });
  }
}
