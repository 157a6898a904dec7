import type { Clock } from "../connection/edge.ts";
import type { Called } from "./notice.ts";
import type { Outcome } from "./queue.ts";
import type { Remembered, Remembering } from "./remembering.ts";
import { UNDO_MS } from "./taking-back.ts";

/** As many as one act on many leads changes, and some before it. */
export const REMEMBERED = 250;

/** A change of anything but one lead. */
export interface Did {
  readonly mutation: string;
  /** What it was done to, as people call it. */
  readonly called: string | null;
  /** Whether it worked; why not is said by whoever does it. "unheard": nobody was reached, and it can be asked again. */
  undo(): Promise<boolean | "unheard">;
  /** It was one act on many leads, and this became of each. */
  readonly together?: readonly { readonly lead: string; readonly outcome: Promise<Outcome> }[];
}

export interface LeadDone {
  readonly mutation: string;
  readonly lead: string;
  readonly called: Called | null;
}

/** From before the page was loaded anew: leads that one act changed, each with its mutation. None: it is taken back nowhere any more. */
export interface Before {
  readonly mutation: string;
  readonly together: readonly (readonly [lead: string, mutation: string])[];
}

export type Done = { readonly at: number } & (Did | LeadDone | Before);

export interface DoneList {
  /** It is on its way: whoever loads the page anew before it is answered takes it back all the same. */
  begin(sent: Pick<LeadDone, "mutation" | "lead">): void;
  /** It is not: refused, or answered. */
  end(mutation: string): void;
  keep(change: Did | LeadDone): void;
  /** The newest that can still be taken back; undefined: none. */
  last(): Done | undefined;
  /** It is asked for and offered no more; undefined: it is not here. */
  take(mutation: string): Done | undefined;
  putBack(one: Done): void;
  /** It was taken back where it was said: the key goes on with the one before it. */
  settle(mutation: string): void;
  /** It was not after all: nobody heard of it. */
  unsettle(mutation: string): void;
}

/** One's own changes that can be taken back, the newest last: those of leads also once the page was loaded anew. */
export function createDone({ clock, memory }: { readonly clock: Pick<Clock, "now">; readonly memory: Remembering }): DoneList {
  const done: Done[] = [];
  /** On their way: of this page only what was answered is taken back, of one that was loaded anew these too. */
  const begun: Done[] = [];
  const settled = new Map<string, Done>();
  /** What acts on many leads changed, as far as it is known. */
  const parts = new WeakMap<Done, [lead: string, mutation: string][]>();
  let recalled = false;

  function recall(): void {
    if (recalled) return;
    const before = memory.read();
    if (before === null) return;
    recalled = true;
    done.push(...before.map(restored));
    done.sort(older);
  }

  function save(): void {
    recall();
    if (recalled) memory.write([...done, ...begun].sort(older).map(written));
  }

  function written(one: Done): Remembered {
    const { at, mutation } = one;
    if ("lead" in one) return { at, mutation, lead: one.lead };
    const together = "undo" in one ? parts.get(one) : one.together.map(([lead, of]): [string, string] => [lead, of]);
    return together === undefined ? { at, mutation } : { at, mutation, together };
  }

  function take(mutation: string): Done | undefined {
    recall();
    const at = done.findIndex((one) => one.mutation === mutation);
    if (at < 0) return undefined;
    const [one] = done.splice(at, 1);
    save();
    return one;
  }

  function putBack(one: Done): void {
    recall();
    done.push(one);
    done.sort(older);
    save();
  }

  function without(among: Done[], mutation: string): void {
    const at = among.findIndex((one) => one.mutation === mutation);
    if (at >= 0) among.splice(at, 1);
  }

  return {
    begin: (sent) => {
      recall();
      begun.push({ ...sent, called: null, at: clock.now() });
      save();
    },
    end: (mutation) => {
      without(begun, mutation);
      save();
    },
    keep: (change) => {
      recall();
      // One that was on its way when the page was loaded anew, and was sent once more, is one.
      for (const among of [done, begun]) without(among, change.mutation);
      const one = { ...change, at: clock.now() };
      done.push(one);
      if (done.length > REMEMBERED) done.shift();
      if ("together" in change) void follow(one, change.together ?? []);
      save();
    },
    last: () => {
      recall();
      let one = done.at(-1);
      while (one !== undefined && clock.now() - one.at > UNDO_MS) {
        done.pop();
        one = done.at(-1);
      }
      return one;
    },
    take,
    putBack,
    settle: (mutation) => {
      const one = take(mutation);
      if (one !== undefined) settled.set(mutation, one);
    },
    unsettle: (mutation) => {
      const one = settled.get(mutation);
      if (one !== undefined && settled.delete(mutation)) putBack(one);
    },
  };

  /** Of many leads, those that were changed, each once it is known. */
  async function follow(one: Done, all: NonNullable<Did["together"]>): Promise<void> {
    const known: [string, string][] = [];
    parts.set(one, known);
    await Promise.all(
      all.map(async ({ lead, outcome }) => {
        const first = await outcome;
        const became = first.ok || first.waits === undefined ? first : await first.waits;
        if (!became.ok) return;
        known.push([lead, became.mutation]);
        if (done.includes(one)) save();
      }),
    );
  }
}

const older = (one: Done, other: Done) => one.at - other.at;

function restored({ at, mutation, lead, together = [] }: Remembered): Done {
  return lead === undefined ? { at, mutation, together } : { at, mutation, lead, called: null };
}
