import ReconnectingWebSocket from "partysocket/ws";
import { type Accessor, createSignal } from "solid-js";
import * as v from "valibot";
import { CLOSE, PONG } from "../../domain/wire.ts";
import { CONSOLE_PROTOCOL, type ConsoleDown, consoleDown, type ConsoleUp } from "../../domain/wire-console.ts";
import type { SocketDeps } from "./socket.ts";
import { createHeartbeat } from "./heartbeat.ts";
import { decideStatus, PROOF_MS, type Status } from "./status.ts";

export interface WatchHandlers {
  /** From now on everything new is sent: what came before has to be read. */
  welcomed(): void;
  take(frame: Extract<ConsoleDown, { t: "deliveries" }>): void;
  /** The role or the session is gone, or a try did not get in: ask over HTTP why. */
  refused(): void;
}

export interface Watch {
  readonly status: Accessor<Status>;
  readonly latencyMs: Accessor<number | null>;
  readonly behindSeconds: Accessor<number>;
  connect(): void;
  close(): void;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

/** The console's live line. It has no position: whoever comes back reads the list anew. */
export function createWatch(deps: SocketDeps, handlers: WatchHandlers): Watch {
  const { clock, browser } = deps;
  const [status, setStatus] = createSignal<Status>("connecting");
  const [latencyMs, setLatency] = createSignal<number | null>(null);
  const [behindSeconds, setBehind] = createSignal(0);
  let socket: ReconnectingWebSocket | null = null;
  let [wanted, open, welcomed] = [false, false, false];
  let downSince = clock.now();
  let provenAt: number | null = null;

  const send = (text: string) => open && socket?.send(text);
  const heartbeat = createHeartbeat({ clock, browser, send, measured: setLatency, lost: () => wanted && start() });

  function look(): void {
    const now = clock.now();
    setStatus(decideStatus({ online: browser.online(), open, welcomed, downSince, provenAt, position: 0, head: 0 }, now));
    setBehind(Math.floor((now - (provenAt ?? downSince)) / 1_000));
  }

  function receive(data: unknown): void {
    if (data === PONG) return heartbeat.pong();
    const frame = v.safeParse(consoleDown, parse(data));
    // A frame we cannot read is none that we can do without.
    if (!frame.success) return start();
    provenAt = clock.now();
    if (frame.output.t === "welcome") {
      welcomed = true;
      handlers.welcomed();
    }
    if (frame.output.t === "deliveries") handlers.take(frame.output);
    look();
  }

  function closed(code: number): void {
    const tried = !open;
    down();
    if (code === CLOSE.staleClient) {
      if (browser.reloadOnce()) close();
    } else if (code === CLOSE.noAccess || code === CLOSE.signedOut) {
      close();
      handlers.refused();
    } else if (tried) handlers.refused();
    look();
  }

  function down(): void {
    if (open) downSince = clock.now();
    open = welcomed = false;
    heartbeat.stop();
    setLatency(null);
  }

  function start(): void {
    stop();
    const next = new ReconnectingWebSocket(`${deps.origin}/live/console`, undefined, {
      ...(deps.WebSocket === undefined ? {} : { WebSocket: deps.WebSocket }),
      minReconnectionDelay: FIRST_DELAY_MS + clock.random() * FIRST_DELAY_MS,
      maxReconnectionDelay: LONGEST_DELAY_MS,
      connectionTimeout: 8_000,
      maxEnqueuedMessages: 0,
    });
    socket = next;
    next.addEventListener("open", () => {
      if (socket !== next) return;
      open = true;
      heartbeat.start();
      send(JSON.stringify({ t: "hello", v: CONSOLE_PROTOCOL } satisfies ConsoleUp));
      look();
    });
    next.addEventListener("message", (event) => {
      if (socket === next) receive(event.data);
    });
    next.addEventListener("close", (event) => {
      if (socket === next) closed(event.code);
    });
    look();
  }

  function stop(): void {
    const old = socket;
    socket = null;
    old?.close();
    down();
  }

  function back(): void {
    if (!wanted || !browser.online()) return;
    const asleep = provenAt !== null && clock.now() - provenAt > PROOF_MS;
    if (!open ? socket?.readyState !== ReconnectingWebSocket.CONNECTING : asleep) start();
  }

  const ends = [
    browser.on("offline", () => {
      stop();
      look();
    }),
    browser.on("online", back),
    browser.on("visible", back),
    clock.every(1_000, look),
  ];

  function close(): void {
    wanted = false;
    stop();
    for (const end of ends.splice(0)) end();
  }

  return {
    status,
    latencyMs,
    behindSeconds,
    connect: () => {
      wanted = true;
      if (browser.online()) start();
      else look();
    },
    close,
  };
}

function parse(data: unknown): unknown {
  try {
    return typeof data === "string" ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}
