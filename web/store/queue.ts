import { type Accessor, batch, createSignal } from "solid-js";
import type { ChangeAnswer } from "../../domain/api.ts";
import type { LeadRow } from "../../domain/lead.ts";
import type { Step } from "../../domain/reducer.ts";
import type { Api } from "../connection/api.ts";
import { ApiFailure, type FailureCode } from "../connection/call.ts";
import type { Command } from "../connection/command.ts";
import type { Browser, Clock } from "../connection/edge.ts";
import { comingBack, ENDED, LOST } from "./coming-back.ts";
import type { Leads } from "./leads.ts";
import { called, type Notify, type Wish } from "./notice.ts";
import { type Change, overlaid } from "./overlay.ts";
import type { KeptQueue, Returned, Waiting } from "./waiting.ts";
import { calledIn } from "./written.ts";

/**
 * What became of a command. `inSight` is false when it took the lead out of one's own sight. `waits`: it is not refused but held until the
 * connection is back, and that is what becomes of it then. Never rejects.
 */
export type Outcome =
  | { readonly ok: true; readonly mutation: string; readonly lead: string; readonly inSight: boolean }
  | {
      readonly ok: false;
      readonly mutation: string;
      readonly code: FailureCode;
      readonly failure: ApiFailure;
      readonly waits?: Promise<Outcome>;
      /** What was written in it stands among what came back, until its author has dealt with it. */
      readonly back?: true;
    };

export type { KeptQueue, Returned, Waiting };

export interface QueueDeps {
  readonly clock: Clock;
  readonly browser: Pick<Browser, "online">;
  readonly slug: string;
  readonly api: Pick<Api, "send">;
  readonly leads: Pick<Leads, "base" | "apply" | "overlay" | "position">;
  readonly notify: Notify;
  then(what: Step["then"]): void;
  /** The server did it; `before` and `after` as far as they are known. */
  done(one: Waiting, before: LeadRow | undefined, after: LeadRow | undefined): void;
}

export interface Queue {
  readonly waiting: Accessor<readonly Waiting[]>;
  readonly returned: Accessor<readonly Returned[]>;
  issue(id: string, command: Command, change: Change | null, how?: "quiet" | "silent"): Promise<Outcome>;
  /** It will not be sent. False: it is on its way already, or was never here. */
  discard(mutation: string): boolean;
  deal(mutation: string): void;
  /** It comes back after all: refused again, or dealt with by mistake. */
  giveBack(one: Returned): void;
  /** The connection may be back. */
  resume(): void;
  /** From now on what waits is kept there; what was kept there waits here. `unasked`: whose it is was not asked of anybody yet, and nothing goes out before. */
  keepIn(kept: KeptQueue | null, unasked?: "unasked"): Promise<void>;
  /** It is this person's; or it is not, and all that waits is none of theirs. */
  trust(theirs: boolean): void;
  close(): void;
}

interface Item {
  as: Waiting;
  readonly quiet: boolean;
  held: boolean;
  /** Unanswered for so long that it is kept all the same. */
  late: boolean;
  saved: boolean;
  sending: boolean;
  done(outcome: Outcome): void;
}

/** A dropped connection is often back by then; more than one try would leave the person waiting for a guess. */
const RETRY_MS = 1_000;
/** Nothing says that a connection leads nowhere: by then what is on its way is kept as if it waited, for the tab may be killed meanwhile. */
const LATE_MS = 1_000;
const FIRST_AGAIN_MS = 2_000;
const LONGEST_AGAIN_MS = 60_000;

/** ED1: commands on one lead go out one after another, in order. Without a connection they wait, and are sent then in the order of their making. */
export function createQueue(deps: QueueDeps): Queue {
  const { clock, leads } = deps;
  const queues = new Map<string, Item[]>();
  const [waiting, setWaiting] = createSignal<readonly Waiting[]>([]);
  const [returned, setReturned] = createSignal<readonly Returned[]>([]);
  /** Settled by this tab: what was read from the device meanwhile may still tell them. */
  const gone = new Set<string>();
  let kept: KeptQueue | null = null;
  let stopHearing: (() => void) | null = null;
  let holding = false;
  let draining = false;
  let trusted = true;
  let closed = false;
  let tries = 0;
  let cancel: (() => void) | null = null;

  const isKept = ({ held, late }: Item) => held || late;
  const idOf = (item: Item) => item.as.command.body.mutation;
  const all = () => [...queues.values()].flat();
  const find = (mutation: string) => all().find((item) => idOf(item) === mutation);
  const inOrder = (one: Waiting, other: Waiting) => (one.command.body.mutation < other.command.body.mutation ? -1 : 1);

  function show(id: string): void {
    const queue = queues.get(id) ?? [];
    if (queue.length === 0) queues.delete(id);
    const changes = queue.flatMap(({ as }) => as.change ?? []);
    leads.overlay(id, changes.length === 0 ? null : (row) => changes.reduce(overlaid, row));
    const kept = all().filter(isKept);
    if (kept.length + waiting().length > 0) setWaiting(kept.map(({ as }) => as).sort(inOrder));
  }

  function issue(id: string, command: Command, change: Change | null, how?: "quiet" | "silent"): Promise<Outcome> {
    const row = leads.base(id);
    // What nobody decided is asked again as the same one.
    for (const known of [command.body.mutation, `dealt ${command.body.mutation}`]) gone.delete(known);
    return new Promise((done) => {
      const queue = queues.get(id) ?? [];
      queues.set(id, queue);
      const as: Waiting = {
        command,
        lead: id,
        called: row === undefined ? calledIn(command) : called(row),
        change,
        at: clock.now(),
        version: row?.version ?? 0,
        tried: false,
        silent: how === "silent" || undefined,
      };
      queue.push({ as, quiet: how !== undefined, held: false, late: false, saved: false, sending: false, done });
      if (holding || !deps.browser.online()) hold();
      else if (queue[0]?.late === true) keepLate(queue);
      show(id);
      if (!holding && queue.length === 1) void work(id, queue);
    });
  }

  async function work(id: string, queue: Item[]): Promise<void> {
    while (queue[0] !== undefined && !holding) if ((await settle(queue[0], queue)) === "lost") return hold();
    show(id);
    // Another lead's command found no connection while this one did.
    if (holding) resume();
  }

  /** Nothing goes out any more, until it is tried again. */
  function hold(): void {
    if (closed) return;
    holding = true;
    for (const item of all()) if (!item.held && !item.sending) keep(item);
    for (const id of queues.keys()) show(id);
    cancel ??= clock.after(Math.min(FIRST_AGAIN_MS * 2 ** tries++, LONGEST_AGAIN_MS) * (0.5 + clock.random()), resume);
  }

  function keep(item: Item): void {
    const { done } = item;
    item.held = true;
    const mutation = idOf(item);
    const waits = new Promise<Outcome>((settled) => (item.done = settled));
    done({ ok: false, mutation, code: "offline", failure: new ApiFailure("offline"), waits });
    save(item);
  }

  function keepLate(queue: readonly Item[]): void {
    for (const item of queue) {
      if (isKept(item)) continue;
      item.late = true;
      // A tab that finds it cannot know whether it came through.
      save(item, { ...item.as, tried: item.as.tried || item.sending });
    }
  }

  function save(item: Item, as = item.as): void {
    const port = kept;
    port?.put(as).then(
      () => (item.saved = port === kept),
      () => undefined,
    );
  }

  function resume(): void {
    cancel?.();
    cancel = null;
    if (!holding || draining || closed || !trusted) return;
    draining = true;
    void (kept?.alone(drain) ?? drain())
      .catch(() => undefined)
      .finally(() => {
        draining = false;
        if (holding) hold();
      });
  }

  async function drain(): Promise<void> {
    await sync();
    for (;;) {
      if (closed) return;
      const idle = [...queues.values()].filter((queue) => queue.every(({ sending }) => !sending));
      const [next] = idle.flatMap((queue) => queue[0] ?? []).sort((a, b) => inOrder(a.as, b.as));
      if (next === undefined) {
        // What is still on its way goes on here when it is settled.
        holding = all().length > 0;
        tries = 0;
        return;
      }
      if ((await settle(next, queues.get(next.as.lead) ?? [])) !== "settled") return;
      tries = 0;
    }
  }

  async function settle(item: Item, queue: Item[]): Promise<"settled" | "lost"> {
    const { lead, version } = item.as;
    const mutation = idOf(item);
    const before = leads.base(lead);
    const finish = (answered: () => void, back: Returned | null = null) =>
      batch(() => {
        queue.splice(queue.indexOf(item), 1);
        if (isKept(item) || back !== null)
          leave(
            mutation,
            queue.filter(isKept).map(({ as }) => as),
            back,
          );
        answered();
        show(lead);
      });
    item.sending = true;
    const soon = item.held ? undefined : clock.after(LATE_MS, () => (keepLate(queue), show(lead)));
    try {
      const answer = await send(item);
      for (const next of queue) if (next !== item && next.as.version === version) next.as = { ...next.as, version: version + 1 };
      finish(() => deps.then(leads.apply({ kind: "answer", id: answer.id, row: answer.row, position: answer.position })));
      deps.done(item.as, before, answer.row ?? undefined);
      item.done({ ok: true, mutation, lead: answer.id, inSight: answer.row !== null });
      return "settled";
    } catch (error) {
      item.sending = false;
      const failure = error instanceof ApiFailure ? error : new ApiFailure("internal");
      const { code, row, by } = failure;
      // Asked again it would be decided: what was held goes on waiting, whoever has to prove something first.
      if (closed || LOST.has(code) || (item.held && (code === "too_many" || code === "second_factor_needed"))) {
        item.as = { ...item.as, tried: true };
        if (!item.held) keep(item);
        else save(item);
        if (ENDED.has(code)) tell(code);
        return "lost";
      }
      const position = leads.position();
      const back = comingBack(item.as, failure, { held: item.held, isHere: leads.base(lead) !== undefined });
      finish(() => {
        // A conflict tells the row and not where it was read: nothing that left our sight comes back by it.
        if (row !== null && position !== null)
          leads.apply({ kind: "answer", id: row.id, row, position: { epoch: position.epoch, seq: 0 } });
      }, back);
      if (back === null && !item.as.silent && (!item.quiet || ENDED.has(code))) tell(code, by, failure.request);
      item.done({ ok: false, mutation, code, failure, ...(back !== null && { back: true }) });
      return "settled";
    } finally {
      soon?.();
    }

    function tell(code: FailureCode, by: string | null = null, request: string | null = null): void {
      const named = before === undefined ? item.as.called : called(before);
      deps.notify({ kind: "refused", id: lead, wish: wishOf(item.as.change), lead: named, mutation, code, by, request });
    }
  }

  /** The same mutation id, so that a command whose answer was lost happens once all the same. */
  async function send({ as: { command, version }, held }: Item): Promise<ChangeAnswer> {
    const once = () => deps.api.send(deps.slug, command, version);
    try {
      return await once();
    } catch (error) {
      if (held || !deps.browser.online() || !(error instanceof ApiFailure) || !LOST.has(error.code)) throw error;
      await new Promise<void>((again) => void clock.after(RETRY_MS, again));
      return once();
    }
  }

  /** It waits no more, here and wherever it is kept. */
  function leave(mutation: string, next: readonly Waiting[], back: Returned | null): void {
    gone.add(mutation);
    if (back !== null) setReturned((before) => [...before, back]);
    void kept?.settle(mutation, next, back).catch(() => undefined);
  }

  /** What other tabs hold waits here too; what they sent does not wait here any more. */
  async function sync(): Promise<void> {
    const port = kept;
    if (port === null) return;
    const before = all().filter((item) => item.saved);
    const there = await port.read().catch(() => null);
    if (there === null || port !== kept || closed) return;
    const known = new Set(there.waiting.map(({ command }) => command.body.mutation));
    const back = there.returned.filter(({ command }) => !gone.has(`dealt ${command.body.mutation}`));
    batch(() => {
      for (const as of [...there.waiting].sort(inOrder)) if (!gone.has(as.command.body.mutation)) add(as);
      for (const item of before) {
        const mutation = idOf(item);
        const queue = queues.get(item.as.lead);
        if (known.has(mutation) || item.sending || !queue?.includes(item)) continue;
        queue.splice(queue.indexOf(item), 1);
        show(item.as.lead);
        const refused = back.find(({ command }) => command.body.mutation === mutation);
        if (refused === undefined) item.done({ ok: true, mutation, lead: item.as.lead, inSight: true });
        else item.done({ ok: false, mutation, code: refused.code, failure: new ApiFailure(refused.code) });
      }
      if (back.length + returned().length > 0) setReturned(back);
    });
  }

  function add(as: Waiting): void {
    const known = find(as.command.body.mutation);
    if (known !== undefined) {
      if (known.held && !known.sending) known.as = as;
      return;
    }
    const queue = queues.get(as.lead) ?? [];
    queues.set(as.lead, queue);
    queue.push({ as, quiet: true, held: true, late: false, saved: true, sending: false, done: () => undefined });
    queue.sort((a, b) => inOrder(a.as, b.as));
    holding = true;
    show(as.lead);
  }

  return {
    waiting,
    returned,
    issue,
    discard: (mutation) => {
      const item = find(mutation);
      if (item === undefined || item.sending) return false;
      const { lead } = item.as;
      const queue = queues.get(lead) ?? [];
      queue.splice(queue.indexOf(item), 1);
      leave(mutation, [], null);
      show(lead);
      item.done({ ok: false, mutation, code: "aborted", failure: new ApiFailure("aborted") });
      return true;
    },
    deal: (mutation) => {
      gone.add(`dealt ${mutation}`);
      setReturned((before) => before.filter(({ command }) => command.body.mutation !== mutation));
      void kept?.deal(mutation).catch(() => undefined);
    },
    giveBack: (one) => {
      const { mutation } = one.command.body;
      gone.delete(`dealt ${mutation}`);
      leave(mutation, [], one);
    },
    resume: () => {
      tries = 0;
      resume();
    },
    trust: (theirs) => {
      trusted = true;
      if (theirs) return resume();
      batch(() => {
        setReturned([]);
        for (const [lead, queue] of [...queues]) {
          queue.splice(0, queue.length, ...queue.filter(({ held }) => !held));
          show(lead);
        }
      });
    },
    keepIn: async (port, unasked) => {
      stopHearing?.();
      kept = port;
      if (port !== null) trusted = unasked === undefined;
      for (const item of all()) item.saved = false;
      if (port === null) return;
      stopHearing = port.onChange(() => void sync().then(() => holding && hold()));
      for (const item of all()) if (isKept(item)) save(item);
      for (const one of returned()) void port.settle(one.command.body.mutation, [], one).catch(() => undefined);
      await sync();
      if (holding) resume();
    },
    close: () => {
      closed = true;
      cancel?.();
      stopHearing?.();
    },
  };
}

function wishOf(change: Change | null): Wish | undefined {
  if (change?.kind === "owner") return { owner: change.owner };
  return change?.kind === "stage" ? { stage: change.stage } : undefined;
}
