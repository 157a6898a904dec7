import { type Accessor, batch, createSignal } from "solid-js";
import { isMember } from "../../domain/rights.ts";
import type { Step } from "../../domain/reducer.ts";
import type { DownFrame } from "../../domain/wire.ts";
import type { Api } from "../connection/api.ts";
import { ApiFailure } from "../connection/call.ts";
import type { Chime } from "../connection/chime.ts";
import type { Browser, Clock } from "../connection/edge.ts";
import { PAGE } from "../connection/limits.ts";
import { createSocket, type Live, type SocketDeps } from "../connection/socket.ts";
import { type Announcer, createAnnouncer } from "./announce.ts";
import { openLead, type OpenLead } from "./detail.ts";
import { createCommands } from "./commands.ts";
import { createDirectory, type Directory } from "./directory.ts";
import { createFigures, type Figures } from "./figures.ts";
import type { Keeper } from "./keeping.ts";
import { createLeads, type Leads } from "./leads.ts";
import type { Notice, Notify } from "./notice.ts";
import { createPaging, type Paging } from "./paging.ts";
import type { Pending } from "./pending.ts";
import { createHere, type Here } from "./presence.ts";
import { createRemembering } from "./remembering.ts";
import { createSources } from "./sources.ts";

export interface WorkspaceDeps {
  readonly api: Api;
  readonly clock: Clock;
  readonly browser: Browser;
  readonly chime: Chime;
  readonly socket: Pick<SocketDeps, "origin" | "WebSocket">;
  /** Loads a part of the app, where it can be reached at all. */
  readonly reach?: <T>(load: () => Promise<T>) => Promise<T>;
  /** What is kept on the device; it comes once there is something to keep, or nothing else to show. */
  openKeeper(slug: string, queue: Pending["queue"]): Promise<Keeper>;
  /** The session is over. */
  signedOut(): void;
  /** This workspace opens to somebody who has proven a second factor: for now the session can go no further. */
  secondFactorNeeded(): void;
}

export interface Workspace {
  readonly slug: string;
  /** "ready" once there is something to show; it stays so while it loads again. "denied": no such workspace for this person. */
  readonly state: Accessor<"loading" | "ready" | "denied">;
  /** Why loading does not get on; it is tried again by itself. */
  readonly failure: Accessor<ApiFailure | null>;
  /** Since when the device alone is asked: started without a connection, with what it kept. Null: the server said what is shown. */
  readonly asOf: Accessor<number | null>;
  readonly kept: Accessor<Keeper | null>;
  readonly leads: Omit<Leads, "apply" | "addPage" | "restart" | "clear" | "overlay">;
  readonly pages: Pick<Paging, "more" | "loading" | "failure">;
  readonly directory: Omit<Directory, "load" | "changed" | "refresh">;
  readonly figures: Pick<Figures, "total" | "unclaimed" | "waiting" | "of">;
  readonly commands: Pending;
  readonly live: Pick<Live, "status" | "latencyMs" | "behindSeconds">;
  readonly here: Pick<Here, "watch" | "typing" | "people" | "calling" | "callers">;
  readonly announcer: Omit<Announcer, "notice" | "close">;
  openLead(id: string): OpenLead;
  onNotice(work: Notify): () => void;
  reload(): Promise<void>;
  close(): void;
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
/** A network that is there and leads nowhere says nothing for as long as a request may take: nobody looks at an empty screen so long. */
const STAND_MS = 3_000;

/** One open workspace: its socket, its leads, and what ties them together. */
export function createWorkspace(slug: string, deps: WorkspaceDeps): Workspace {
  const { api, clock, browser, reach = (load) => load() } = deps;
  const [state, setState] = createSignal<"loading" | "ready" | "denied">("loading");
  const [failure, setFailure] = createSignal<ApiFailure | null>(null);
  const [asOf, setAsOf] = createSignal<number | null>(null);
  const [kept, setKept] = createSignal<Keeper | null>(null);
  const listeners = new Set<Notify>();
  const notify: Notify = (notice: Notice) => {
    if (notice.kind === "refused" && notice.code === "not_signed_in") return signedOut();
    if (notice.kind === "refused" && notice.code === "second_factor_needed") return secondFactorNeeded();
    announcer.notice(notice);
    for (const work of listeners) work(notice);
  };
  const directory = createDirectory(createSources({ read: () => api.sources(slug), clock }));
  const me = () => directory.me()?.id ?? null;
  const leads = createLeads({ clock, me, notify });
  const paging = createPaging({ api, slug, leads, then: follow });
  const figures = createFigures({ api, slug, clock, browser, leads, directory });
  const memory = createRemembering({ slug, clock, browser });
  const pending = createCommands(async () =>
    (await reach(() => import("./pending.ts"))).createPending({ api, slug, clock, browser, leads, me, notify, memory, then: follow }),
  );
  const announcer = createAnnouncer({ clock, browser, chime: deps.chime, leads });
  const here = createHere(clock, (frame) => live.send(frame), me);
  leads.onApplied(({ dropped }) => here.drop(dropped.map(({ id }) => id)));
  const opened = new Set<OpenLead>();
  let loading = 0;
  let closed = false;
  let cancelRetry: (() => void) | null = null;
  let cancelStand: (() => void) | null = null;
  let keeper: Promise<Keeper | null> | null = null;
  const stopHearing = browser.on("online", pending.queue.resume);

  const live = createSocket(
    slug,
    { clock, browser, ...deps.socket },
    {
      position: leads.position,
      take,
      welcomed: () => {
        here.welcomed();
        pending.queue.resume();
      },
      signedOut,
      noAccess: denied,
      refused: () => void api.waiting(slug).catch((error: unknown) => judge(error)),
    },
  );

  function take(frame: DownFrame): Step["then"] {
    if (frame.t === "presence" || frame.t === "calls") here.take(frame);
    const before = leads.position()?.seq;
    const then = leads.apply({ kind: "frame", frame });
    // Only what the reducer took: an old frame's people are old too.
    if (frame.t === "changes" && leads.position()?.seq !== before) {
      directory.changed(frame);
      // Also those that no page held.
      here.drop(frame.removals.map(({ id }) => id));
      if (frame.names) void namesAgain();
    }
    // EV3: with other rights, what is on screen may no longer be this person's to see; otherwise it stays until the new is here.
    if (frame.t === "reset" && frame.why === "rights") {
      batch(() => {
        leads.clear();
        here.drop();
        for (const lead of opened) lead.forget();
        setState("loading");
      });
      void keep().then((made) => made?.destroy("again"));
    }
    if (then === "reload") void reload();
    return then;
  }

  /** One that is lost is made good by the figures' next question. */
  async function namesAgain(): Promise<void> {
    const boot = await api.boot(slug).catch(() => null);
    if (boot !== null && !closed) directory.refresh(boot);
  }

  function follow(then: Step["then"]): void {
    if (then === "catch_up") live.hello();
    if (then === "reload") void reload();
  }

  async function reload(): Promise<void> {
    const mine = ++loading;
    cancelRetry?.();
    cancelStand?.();
    paging.forget();
    cancelStand = clock.after(STAND_MS, () => void stand(mine));
    for (let tries = 0; mine === loading && !closed; tries++) {
      try {
        // The page first: people who change after it are in the frames from its position on, people who changed before are in boot.
        const page = await api.leads(slug, { limit: PAGE });
        const [boot, waiting] = await Promise.all([api.boot(slug), api.waiting(slug)]);
        if (mine !== loading || closed) return;
        cancelStand();
        batch(() => {
          directory.load(boot);
          leads.restart(page);
          paging.began(page.next);
          figures.began(boot, waiting);
          setFailure(null);
          setAsOf(null);
          setState("ready");
        });
        void pending.load().catch(() => undefined);
        // Support keeps nothing of a workspace.
        if (isMember(boot.me.role)) {
          memory.begin(boot.me.id);
          void keep().then((made) => made?.begin(boot.me.id));
        }
        for (const lead of opened) void lead.refresh();
        live.hello();
        return;
      } catch (error) {
        if (mine !== loading || closed || judge(error)) return;
        setFailure(error instanceof ApiFailure ? error : new ApiFailure("internal"));
        cancelStand();
        if (tries === 0) void stand(mine);
        await pause(Math.min(FIRST_RETRY_MS * 2 ** tries, LONGEST_RETRY_MS) * (0.5 + clock.random()));
      }
    }
  }

  function keep(): Promise<Keeper | null> {
    keeper ??= deps.openKeeper(slug, pending.queue).then(
      (made) => (closed ? made.close() : setKept(made), made),
      () => (keeper = null),
    );
    return keeper;
  }

  /** With nobody to ask, what the device kept is shown for what it is. */
  async function stand(mine: number): Promise<void> {
    if (mine !== loading || closed || state() !== "loading") return;
    void pending.load().catch(() => undefined);
    const day = await (await keep())?.stand();
    // The answer came first after all.
    if (day == null || mine !== loading || closed || state() !== "loading") return;
    batch(() => {
      directory.load(day.boot);
      // There are more than these, and nothing to read them with.
      leads.restart({ position: day.position, rows: [...day.rows], next: "" });
      setAsOf(day.at);
      setState("ready");
    });
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resume) => {
      const ends = [clock.after(ms, done), browser.on("online", done)];
      cancelRetry = done;
      function done(): void {
        for (const end of ends) end();
        cancelRetry = null;
        resume();
      }
    });
  }

  /** Whether a failure is the last word. */
  function judge(error: unknown): boolean {
    const code = error instanceof ApiFailure ? error.code : "internal";
    if (code === "not_signed_in") signedOut();
    else if (code === "second_factor_needed") secondFactorNeeded();
    else if (code === "not_allowed" || code === "not_found" || code === "workspace_suspended") denied();
    else return false;
    return true;
  }

  function signedOut(): void {
    if (closed) return;
    close();
    deps.signedOut();
  }

  function secondFactorNeeded(): void {
    if (closed) return;
    close();
    deps.secondFactorNeeded();
  }

  function denied(): void {
    memory.forget();
    void keep().then((made) => made?.destroy());
    close();
    setState("denied");
  }

  function close(): void {
    if (closed) return;
    closed = true;
    loading++;
    cancelRetry?.();
    cancelStand?.();
    stopHearing();
    pending.queue.close();
    memory.close();
    kept()?.close();
    here.close();
    live.close();
    figures.close();
    directory.sources.close();
    announcer.close();
    for (const lead of [...opened]) lead.close();
    // EV4: nothing of the workspace stays in memory of a page that may not show it.
    leads.clear();
    paging.forget();
  }

  void reload();
  live.connect();

  return {
    slug,
    state,
    failure,
    asOf,
    kept,
    leads,
    pages: paging,
    directory,
    figures,
    commands: pending,
    live,
    // Who was here when the connection went says nothing about now.
    here: {
      ...here,
      people: () => (live.status() === "offline" ? [] : here.people()),
      callers: (lead) => (live.status() === "offline" ? [] : here.callers(lead)),
    },
    announcer,
    openLead: (id) => {
      const lead = openLead(id, { api, slug, clock, leads, then: follow });
      opened.add(lead);
      return {
        ...lead,
        close: () => {
          opened.delete(lead);
          lead.close();
        },
      };
    },
    onNotice: (work) => {
      listeners.add(work);
      return () => void listeners.delete(work);
    },
    reload,
    close,
  };
}
