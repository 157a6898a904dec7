import { batch, createMemo, createSignal } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import type { Found } from "../../../domain/listing.ts";
import type { Step } from "../../../domain/reducer.ts";
import { termsOf } from "../../../domain/searching.ts";
import { isUnspaced } from "../../../domain/unspaced.ts";
import { ApiFailure, type Call } from "../../connection/call.ts";
import type { Clock } from "../../connection/edge.ts";
import { createViewsApi } from "../../connection/views.ts";
import type { Leads } from "../leads.ts";
import type { Held, Hit } from "./held.ts";

export type { Hit };

/** Leads as somebody types what they know of them: those that are held at once, the server's as it answers. */
export interface Finder {
  ask(text: string): void;
  /** What is asked now; empty: nothing. */
  text(): string;
  /** The best first. A lead that leaves one's sight leaves them. */
  hits(): readonly Hit[];
  /** Its row; an archived one is in no list and is held here only. */
  row(id: string): LeadRow | undefined;
  /** The server has not answered yet. */
  asking(): boolean;
  /** There are others. */
  more(): boolean;
  failure(): ApiFailure | null;
  /** The same once more. */
  again(): void;
  close(): void;
}

/** Between two keys of somebody who types on. */
export const PAUSE_MS = 90;
/** Changes of what is held are looked at so seldom: a flood of them must not hold up a key. */
const LOOK_AGAIN_MS = 250;

const RETRY_MS = 1_000;

/** The server, asked by one workspace. */
export const searchOf = (call: Call, slug: string): FinderDeps["search"] => createViewsApi(call, slug).search;

interface Served {
  readonly text: string;
  readonly found: Found;
}

interface FinderDeps {
  readonly search: (text: string, signal: AbortSignal) => Promise<Found>;
  readonly held: Held;
  readonly leads: Pick<Leads, "row" | "take" | "onRestart">;
  readonly clock: Pick<Clock, "after">;
  readonly then: (what: Step["then"]) => void;
  /** At most so many. */
  readonly most: number;
}

export function createFinder(deps: FinderDeps): Finder {
  const { held, leads, clock, most } = deps;
  const [text, setText] = createSignal("");
  const [served, setServed] = createSignal<Served | null>(null);
  const [state, setState] = createSignal<"idle" | "asking" | ApiFailure>("idle");
  const [looked, setLooked] = createSignal(0);
  let stop: AbortController | null = null;
  let cancelPause: (() => void) | null = null;
  let cancelLook: (() => void) | null = null;

  const answered = () => (served()?.text === text() ? (served()?.found ?? null) : null);
  const archived = (id: string) => served()?.found.rows.find((row) => row.id === id && row.archivedAt != null);
  const row = (id: string) => leads.row(id) ?? archived(id);
  const here = createMemo(() => {
    looked();
    return text() === "" ? [] : held.find(text(), most + 1);
  });
  const hits = createMemo(() => {
    const found = answered();
    const known = new Set(here().map(({ id }) => id));
    const others = (found?.rows ?? []).filter(({ id }) => !known.has(id)).map(({ id }) => ({ id, where: found?.matched[id] ?? [] }));
    return [...here(), ...others].filter(({ id }) => row(id) !== undefined).slice(0, most);
  });

  function stopAsking(): void {
    cancelPause?.();
    stop?.abort();
    cancelPause = stop = null;
  }

  function begin(pause: number): void {
    stopAsking();
    if (text() === "") return void setState("idle");
    setState("asking");
    const asked = text();
    cancelPause = clock.after(pause, () => void read(asked));
  }

  async function read(asked: string, tries = 1): Promise<void> {
    const mine = (stop = new AbortController());
    try {
      const found = await deps.search(asked, mine.signal);
      // An answer to what was asked before is nobody's.
      if (mine.signal.aborted) return;
      batch(() => {
        const taken = leads.take({ position: found.position, rows: found.rows.filter(({ archivedAt }) => archivedAt == null) });
        if (taken === "again") return begin(PAUSE_MS);
        setServed({ text: asked, found });
        setState("idle");
        deps.then(taken);
      });
    } catch (error) {
      if (mine.signal.aborted) return;
      // One that came at a bad moment is no reason to bother anybody.
      if (tries > 0 && error instanceof ApiFailure && error.code === "unavailable")
        return void (cancelPause = clock.after(RETRY_MS, () => void read(asked, tries - 1)));
      setState(error instanceof ApiFailure ? error : new ApiFailure("internal"));
    }
  }

  const ends = [
    held.onChange(() => {
      cancelLook ??= clock.after(LOOK_AGAIN_MS, () => {
        cancelLook = null;
        setLooked((n) => n + 1);
      });
    }),
    leads.onRestart((again) => {
      setServed(null);
      if (again) return begin(0);
      stopAsking();
      setState("idle");
    }),
  ];

  return {
    ask: (typed) => {
      // One letter begins no word that is looked for: until the next one comes, what stands before it is what is asked.
      const asked =
        termsOf(typed).length === 0
          ? ""
          : typed.trim().replace(/(?<=\S)\s+(\p{L})$/u, (end, letter: string) => (isUnspaced(letter) ? end : ""));
      if (asked === text()) return;
      batch(() => {
        setText(asked);
        begin(PAUSE_MS);
      });
    },
    text,
    hits,
    row,
    asking: () => state() === "asking",
    more: () => answered()?.more === true || here().length > most,
    failure: () => {
      const now = state();
      return now instanceof ApiFailure ? now : null;
    },
    again: () => begin(0),
    close: () => {
      stopAsking();
      cancelLook?.();
      for (const end of ends) end();
    },
  };
}
