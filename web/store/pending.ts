import { batch } from "solid-js";
import type { ChangeAnswer } from "../../domain/api.ts";
import type { AttemptOutcome, Channel, LeadRow } from "../../domain/lead.ts";
import type { Step } from "../../domain/reducer.ts";
import type { Api, Closing, Said } from "../connection/api.ts";
import { ApiFailure, type FailureCode } from "../connection/call.ts";
import type { Clock } from "../connection/edge.ts";
import type { Leads } from "./leads.ts";
import { called, type Called, type Notify } from "./notice.ts";
import { type Change, overlaid } from "./overlay.ts";

export type { Closing };

/** What became of a command. `inSight` is false when it took the lead out of one's own sight. Never rejects. */
export type Outcome =
  | { readonly ok: true; readonly mutation: string; readonly lead: string; readonly inSight: boolean }
  | { readonly ok: false; readonly mutation: string; readonly code: FailureCode; readonly failure: ApiFailure };

export interface Pending {
  assign(id: string, owner: string | null): Promise<Outcome>;
  setStage(id: string, stage: string, closing?: Closing): Promise<Outcome>;
  attempt(id: string, channel: Channel, outcome: AttemptOutcome, said?: Said): Promise<Outcome>;
  /** Any other command on a lead: `change` is what it looks like until the server has answered. `quiet`: a refusal is said where it was made. */
  run(
    id: string,
    change: Change | null,
    send: (mutation: string, version: number) => Promise<ChangeAnswer>,
    quiet?: "quiet",
  ): Promise<Outcome>;
  undo(mutation: string): Promise<Outcome>;
  /** The last change of one's own that can still be undone, the next one back with each call; null: there is none. */
  undoLast(): Promise<(Outcome & { readonly called: Called | null }) | null>;
}

export interface PendingDeps {
  readonly clock: Clock;
  readonly slug: string;
  readonly api: Pick<Api, "assign" | "setStage" | "attempt" | "undo">;
  readonly leads: Pick<Leads, "base" | "apply" | "overlay" | "position">;
  readonly me: () => string | null;
  readonly notify: Notify;
  /** An answer may show that more is missing than itself. */
  then(what: Step["then"]): void;
}

interface Command {
  readonly mutation: string;
  readonly change: Change | null;
  readonly quiet: boolean;
  /** The row's version as the person saw it; grows with one's own commands before it, which the person saw too. */
  version: number;
  send(version: number): Promise<ChangeAnswer>;
  done(outcome: Outcome): void;
}

/** A dropped connection is often back by then; more than one try would leave the person waiting for a guess. */
const RETRY_MS = 1_000;
/** Undo is offered for a moment and kept in the timeline: this is only what it looks like before the answer. */
const REMEMBERED = 50;
/** As long as the server undoes. */
const UNDO_MS = 10 * 60_000;

/** ED1: one's own changes, on screen at once, decided by the server. Commands on one lead go out one after another, in order. */
export function createPending(deps: PendingDeps): Pending {
  const { api, clock, leads, slug } = deps;
  const queues = new Map<string, Command[]>();
  const past = new Map<string, { readonly lead: string; before: LeadRow; after: LeadRow }>();
  /** One's own changes that can be undone, the newest last. */
  const done: { readonly mutation: string; readonly at: number; readonly called: Called | null }[] = [];
  /** Commands that take one back: they are not taken back themselves. */
  const undoing = new Set<string>();

  function show(id: string): void {
    const changes = (queues.get(id) ?? []).flatMap((command) => command.change ?? []);
    leads.overlay(id, changes.length === 0 ? null : (row) => changes.reduce(overlaid, row));
  }

  function issue(id: string, mutation: string, change: Change | null, send: Command["send"], quiet = false): Promise<Outcome> {
    const version = leads.base(id)?.version ?? 0;
    return new Promise((done) => {
      const queue = queues.get(id) ?? [];
      queues.set(id, queue);
      queue.push({ mutation, change, quiet, version, send, done });
      show(id);
      if (queue.length === 1) void work(id, queue);
    });
  }

  async function work(id: string, queue: Command[]): Promise<void> {
    for (;;) {
      const command = queue[0];
      if (command === undefined) break;
      const outcome = await settle(id, command, queue);
      command.done(outcome);
    }
    queues.delete(id);
  }

  async function settle(id: string, command: Command, queue: Command[]): Promise<Outcome> {
    const { mutation, version } = command;
    const before = leads.base(id);
    const finish = (answered: () => void) =>
      batch(() => {
        queue.shift();
        answered();
        show(id);
      });
    try {
      const answer = await sendTwice(command);
      for (const next of queue) if (next !== command && next.version === version) next.version = version + 1;
      finish(() => deps.then(leads.apply({ kind: "answer", id: answer.id, row: answer.row, position: answer.position })));
      if (before !== undefined && command.change !== null && command.change.kind !== "undo")
        remember(mutation, before, answer.row ?? overlaid(before, command.change));
      if (!undoing.delete(mutation)) {
        done.push({ mutation, at: clock.now(), called: named(answer.row ?? before) });
        if (done.length > REMEMBERED) done.shift();
      }
      return { ok: true, mutation, lead: answer.id, inSight: answer.row !== null };
    } catch (error) {
      const failure = error instanceof ApiFailure ? error : new ApiFailure("internal");
      const { row } = failure;
      const position = leads.position();
      finish(() => {
        // A conflict tells the row and not where it was read: nothing that left our sight comes back by it.
        if (row !== null && position !== null)
          leads.apply({ kind: "answer", id: row.id, row, position: { epoch: position.epoch, seq: 0 } });
      });
      const ended = failure.code === "not_signed_in" || failure.code === "second_factor_needed";
      if (!command.quiet || ended)
        deps.notify({
          kind: "refused",
          lead: before === undefined ? null : called(before),
          mutation,
          code: failure.code,
          by: failure.by,
          request: failure.request,
        });
      return { ok: false, mutation, code: failure.code, failure };
    }
  }

  /** The same mutation id, so that a command whose answer was lost happens once all the same. */
  async function sendTwice(command: Command): Promise<ChangeAnswer> {
    try {
      return await command.send(command.version);
    } catch (error) {
      if (!(error instanceof ApiFailure) || (error.code !== "offline" && error.code !== "unavailable")) throw error;
      await new Promise<void>((resume) => void clock.after(RETRY_MS, resume));
      return command.send(command.version);
    }
  }

  function remember(mutation: string, before: LeadRow, after: LeadRow): void {
    past.set(mutation, { lead: before.id, before, after });
    const [oldest] = past.keys();
    if (past.size > REMEMBERED && oldest !== undefined) past.delete(oldest);
  }

  return {
    assign: (id, owner) => {
      const mutation = clock.id();
      return issue(id, mutation, { kind: "owner", owner, by: deps.me() ?? "" }, (version) =>
        api.assign(slug, id, { mutation, version, owner }),
      );
    },
    setStage: (id, stage, closing = {}) => {
      const mutation = clock.id();
      return issue(id, mutation, { kind: "stage", stage, ...closing }, (version) =>
        api.setStage(slug, id, { mutation, version, stage, ...closing }),
      );
    },
    attempt: (id, channel, outcome, said = {}) => {
      const mutation = clock.id();
      return issue(id, mutation, { kind: "attempt", at: clock.now(), reached: outcome === "reached" }, () =>
        api.attempt(slug, id, { mutation, channel, outcome, ...said }),
      );
    },
    run: (id, change, send, quiet) => {
      const mutation = clock.id();
      return issue(id, mutation, change, (version) => send(mutation, version), quiet === "quiet");
    },
    undo,
    undoLast: async () => {
      for (let last = done.at(-1); last !== undefined && clock.now() - last.at > UNDO_MS; last = done.at(-1)) done.pop();
      const last = done.at(-1);
      return last === undefined ? null : { ...(await undo(last.mutation)), called: last.called };
    },
  };

  function undo(of: string): Promise<Outcome> {
    const mutation = clock.id();
    const known = past.get(of);
    const change: Change | null = known === undefined ? null : { kind: "undo", before: known.before, after: known.after };
    // Asked once: refused, it would be refused again, and the one before it is the next to be asked.
    const at = done.findIndex((one) => one.mutation === of);
    if (at >= 0) done.splice(at, 1);
    undoing.add(mutation);
    // A lead we do not know the name of has its own queue, named after what is undone.
    return issue(known?.lead ?? of, mutation, change, () => api.undo(slug, { mutation, of }));
  }
}

function named(row: LeadRow | undefined): Called | null {
  return row === undefined ? null : called(row);
}
