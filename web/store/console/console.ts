import { type Accessor, createSignal } from "solid-js";
import type { ConsoleBoot, DeliveryDetail, DiagnosticRow, Parked } from "../../../domain/console.ts";
import type { Health } from "../../../domain/health.ts";
import type { CronEnded, CronRow, JobRow } from "../../../domain/operations.ts";
import { canOnPlatform, type PlatformCapability } from "../../../domain/platform.ts";
import type { ApiFailure } from "../../connection/call.ts";
import type { ConsoleApi } from "../../connection/console.ts";
import { createWatch, type Watch } from "../../connection/console-socket.ts";
import type { SocketDeps } from "../../connection/socket.ts";
import { createEntries, type Entries } from "./entries.ts";
import { createFinder, type Finder } from "./finder.ts";
import { joinMinutes, readFrom } from "./figures.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import { createLog, type Log } from "./log.ts";
import { asFailure, createResource, type Resource } from "./resource.ts";
import { createRetries, type Retries } from "./retries.ts";

export interface Console {
  /** "closed": a second factor is asked for again. It stays so: another console is opened once it is proven. */
  readonly state: Accessor<"loading" | "ready" | "failed" | "denied" | "closed">;
  readonly boot: Resource<ConsoleBoot>;
  readonly live: Watch;
  readonly log: Log;
  readonly health: Resource<Health>;
  readonly diagnostics: Resource<readonly DiagnosticRow[]>;
  readonly parked: Resource<Parked>;
  readonly crons: Resource<readonly CronRow[]>;
  readonly jobs: Resource<readonly JobRow[]>;
  readonly retries: Retries;
  readonly entries: Entries;
  readonly finder: Finder;
  readonly ledger: Ledger;
  may(capability: PlatformCapability): boolean;
  delivery(id: string): Promise<DeliveryDetail>;
  parkedOf(page: string, reason: string, after?: string): Promise<Parked>;
  runCron(name: string): Promise<CronEnded | ApiFailure>;
  retryJob(id: string): Promise<ApiFailure | null>;
  /** Reads now and then for as long as the screen that needs it is open and looked at. Returns what ends it. */
  follow(read: () => Promise<void>, everyMs: number): () => void;
  /** Called when deliveries came or moved on, at most once a second. Returns what ends it. */
  onMoved(work: () => void): () => void;
  /** Ends the console's session: a second factor opens it again. */
  leave(): Promise<ApiFailure | null>;
  close(): void;
}

export interface ConsoleDeps {
  /** `failed` hears of every refusal. */
  readonly api: (failed: (failure: ApiFailure) => void) => ConsoleApi;
  readonly socket: SocketDeps;
  /** No role (any more), or signed out: the answer to both is the same. */
  readonly refused: () => void;
}

/** A burst of deliveries is many frames; figures that are read once for all of them are true enough. */
const MOVED_MS = 1_000;
/** A list that overflows its frames is read anew at most this often. */
const ANEW_MS = 3_000;

export function createConsole({ api: open, socket, refused }: ConsoleDeps): Console {
  const { clock, browser } = socket;
  const [denied, setDenied] = createSignal(false);
  const [closed, setClosed] = createSignal(false);
  const api = open((failure) => failure.code === "step_up_needed" && shut());
  const watchers = new Set<() => void>();
  let waking: (() => void) | null = null;
  let anew: (() => void) | null = null;

  const failed = (failure: ApiFailure) => {
    if (failure.status !== 404) return;
    // The console's own address answers 404 to nobody but those who have no role.
    void api.boot().catch((error: unknown) => {
      if (asFailure(error).status !== 404) return;
      setDenied(true);
      live.close();
      refused();
    });
  };
  const resource = <T>(ask: (before: T | undefined) => Promise<T>) => createResource(ask, failed);
  const boot = resource<ConsoleBoot>(() => api.boot());
  const log = createLog(api, failed);
  const live = createWatch(socket, {
    welcomed: () => void (log.ready() && log.refresh()),
    take: (frame) => {
      log.take(frame.rows);
      if (frame.more) readAnew();
      moved();
    },
    refused: () => void boot.read(),
  });

  /** SU1: nothing of it stays on screen, nor is read any more, until the second factor is proven again. */
  function shut(): void {
    setClosed(true);
    live.close();
  }
  function moved(): void {
    waking ??= clock.after(MOVED_MS, () => {
      waking = null;
      for (const work of watchers) work();
    });
  }
  function readAnew(): void {
    anew ??= clock.after(ANEW_MS, () => {
      anew = null;
      void log.refresh();
    });
  }

  void boot.read();
  live.connect();

  return {
    state: () => {
      if (denied()) return "denied";
      if (closed()) return "closed";
      if (boot.value() !== undefined) return "ready";
      return boot.failure() === null ? "loading" : boot.failure()?.status === 404 ? "loading" : "failed";
    },
    boot,
    live,
    log,
    health: resource<Health>(async (before) => joinMinutes(before, await api.health(readFrom(before)))),
    diagnostics: resource<readonly DiagnosticRow[]>(async () => (await api.diagnostics()).rows),
    parked: resource<Parked>(() => api.parked({})),
    crons: resource<readonly CronRow[]>(async () => (await api.crons()).crons),
    jobs: resource<readonly JobRow[]>(async () => (await api.jobs()).jobs),
    retries: createRetries({ api, clock }, moved),
    entries: createEntries(api, clock, failed),
    finder: createFinder(api, failed),
    ledger: createLedger(api),
    may: (capability) => canOnPlatform(boot.value()?.me.role ?? null, capability),
    delivery: (id) => api.delivery(id),
    parkedOf: (page, reason, after) => api.parked({ page, reason, after }),
    runCron: (name) => api.runCron(name).catch(asFailure),
    retryJob: (id) => api.retryJob(id).then(() => null, asFailure),
    follow: (read, everyMs) => {
      const look = () => void (browser.visible() && !closed() && read());
      look();
      const ends = [clock.every(everyMs, look), browser.on("visible", look)];
      return () => {
        for (const end of ends) end();
      };
    },
    onMoved: (work) => {
      watchers.add(work);
      return () => void watchers.delete(work);
    },
    leave: () =>
      api.leave().then(() => {
        shut();
        return null;
      }, asFailure),
    close: () => {
      live.close();
      waking?.();
      anew?.();
    },
  };
}
