import { type Accessor, batch, createSignal } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import type { FailureCode } from "../notice.ts";
import type { Outcome, Pending } from "../pending.ts";

/** One act on one of many leads, as a command that is issued `together`; null: there is nothing to change in it. */
export type ActOnOne = (row: LeadRow) => Promise<Outcome> | null;

/** What became of an act on many leads. */
export interface Together {
  /** Done, or waiting for the connection as it is shown. */
  readonly changed: number;
  /** Of those, so many wait. */
  readonly waits: number;
  /** Leads by why they were refused. */
  readonly refused: ReadonlyMap<FailureCode, readonly string[]>;
}

export interface Running {
  readonly total: number;
  /** What becomes of each lead that there was something to change in. */
  readonly each: readonly { readonly lead: string; readonly outcome: Promise<Outcome> }[];
  readonly settled: Accessor<number>;
  readonly became: Promise<Together>;
  /** How many of those that changed something are taken back, or were refused to be. */
  readonly undone: Accessor<number>;
  /** Takes all of it back, once; what somebody changed since is left as it is, and counted. */
  undo(): Promise<Together>;
}

/**
 * BK1: one act on many leads is as many commands, each with an id and a guard of its own. All are issued at once, upon the leads as the person
 * sees them: whatever somebody else changes before its turn comes is a conflict and not overwritten.
 */
export function runTogether(
  { commands, leads }: { readonly commands: Pick<Pending, "undo">; readonly leads: { row(id: string): LeadRow | undefined } },
  ids: readonly string[],
  act: ActOnOne,
): Running {
  const [settled, setSettled] = createSignal(0);
  const [undone, setUndone] = createSignal(0);
  const sent: { readonly lead: string; readonly outcome: Promise<Outcome> }[] = [];
  batch(() => {
    for (const lead of ids) {
      const row = leads.row(lead);
      const outcome = row === undefined ? null : act(row);
      if (outcome === null) continue;
      sent.push({ lead, outcome });
      void outcome.then(() => setSettled((count) => count + 1));
    }
  });
  /** By lead, as far as they changed something, or may yet: what waited may have been refused since. */
  const mutations = new Map<string, string>();
  const became = (async () => {
    for (const { lead, outcome } of sent) {
      const one = await outcome;
      if (!one.ok && one.waits === undefined) continue;
      mutations.set(lead, one.mutation);
      if (!one.ok) void one.waits?.then((last) => last.ok || mutations.delete(lead));
    }
    return countTogether(sent);
  })();
  let taken: Promise<Together> | undefined;
  const takeBack = async () => {
    await became;
    const back = batch(() => [...mutations].map(([lead, mutation]) => ({ lead, outcome: commands.undo(mutation, "together") })));
    for (const { outcome } of back) void outcome.then(() => setUndone((number) => number + 1));
    return countTogether(back);
  };
  return { total: sent.length, each: sent, settled, became, undone, undo: () => (taken ??= takeBack()) };
}

export async function countTogether(all: Running["each"]): Promise<Together> {
  const refused = new Map<FailureCode, string[]>();
  let [changed, waits] = [0, 0];
  for (const { lead, outcome } of all) {
    const became = await outcome;
    if (became.ok) changed++;
    else if (became.waits !== undefined) {
      changed++;
      waits++;
    } else refused.set(became.code, [...(refused.get(became.code) ?? []), lead]);
  }
  return { changed, waits, refused };
}
