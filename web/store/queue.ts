import { batch, createSignal } from "solid-js";
import { ApiFailure, type FailureCode } from "../connection/call.ts";
import type { Command } from "../connection/command.ts";
import { comingBack, ENDED, LOST } from "./coming-back.ts";
import { called } from "./notice.ts";
import { allOver, type Change, wishOf } from "./overlay.ts";
import { idOf, inOrder, isKept, type Item } from "./queued.ts";
import { createSending } from "./sending.ts";
import { createUnderWay } from "./under-way.ts";
import type { How, KeptQueue, Outcome, Queue, QueueDeps, Returned, Waiting } from "./waiting.ts";
import { calledIn, writtenIn } from "./written.ts";

export type { How, KeptQueue, Outcome, Queue, QueueDeps, Returned, Waiting };

/** Nothing says that a connection leads nowhere: by then what is on its way is kept as if it waited, for the tab may be killed meanwhile. */
const LATE_MS = 1_000;
const FIRST_AGAIN_MS = 2_000;
const LONGEST_AGAIN_MS = 60_000;

/** ED1: commands on one lead go out one after another, in order. Without a connection they wait, and are sent then in the order of their making. */
export function createQueue(deps: QueueDeps): Queue {
  const { clock, leads } = deps;
  const queues = new Map<string, Item[]>();
  const send = createSending(deps, () => holding);
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
  let hearing: "now" | "again" | null = null;
  let tries = 0;
  let cancel: (() => void) | null = null;

  const all = () => [...queues.values()].flat();
  const find = (mutation: string) => all().find((item) => idOf(item) === mutation);

  function show(id: string): void {
    const queue = queues.get(id) ?? [];
    if (queue.length === 0) queues.delete(id);
    // Whoever adds a lead and is answered at once sees the answer: it may be that a colleague has this person.
    const changes = queue.flatMap(({ as, held }) => (as.change?.kind === "created" && !held ? [] : (as.change ?? [])));
    leads.overlay(id, changes.length === 0 ? null : (row) => allOver(row, changes));
    const kept = all().filter(isKept);
    if (kept.length + waiting().length > 0) setWaiting(kept.map(({ as }) => as).sort(inOrder));
  }

  function issue(id: string, command: Command, change: Change | null, how?: How): Promise<Outcome> {
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
      const together = how === "together";
      const item: Item = {
        as,
        quiet: how !== undefined,
        together,
        held: false,
        late: false,
        elsewhere: false,
        saved: false,
        sending: false,
        done,
      };
      queue.push(item);
      if (holding && !closed) keep(item);
      else if (!trusted || !deps.browser.online()) hold();
      // It may be long until another tab is done with what comes before it, and this one may be killed meanwhile.
      else if (queue.some(({ elsewhere }) => elsewhere)) keep(item);
      else if (queue[0]?.late === true) keepLate(queue);
      show(id);
      if (!holding && queue.length === 1) void work(id, queue);
    });
  }

  async function work(id: string, queue: Item[]): Promise<void> {
    while (queue[0] !== undefined && !queue[0].elsewhere && !queue[0].sending && !holding)
      if ((await settle(queue[0], queue)) === "lost") {
        releaseIdle();
        return hold();
      }
    releaseIdle();
    show(id);
    // Another lead's command found no connection while this one did.
    if (holding) resume();
  }

  function releaseIdle(): void {
    if (!all().some(({ late, sending }) => late && sending)) underWay.release();
  }

  /** On with what came after something that is gone now. */
  function goOn(id: string): void {
    const queue = queues.get(id);
    if (!holding && queue?.every(({ sending }) => !sending)) void work(id, queue);
  }

  /** Nothing goes out any more, until it is tried again. */
  function hold(): void {
    if (closed) return;
    holding = true;
    for (const item of all()) if (!item.held && !item.elsewhere && !item.sending) keep(item);
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
      if (isKept(item) || item.elsewhere) continue;
      item.late = true;
      save(item);
    }
  }

  function save(item: Item): void {
    const port = kept;
    if (!item.held) underWay.claim();
    // A tab that finds one that was on its way cannot know whether it came through.
    const as: Waiting = item.held ? item.as : { ...item.as, tried: item.as.tried || item.sending, underWay: true };
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
      const idle = [...queues.values()].filter((queue) => queue.every(({ sending }) => !sending) && !queue[0]?.elsewhere);
      const [next] = idle.flatMap((queue) => queue[0] ?? []).sort((a, b) => inOrder(a.as, b.as));
      if (next === undefined) {
        // What is still on its way goes on here when it is settled.
        holding = all().some(({ elsewhere }) => !elsewhere);
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
    if (item.late && !item.held) underWay.claim();
    let soon: (() => void) | undefined;
    const begun = () => (soon = item.held ? undefined : clock.after(LATE_MS, () => (keepLate(queue), show(lead))));
    try {
      const answer = await send(item, begun);
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

  /** It waits no more, here and wherever it is kept. */
  function leave(mutation: string, next: readonly Waiting[], back: Returned | null): void {
    gone.add(mutation);
    if (back !== null) setReturned((before) => [...before, back]);
    void kept?.settle(mutation, next, back).catch(() => undefined);
  }

  /** Once at a time, and once more after it for whatever was told meanwhile: an act on many leads is told of one by one. */
  function hear(): void {
    if (hearing !== null) return void (hearing = "again");
    hearing = "now";
    void sync().finally(() => {
      const again = hearing === "again";
      hearing = null;
      if (again) return hear();
      if (holding) hold();
    });
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
        const { version } = item.as;
        for (const next of queue)
          if (refused === undefined && !next.saved && next.as.version === version) next.as = { ...next.as, version: version + 1 };
        goOn(item.as.lead);
      }
      if (back.length + returned().length > 0) setReturned(back);
    });
    underWay.watch(all().flatMap((item) => (item.elsewhere ? [idOf(item)] : [])));
  }

  function add({ underWay: isUnderWay, ...as }: Waiting): void {
    const elsewhere = isUnderWay === true;
    const known = find(as.command.body.mutation);
    if (known !== undefined && (!(known.held || known.elsewhere) || known.sending)) return;
    const queue = queues.get(as.lead) ?? [];
    queues.set(as.lead, queue);
    const item = known ?? { quiet: true, together: false, late: false, sending: false, done: () => undefined };
    const now: Item = Object.assign(item, { as, elsewhere, held: known?.held === true || !elsewhere, saved: true });
    if (known === undefined) queue.push(now);
    queue.sort((a, b) => inOrder(a.as, b.as));
    // That another tab has something on its way says nothing of the connection.
    if (!elsewhere) holding = true;
    show(as.lead);
  }

  /** The tab that had them on their way is done with them, or gone: those that are still there are whoever's finds them. */
  const underWay = createUnderWay(
    () => kept,
    async (mutations) => {
      await sync();
      if (closed) return;
      for (const item of all().filter((one) => one.elsewhere && mutations.includes(idOf(one)))) {
        Object.assign(item, { elsewhere: false, held: true });
        save(item);
        holding = true;
      }
      if (!holding) return;
      hold();
      resume();
    },
  );

  return {
    waiting,
    returned,
    issue,
    discard: (mutation) => {
      const item = find(mutation);
      if (item === undefined || item.sending || item.elsewhere) return false;
      const { lead } = item.as;
      const queue = queues.get(lead) ?? [];
      queue.splice(queue.indexOf(item), 1);
      leave(mutation, [], null);
      // What was to be done to a lead that is not added comes to nothing with it, but for what was written.
      const orphans = item.as.command.kind === "create" ? queue.filter(({ sending, elsewhere }) => !sending && !elsewhere) : [];
      queue.splice(0, queue.length, ...queue.filter((one) => !orphans.includes(one)));
      for (const { as } of orphans)
        leave(
          as.command.body.mutation,
          [],
          writtenIn(as.command).length === 0 ? null : { ...as, code: "not_found", by: null, why: null, known: null },
        );
      show(lead);
      for (const one of [item, ...orphans])
        one.done({ ok: false, mutation: idOf(one), code: "aborted", failure: new ApiFailure("aborted") });
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
          queue.splice(0, queue.length, ...queue.filter(({ held, elsewhere }) => !held && !elsewhere));
          show(lead);
        }
      });
    },
    keepIn: async (port, unasked) => {
      stopHearing?.();
      kept = port;
      if (port !== null) trusted = unasked === undefined;
      for (const item of all()) item.saved = false;
      // Under another key nobody says any more what became of them.
      for (const [lead, queue] of [...queues]) {
        queue.splice(0, queue.length, ...queue.filter(({ elsewhere }) => !elsewhere));
        show(lead);
        goOn(lead);
      }
      if (port === null) return;
      stopHearing = port.onChange(hear);
      for (const item of all()) if (isKept(item)) save(item);
      for (const one of returned()) void port.settle(one.command.body.mutation, [], one).catch(() => undefined);
      await sync();
      if (holding) resume();
    },
    close: () => {
      closed = true;
      underWay.release();
      cancel?.();
      stopHearing?.();
    },
  };
}
