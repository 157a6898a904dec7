import * as v from "valibot";
import type { Browser, Clock } from "../connection/edge.ts";
import { UNDO_MS } from "./taking-back.ts";

/** Of this tab alone: another one takes back what was done in it, and whoever closes this one takes nothing back any more. */
const KEY = "leadoxe.did";

/** Ids and times, and nothing that tells of anybody: what a lead is called is looked up when it is said. */
const remembered = v.object({
  at: v.number(),
  mutation: v.string(),
  lead: v.optional(v.string()),
  /** One act on many leads: each with the mutation that changed it. */
  together: v.optional(v.array(v.tuple([v.string(), v.string()]))),
});
/** Without `lead` and `together` it was something that is taken back only where it was done. */
export type Remembered = v.InferOutput<typeof remembered>;

const told = v.object({ person: v.string(), places: v.record(v.string(), v.array(remembered)) });
type Told = v.InferOutput<typeof told>;

type Tab = Pick<Browser, "recallHere" | "rememberHere">;

export interface Remembering {
  /** Whose session it is, as the server said: what anybody else did here is forgotten. */
  begin(person: string): void;
  /** What can still be taken back, the newest last; null before it began. */
  read(): readonly Remembered[] | null;
  write(all: readonly Remembered[]): void;
  /** This workspace is not theirs any more. */
  forget(): void;
  close(): void;
}

/** ED1: what one did in a workspace can be taken back after the page was loaded anew. Where the tab keeps nothing, until then. */
export function createRemembering(deps: {
  readonly slug: string;
  readonly clock: Pick<Clock, "now" | "after">;
  readonly browser: Tab;
}): Remembering {
  const { slug, clock, browser } = deps;
  let person: string | null = null;
  let cancel: (() => void) | null = null;

  /** Nobody's after the end of the session, whatever was still on its way then. */
  function mine(): Told | null {
    const found = read(browser);
    return person !== null && found?.person === person ? found : null;
  }

  function put(all: Told): void {
    cancel?.();
    const now = clock.now();
    const young = write(browser, all, now);
    const oldest = Math.min(...Object.values(young.places).flatMap((place) => place.map(({ at }) => at)));
    cancel = Number.isFinite(oldest) ? clock.after(oldest + UNDO_MS - now + 1, tidy) : null;
  }

  function tidy(): void {
    const all = mine();
    if (all !== null) put(all);
  }

  return {
    begin: (who) => {
      if (person === who) return;
      person = who;
      put(mine() ?? { person: who, places: {} });
    },
    read: () => (person === null ? null : (mine()?.places[slug] ?? []).filter(({ at }) => clock.now() - at <= UNDO_MS)),
    write: (entries) => {
      const all = mine();
      if (all !== null) put({ ...all, places: { ...all.places, [slug]: [...entries] } });
    },
    forget: () => {
      const all = mine();
      person = null;
      if (all !== null) put({ ...all, places: { ...all.places, [slug]: [] } });
    },
    close: () => cancel?.(),
  };
}

/** EV4: nobody is signed in here any more. */
export function forgetDone(browser: Tab): void {
  browser.rememberHere(KEY, null);
}

/** Somebody is signed in: of everybody else, and of workspaces they are not in any more, nothing stays. */
export function keepDoneOf(browser: Tab, person: string, slugs: readonly string[], now: number): void {
  const found = read(browser);
  if (found === null) return;
  if (found.person !== person) return forgetDone(browser);
  write(browser, { person, places: Object.fromEntries(Object.entries(found.places).filter(([slug]) => slugs.includes(slug))) }, now);
}

function read(browser: Tab): Told | null {
  const text = browser.recallHere(KEY);
  if (text === null) return null;
  try {
    return v.parse(told, JSON.parse(text));
  } catch {
    return null;
  }
}

function write(browser: Tab, { person, places }: Told, now: number): Told {
  const young = Object.entries(places).map(([slug, all]) => [slug, all.filter(({ at }) => now - at <= UNDO_MS)] as const);
  const kept = { person, places: Object.fromEntries(young.filter(([, all]) => all.length > 0)) };
  browser.rememberHere(KEY, JSON.stringify(kept));
  return kept;
}
