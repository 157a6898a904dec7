import ReconnectingWebSocket from "partysocket/ws";
import { type Accessor, createSignal } from "solid-js";
import * as v from "valibot";
import { CLOSE, downFrame, type DownFrame, PONG, type Position, type UpFrame } from "../../domain/wire.ts";
import type { Browser, Clock } from "./edge.ts";
import { createGathering } from "./gathering.ts";
import { createGreeting } from "./greeting.ts";
import { createHeartbeat } from "./heartbeat.ts";
import { decideStatus, PROOF_MS, type Status } from "./status.ts";
import { onWaking } from "./waking.ts";

/** A room's clients all lose their connection in the same moment of a deployment: their first tries are spread over this. */
const SPREAD_MS = 1_500;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;
/** A start is left alone for this long: waking is told twice as a rule, by the browser and by the clock. */
const ANSWERS_MS = 3_000;

export interface SocketHandlers {
  position(): Position | null;
  /** Applies a frame and says what it left missing. Loading anew is the handler's own affair. */
  take(frame: DownFrame): "nothing" | "catch_up" | "reload";
  welcomed(): void;
  signedOut(): void;
  noAccess(): void;
  /** A try ended before it was open. The browser keeps the reason to itself: ask over HTTP. */
  refused(): void;
}

export interface Live {
  readonly status: Accessor<Status>;
  readonly latencyMs: Accessor<number | null>;
  /** How long ago the room last proved that nothing is missing. */
  readonly behindSeconds: Accessor<number>;
  connect(): void;
  /** To be called when there is a position to say hello with. */
  hello(): void;
  send(frame: UpFrame): void;
  close(): void;
}

export interface SocketDeps {
  readonly clock: Clock;
  readonly browser: Browser;
  /** ws: or wss: with the host. */
  readonly origin: string;
  readonly WebSocket?: unknown;
}

export function createSocket(workspace: string, deps: SocketDeps, handlers: SocketHandlers): Live {
  const { clock, browser } = deps;
  const [status, setStatus] = createSignal<Status>("connecting");
  const [latencyMs, setLatency] = createSignal<number | null>(null);
  const [behindSeconds, setBehind] = createSignal(0);
  let socket: ReconnectingWebSocket | null = null;
  let wanted = false;
  let open = false;
  let welcomed = false;
  let startedAt = Number.NEGATIVE_INFINITY;
  let downSince = clock.now();
  let provenAt: number | null = null;
  let head: number | null = null;

  const sendText = (text: string) => {
    if (open) socket?.send(text);
  };
  const send = (frame: UpFrame) => sendText(JSON.stringify(frame));
  const restart = () => {
    if (wanted) start();
  };
  const greeting = createGreeting({ clock, position: handlers.position, send, lost: restart });
  const heartbeat = createHeartbeat({ clock, browser, send: sendText, measured: setLatency, lost: restart });

  const gathering = createGathering(clock, receive);

  const look = () => {
    const now = clock.now();
    const position = handlers.position()?.seq ?? null;
    setStatus(decideStatus({ online: browser.online(), open, welcomed, downSince, provenAt, position, head }, now));
    setBehind(Math.floor((now - (provenAt ?? downSince)) / 1_000));
  };
  const down = () => {
    if (open) downSince = clock.now();
    open = welcomed = false;
    gathering.forget();
    greeting.forget();
    heartbeat.stop();
  };
  const proven = (seq: number) => {
    provenAt = clock.now();
    head = Math.max(head ?? 0, seq);
  };

  function receive(data: unknown): void {
    const frame = v.safeParse(downFrame, parse(data));
    if (!frame.success) return greeting.ask();
    take(frame.output);
    look();
  }

  function take(frame: DownFrame): void {
    if (frame.t === "welcome" || frame.t === "reset") greeting.answered();
    const then = handlers.take(frame);
    if (then === "reload") {
      // A log that starts again (restored, or seen with other rights) has another head.
      head = provenAt = null;
      welcomed = false;
      return;
    }
    if (frame.t === "changes") proven(frame.to);
    if (frame.t === "head") proven(frame.seq);
    if (frame.t === "welcome") {
      proven(frame.position.seq);
      welcomed = true;
      handlers.welcomed();
    }
    if (then === "catch_up") greeting.ask();
  }

  function closed(code: number): void {
    const tried = !open;
    down();
    if (code === CLOSE.signedOut || code === CLOSE.noAccess) {
      close();
      if (code === CLOSE.signedOut) handlers.signedOut();
      else handlers.noAccess();
    } else if (code === CLOSE.staleClient) {
      if (browser.reloadOnce()) close();
    } else if (tried) {
      handlers.refused();
    }
    look();
  }

  /** A socket of its own for each start: a waiting one cannot be told to hurry. */
  function start(): void {
    stop();
    startedAt = clock.now();
    const next = new ReconnectingWebSocket(`${deps.origin}/live/${encodeURIComponent(workspace)}`, undefined, {
      ...(deps.WebSocket === undefined ? {} : { WebSocket: deps.WebSocket }),
      minReconnectionDelay: FIRST_DELAY_MS + clock.random() * SPREAD_MS,
      maxReconnectionDelay: LONGEST_DELAY_MS * (1 + clock.random() / 2),
      reconnectionDelayGrowFactor: 1.7,
      connectionTimeout: 8_000,
      // Frames say where things stand now; one kept for later would be wrong by then.
      maxEnqueuedMessages: 0,
    });
    socket = next;
    next.addEventListener("open", () => {
      if (socket !== next) return;
      open = true;
      heartbeat.start();
      greeting.ask();
      look();
    });
    next.addEventListener("message", (event) => {
      if (socket !== next) return;
      if (event.data === PONG) heartbeat.pong();
      else gathering.push(event.data);
    });
    next.addEventListener("close", (event) => {
      if (socket === next) closed(event.code);
    });
    look();
  }

  function stop(): void {
    const old = socket;
    socket = null;
    // Nothing is under way that could answer yet: a connection lost and back within seconds is begun anew at once.
    startedAt = Number.NEGATIVE_INFINITY;
    old?.close();
    down();
  }

  function back(): void {
    // One that is about to open is let go on.
    if (open || socket?.readyState !== ReconnectingWebSocket.CONNECTING) woke();
  }

  /** Nothing that was begun before is believed: a try may hang, an open socket may be dead without knowing it. */
  function woke(): void {
    if (!wanted || !browser.online() || clock.now() - startedAt < ANSWERS_MS) return;
    if (open && (provenAt === null || clock.now() - provenAt <= PROOF_MS)) heartbeat.ping();
    else start();
    look();
  }

  const ends = [
    browser.on("offline", () => {
      stop();
      look();
    }),
    browser.on("online", back),
    browser.on("visible", back),
    clock.every(1_000, look),
    onWaking(clock, woke),
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
    hello: () => open && greeting.ask(),
    send,
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
