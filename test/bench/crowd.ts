import { PROTOCOL } from "../../domain/wire.ts";
import type { BenchWorld } from "./world.ts";

const PATIENCE_MS = 20_000;
const AT_ONCE = 20;

/** People with the workspace's live log open, one socket each. */
export class Crowd {
  readonly #sockets: readonly WebSocket[];
  #heard: (socket: WebSocket, text: string) => void = () => undefined;
  #gone: () => void = () => undefined;

  private constructor(sockets: readonly WebSocket[]) {
    this.#sockets = sockets;
    for (const socket of sockets) {
      socket.addEventListener("message", (event) => this.#heard(socket, String(event.data)));
      socket.addEventListener("close", () => this.#gone());
    }
  }

  /** Resolves when all of them were welcomed. */
  static async gather(base: URL, world: BenchWorld, keys: readonly string[]): Promise<Crowd> {
    const sockets: WebSocket[] = [];
    for (let at = 0; at < keys.length; at += AT_ONCE) {
      sockets.push(...(await Promise.all(keys.slice(at, at + AT_ONCE).map((key) => welcomed(base, world, key)))));
    }
    return new Crowd(sockets);
  }

  /** Resolves when each of them has been sent a row of that lead, as that version of it, or of a new one. */
  until(lead: { readonly id: string; readonly version: number } | null): Promise<void> {
    const marks = lead === null ? ['"created":true'] : [`"id":"${lead.id}"`, `"version":${lead.version},`];
    const without = new Set(this.#sockets);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => reject(new Error(`${without.size} of ${this.#sockets.length} people were sent nothing`)), PATIENCE_MS);
    this.#gone = () => reject(new Error("somebody's socket closed"));
    this.#heard = (socket, text) => {
      if (!text.includes('"t":"changes"') || !marks.every((mark) => text.includes(mark))) return;
      without.delete(socket);
      if (without.size === 0) resolve();
    };
    return promise.finally(() => clearTimeout(timer));
  }

  /** Resolves when the socket of whoever came in as the `nth` is closed; that others stay open is their own tests' matter. */
  closed(nth: number): Promise<void> {
    const socket = this.#sockets[nth];
    if (socket === undefined) throw new Error("nobody came in as that");
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => reject(new Error("the socket stays open")), PATIENCE_MS);
    this.#gone = () => undefined;
    socket.addEventListener("close", () => resolve(), { once: true });
    return promise.finally(() => clearTimeout(timer));
  }

  leave(): void {
    this.#gone = () => undefined;
    for (const socket of this.#sockets) socket.close();
  }
}

function welcomed(base: URL, world: BenchWorld, key: string): Promise<WebSocket> {
  // By its name: the session's cookie is for localhost.
  const host = `localhost:${base.port}`;
  const headers = { cookie: world.cookies[key] ?? "", origin: `http://${host}` };
  // Node's WebSocket takes headers, which its type, the browser's, does not know.
  const socket = new WebSocket(`ws://${host}/live/${world.slug}`, { headers } as unknown as string[]);
  return new Promise((resolve, reject) => {
    socket.addEventListener("open", () => socket.send(JSON.stringify({ t: "hello", v: PROTOCOL, position: null })));
    socket.addEventListener("message", () => resolve(socket), { once: true });
    socket.addEventListener("error", () => reject(new Error(`${key} is not let in`)));
    socket.addEventListener("close", ({ code, reason }) => reject(new Error(`${key} is turned away: ${code} ${reason}`)));
  });
}
