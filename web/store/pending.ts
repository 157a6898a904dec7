import { type Accessor, batch } from "solid-js";
import type { Giving } from "../../domain/giving.ts";
import type { AttemptOutcome, Channel, LeadRow } from "../../domain/lead.ts";
import type { Step } from "../../domain/reducer.ts";
import type { TimelineEntry } from "../../domain/story.ts";
import type { Api, Closing, Said } from "../connection/api.ts";
import { ApiFailure } from "../connection/call.ts";
import { type Command, type CommandKind, leadPath } from "../connection/command.ts";
import type { Browser, Clock } from "../connection/edge.ts";
import type { Leads } from "./leads.ts";
import { LOST, wayOn } from "./coming-back.ts";
import { called, type Called, type Notify } from "./notice.ts";
import { type Change, overlaid } from "./overlay.ts";
import { type Before, createDone, type Did, type Done, REMEMBERED } from "./done.ts";
import { countTogether, type Together } from "./floor/together.ts";
import { createQueue, type How, type Outcome, type Queue, type Returned, type Waiting } from "./queue.ts";
import type { Remembering } from "./remembering.ts";
import { waitingStory } from "./waiting-story.ts";

export type { Closing, Did, Outcome };

/** `together`: one of many that are taken back as one change (`did`), and whose refusals are said at once by whoever asked. */
export interface Pending extends Pick<Queue, "waiting" | "returned" | "deal" | "giveBack"> {
  assign(id: string, to: Giving, how?: "together"): Promise<Outcome>;
  setStage(id: string, stage: string, closing?: Closing, how?: "together"): Promise<Outcome>;
  attempt(id: string, channel: Channel, outcome: AttemptOutcome, said?: Said): Promise<Outcome>;
  /** Any other command on a lead: `change` is what it looks like until the server has answered. `quiet`: a refusal is said where it was made. */
  run(id: string, change: Change | null, command: Command, how?: "quiet" | "together"): Promise<Outcome>;
  undo(mutation: string, how?: "together"): Promise<Outcome>;
  /** Something refused, once more and upon the lead as it is now: owner and stage, or whatever came back after it had waited. */
  again(mutation: string): Promise<Outcome>;
  /** Whether changes of this lead wait for the connection. Reactive. */
  waits(id: string): boolean;
  /** What waits of this lead, but for its notes, as its story will tell it. Reactive. */
  ahead(id: string): readonly TimelineEntry[];
  /** A change of anything but a lead: it is taken back in its turn. */
  did(change: Did): void;
  /** It was taken back where it was said: the key goes on with the one before it. */
  settle(mutation: string): void;
  /** It was not after all: nobody heard of it. */
  unsettle(mutation: string): void;
  /** The last change of one's own that can still be undone, the next one back with each call; null: there is none. */
  undoLast(): Promise<Undone | null>;
  readonly queue: Pick<Queue, "resume" | "keepIn" | "trust" | "close">;
}

/** `called` is a lead, or whatever else was changed by its own name; `of` is the change of a lead that was taken back. */
export type Undone =
  | (Outcome & { readonly of: string; readonly called: Called | null })
  | { readonly ok: boolean; readonly mutation: string; readonly called: string | null }
  /** From before the page was loaded anew: an act on many leads, with what became of taking it back; null: it was none, and stays. */
  | { readonly ok: boolean; readonly mutation: string; readonly before: Together | null };

export interface PendingDeps {
  readonly clock: Clock;
  readonly browser: Pick<Browser, "online">;
  readonly slug: string;
  readonly api: Pick<Api, "send">;
  readonly leads: Pick<Leads, "base" | "apply" | "overlay" | "position">;
  readonly me: () => string | null;
  readonly notify: Notify;
  readonly memory: Remembering;
  /** An answer may show that more is missing than itself. */
  then(what: Step["then"]): void;
}

/** ED1: one's own changes, on screen at once, decided by the server. */
export function createPending(deps: PendingDeps): Pending {
  const { clock } = deps;
  const past = new Map<string, { readonly lead: string; before: LeadRow; after: LeadRow }>();
  const done = createDone(deps);
  /** What was refused and can be asked again: by its mutation, the newest last. */
  const refused = new Map<string, () => Promise<Outcome>>();
  /** What was taken back or is about to be, each once: what it was said with still offers it. */
  const taken = new Map<string, Promise<Outcome>>();
  /** Changes that are taken back with others only. */
  const together = new Set<string>();

  const queue = createQueue({
    ...deps,
    done: ({ command, change, lead, called: named }, before, after) => {
      const { mutation } = command.body;
      // What takes one back is not taken back itself.
      if (command.kind === "undo") return;
      if (before !== undefined && change !== null) remember(mutation, before, after ?? overlaid(before, change));
      const row = after ?? before;
      if (!together.delete(mutation)) done.keep({ mutation, lead: row?.id ?? lead, called: row === undefined ? named : called(row) });
    },
  });

  /** Sent, and neither answered nor kept for later yet: whoever takes back the last change means these. */
  const underWay = new Set<Promise<Outcome>>();
  const issue: Queue["issue"] = (id, command, change, how) => {
    const { mutation } = command.body;
    if (how === "together") together.add(mutation);
    // What takes one back is not taken back itself.
    else if (command.kind !== "undo") done.begin({ mutation, lead: id });
    const outcome = queue.issue(id, command, change, how);
    underWay.add(outcome);
    void outcome.then(async (became) => {
      underWay.delete(outcome);
      if (!became.ok && became.waits === undefined) together.delete(mutation);
      if (!became.ok && became.waits !== undefined) await became.waits;
      done.end(mutation);
    });
    return outcome;
  };

  function remember(mutation: string, before: LeadRow, after: LeadRow): void {
    past.set(mutation, { lead: before.id, before, after });
    forgetOldest(past);
  }

  /** A conflict brought the lead as it is now: asked again, it is meant for that one. */
  async function askable(run: () => Promise<Outcome>): Promise<Outcome> {
    const outcome = await run();
    // What waits comes back by itself where it is refused then.
    if (!outcome.ok && outcome.waits === undefined) {
      refused.set(outcome.mutation, () => askable(run));
      forgetOldest(refused);
    }
    return outcome;
  }

  function put(id: string, kind: CommandKind, change: Change, body: object, how?: "together"): Promise<Outcome> {
    const ask = () => {
      const mutation = clock.id();
      return issue(id, { kind, method: "PUT", path: leadPath(id, kind), body: { mutation, ...body }, versioned: true }, change, how);
    };
    return how === undefined ? askable(ask) : ask();
  }

  function undo(of: string, how?: "together", changed?: string): Promise<Outcome> {
    const known = taken.get(of);
    if (known !== undefined) return known;
    const outcome = undoOnce(of, how, changed);
    taken.set(of, outcome);
    forgetOldest(taken);
    const forget = () => void (taken.get(of) === outcome && taken.delete(of));
    void outcome.then(async (became) => {
      if (!became.ok && (became.waits === undefined || !(await became.waits).ok)) forget();
    });
    return outcome;
  }

  function undoOnce(of: string, how?: How, changed?: string): Promise<Outcome> {
    const waits = queue.waiting().find(({ command }) => command.body.mutation === of);
    if (waits !== undefined && queue.discard(of)) {
      done.take(of);
      // It may have happened: then it is taken back, and refused where it never did.
      if (waits.tried && waits.command.kind !== "undo") void takeBack(of, "silent", waits.lead);
      return Promise.resolve({ ok: true, mutation: of, lead: waits.lead, inSight: true });
    }
    // Asked once: refused, it would be refused again, and the one before it is the next to be asked.
    const asked = done.take(of);
    const outcome = takeBack(of, how, asked !== undefined && "lead" in asked ? asked.lead : changed);
    void outcome.then(async (became) => {
      const then = became.ok || became.waits === undefined ? became : await became.waits;
      // Given up before anybody heard of it, what it was to take back still stands.
      if (asked !== undefined && !then.ok && (then.code === "aborted" || LOST.has(then.code))) done.putBack(asked);
    });
    return outcome;
  }

  async function undone(of: string, named: Called | null, id: string): Promise<Undone> {
    const outcome = await undo(of);
    const row = named === null ? deps.leads.base(id) : undefined;
    return { ...outcome, of, called: row === undefined ? named : called(row) };
  }

  function takeBack(of: string, how?: How, changed?: string): Promise<Outcome> {
    const known = past.get(of);
    const change: Change | null = known === undefined ? null : { kind: "undo", before: known.before, after: known.after };
    // A lead we do not know the name of has its own queue, named after what is undone.
    const lead = changed ?? known?.lead ?? of;
    const command: Command = { kind: "undo", method: "POST", path: "undo", body: { mutation: clock.id(), ...{ of } } };
    return queue.issue(lead, command, change, how);
  }

  /** What came back as it was written, once more for the lead as it is now. Refused at once, it is back. */
  async function resend(back: Returned): Promise<Outcome> {
    const { command, lead, change } = back;
    const way = wayOn(back);
    const dealt = () => queue.deal(command.body.mutation);
    // As the same one it is kept under the same name; as another one, what was written is kept until that is.
    if (way === "again") dealt();
    // Nobody knows whether what failed at the server happened: as the same one it happens once.
    const body = { ...command.body, ...(way === "anyway" && { anyway: true }), ...(way !== "again" && { mutation: clock.id() }) };
    const again = { ...command, body };
    const outcome = await issue(lead, again, change, "quiet");
    if (way !== "again") dealt();
    if (outcome.ok || outcome.waits !== undefined || outcome.back) return outcome;
    const { code, by, why, lead: known } = outcome.failure;
    queue.giveBack({ ...back, command: again, code, by, why, known });
    return { ...outcome, back: true };
  }

  return {
    waiting: queue.waiting,
    returned: queue.returned,
    deal: queue.deal,
    giveBack: queue.giveBack,
    queue,
    waits: waitsIn(queue.waiting),
    ahead: (id) => waitingStory(queue.waiting(), id, deps.leads.base(id), deps.me() ?? ""),
    assign: (id, to, how) => put(id, "owner", { kind: "owner", ...to, by: deps.me() ?? "" }, to, how),
    setStage: (id, stage, closing = {}, how) => put(id, "stage", { kind: "stage", stage, ...closing }, { stage, ...closing }, how),
    attempt: (id, channel, outcome, said = {}) => {
      const at = said.at ?? clock.now();
      const body = { mutation: clock.id(), ...{ channel, outcome, ...said, at } };
      const change: Change = { kind: "attempt", at, reached: outcome === "reached" };
      return issue(id, { kind: "attempt", method: "POST", path: leadPath(id, "attempts"), body }, change);
    },
    run: (id, change, command, how) => issue(id, command, change, how),
    undo,
    again: (mutation) => {
      const ask = refused.get(mutation);
      refused.delete(mutation);
      const back = queue.returned().find(({ command }) => command.body.mutation === mutation);
      const gone = new ApiFailure("not_found");
      if (ask !== undefined) return ask();
      return back !== undefined ? resend(back) : Promise.resolve({ ok: false, mutation, code: gone.code, failure: gone });
    },
    did: done.keep,
    settle: done.settle,
    unsettle: done.unsettle,
    undoLast: async () => {
      await Promise.allSettled(underWay);
      const last = done.last();
      const held = queue.waiting().findLast(({ command }) => command.kind !== "undo");
      const mine = held === undefined || together.has(held.command.body.mutation) ? undefined : held;
      // What waits was done after whatever was sent, unless that was something else than a lead.
      if (mine !== undefined && mine.at >= (last?.at ?? 0)) return undone(mine.command.body.mutation, mine.called, mine.lead);
      if (last === undefined) return null;
      if ("lead" in last) return undone(last.mutation, last.called, last.lead);
      done.take(last.mutation);
      const { mutation } = last;
      if (!("undo" in last)) return undoneBefore(mutation, last.together);
      const became = await last.undo();
      if (became === "unheard") done.putBack(last);
      return { ok: became === true, mutation, called: last.called };
    },
  };

  /** Of the act itself nothing is left but what it changed. */
  async function undoneBefore(mutation: string, all: Before["together"]): Promise<Undone> {
    if (all.length === 0) {
      // One press for as many of them as come one after the other.
      for (let next = done.last(); next !== undefined && isLost(next); next = done.last()) done.take(next.mutation);
      return { ok: false, mutation, before: null };
    }
    const became = await countTogether(batch(() => all.map(([lead, of]) => ({ lead, outcome: undo(of, "together", lead) }))));
    return { ok: became.refused.size === 0, mutation, before: became };
  }
}

const isLost = (one: Done) => "together" in one && !("undo" in one) && one.together.length === 0;

function waitsIn(waiting: Accessor<readonly Waiting[]>): (id: string) => boolean {
  return (id) => waiting().some(({ lead }) => lead === id);
}

function forgetOldest(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (map.size > REMEMBERED && oldest !== undefined) map.delete(oldest);
}
