import { createSignal } from "solid-js";
import type * as v from "valibot";
import type { Boot, waitingAnswer } from "../../domain/api.ts";
import { isWaiting, type LeadRow } from "../../domain/lead.ts";
import type { Api } from "../connection/api.ts";
import type { Browser, Clock } from "../connection/edge.ts";
import type { Directory } from "./directory.ts";
import { ownerKey, partKey } from "./entries.ts";
import type { Leads } from "./leads.ts";

/** Between two questions the figures follow what we hold; this is how long a lead we do not hold may be miscounted. */
const ASK_AGAIN_MS = 10_000;
/** The server stops counting here. */
const COUNTED = 1_000;

type Waiting = v.InferOutput<typeof waitingAnswer>;

interface Counted {
  readonly count: number;
  readonly atLeast: boolean;
  readonly oldest: number | null;
}

export interface Figures {
  /** Leads in sight, test leads aside. */
  total(): number;
  /** Of these, nobody's. */
  unclaimed(): number;
  /** Leads that nobody has tried to reach; `atLeast` when there are more than the server counts. */
  waiting(): Counted;
  /** Of one person's leads, or the unassigned ones, as far as they are read. */
  of(owner: string | null): { readonly total: number; readonly atLeast: boolean; readonly waiting: Counted };
  /** As the server counted, read just after the page that starts the list. */
  began(counted: Pick<Boot, "total" | "unclaimed">, waiting: Waiting): void;
  close(): void;
}

/**
 * Figures over leads that are mostly not here: what we hold is counted, and of the others we know how many the server counted when it
 * was last asked. A lead that is read later moves from one to the other.
 */
export function createFigures(deps: {
  readonly api: Pick<Api, "boot" | "waiting">;
  readonly slug: string;
  readonly clock: Clock;
  readonly browser: Browser;
  readonly leads: Pick<Leads, "size" | "oldest" | "complete" | "covers" | "onApplied">;
  readonly directory: Pick<Directory, "refresh">;
}): Figures {
  const { api, slug, leads } = deps;
  const [elsewhere, setElsewhere] = createSignal({ total: 0, unclaimed: 0, waiting: 0, oldest: null as number | null, atLeast: false });
  const held = () => leads.size("all") - leads.size("test");
  const heldOf = (owner: string | null) => leads.size(ownerKey(owner)) - leads.size(partKey("test", owner));
  let cancel: (() => void) | null = null;
  let stale = false;
  let closed = false;

  async function ask(): Promise<void> {
    const [boot, waiting] = await Promise.all([api.boot(slug), leads.complete() ? null : api.waiting(slug)]);
    if (closed) return;
    deps.directory.refresh(boot);
    took(boot, waiting);
  }
  function took({ total, unclaimed }: Pick<Boot, "total" | "unclaimed">, waiting: Waiting | null): void {
    setElsewhere((before) => ({
      total: Math.max(0, total - held()),
      unclaimed: Math.max(0, unclaimed - heldOf(null)),
      waiting: waiting === null ? before.waiting : Math.max(0, waiting.count - leads.size("waiting")),
      oldest: waiting === null ? before.oldest : waiting.oldest,
      atLeast: waiting === null ? before.atLeast : waiting.count >= COUNTED,
    }));
  }
  function askSoon(): void {
    if (cancel !== null || closed) return;
    cancel = deps.clock.after(ASK_AGAIN_MS, () => {
      cancel = null;
      // A hidden page asks when it is looked at.
      if (deps.browser.visible() && deps.browser.online()) ask().catch(askSoon);
      else stale = true;
    });
  }
  const ends = [
    deps.browser.on("visible", () => {
      if (stale) ask().catch(askSoon);
      stale = false;
    }),
    leads.onApplied(({ found, fresh }) => {
      // Down to the floor nothing in sight was missing: what is found there only now came into sight, and was counted nowhere.
      const read = found.filter((row) => !fresh.includes(row) && !leads.covers(row));
      if (read.length > 0)
        setElsewhere((before) => ({
          ...before,
          total: less(before.total, read, (row) => !row.isTest),
          unclaimed: less(before.unclaimed, read, (row) => !row.isTest && row.owner === null),
          waiting: less(before.waiting, read, isWaiting),
        }));
      askSoon();
    }),
  ];

  return {
    total: () => held() + (leads.complete() ? 0 : elsewhere().total),
    unclaimed: () => heldOf(null) + (leads.complete() ? 0 : elsewhere().unclaimed),
    waiting: () => {
      const oldest = leads.oldest("waiting")?.submittedAt ?? null;
      const count = leads.size("waiting");
      if (leads.complete()) return { count, oldest, atLeast: false };
      const other = elsewhere();
      // Down to the floor we know better than an answer of some seconds ago.
      const beyond = other.oldest === null || leads.covers({ submittedAt: other.oldest, n: 0 }) ? null : other.oldest;
      return { count: count + other.waiting, oldest: earlier(oldest, beyond), atLeast: other.atLeast };
    },
    of: (owner) => {
      const waits = partKey("waiting", owner);
      const atLeast = !leads.complete() && !leads.complete(ownerKey(owner));
      return {
        total: heldOf(owner),
        atLeast,
        waiting: { count: leads.size(waits), atLeast, oldest: atLeast ? null : (leads.oldest(waits)?.submittedAt ?? null) },
      };
    },
    began: took,
    close: () => {
      closed = true;
      cancel?.();
      for (const end of ends) end();
    },
  };
}

function less(count: number, rows: readonly LeadRow[], counted: (row: LeadRow) => boolean): number {
  return Math.max(0, count - rows.filter(counted).length);
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
