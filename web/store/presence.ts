import { type Accessor, batch, createSignal, untrack } from "solid-js";
import { createStore } from "solid-js/store";
import { CALLING_MS, type Calls, type Presence } from "../../domain/wire.ts";
import type { Clock } from "../connection/edge.ts";
import type { Live } from "../connection/socket.ts";

export type Present = Presence["people"][number];
/** Somebody who is on the telephone with a lead; `self`: oneself, in this tab or another. */
export interface Caller {
  readonly id: string;
  readonly self: boolean;
}

/** The room says who types, not who stopped: it is believed for a moment. */
const TYPING_MS = 4_000;
const SAY_TYPING_MS = 2_000;
/** After each hello the room tells what calls stand. Those that it does not tell within this are over. */
const CONFIRM_MS = 5_000;
/** A hidden page's timers may be a minute late: said so often, a call still goes on. */
const SAY_CALLING_MS = CALLING_MS / 3;
const NOBODY: readonly Present[] = [];
const NO_CALLERS: readonly Caller[] = [];

export interface Here {
  /** Which lead this person has open; told again after each reconnect. */
  watch(lead: string | null): void;
  typing(): void;
  /** The others who have it open. */
  readonly people: Accessor<readonly Present[]>;
  /** That this person is on the telephone with a lead, or no more; one at a time. It is said again and again until then. */
  calling(lead: string, on: boolean): void;
  /** Reactive: who is on the telephone with a lead, open or not. */
  callers(lead: string): readonly Caller[];
  take(frame: Presence | Calls): void;
  /** EV3: these left one's sight; without leads, everything did. */
  drop(leads?: readonly string[]): void;
  /** A connection began: the room knows nothing of us yet. */
  welcomed(): void;
  close(): void;
}

export function createHere(clock: Clock, send: Live["send"], me: () => string | null): Here {
  const [people, setPeople] = createSignal<readonly Present[]>(NOBODY);
  const [callers, setCallers] = createStore<Record<string, readonly Caller[] | undefined>>({});
  /** What ends the belief in a lead's calls, unless they are told again. */
  const ends = new Map<string, () => void>();
  let watched: string | null = null;
  let saidAt = Number.NEGATIVE_INFINITY;
  let cancelTyping: (() => void) | null = null;
  let called: string | null = null;
  let cancelSaying: (() => void) | null = null;

  function say(): void {
    cancelSaying?.();
    if (called === null) return;
    send({ t: "calling", lead: called, on: true });
    cancelSaying = clock.after(SAY_CALLING_MS, say);
  }

  function hangUp(): void {
    cancelSaying?.();
    cancelSaying = called = null;
  }

  function believe(lead: string, list: readonly Caller[], ms = CALLING_MS): void {
    ends.get(lead)?.();
    ends.delete(lead);
    setCallers(lead, list.length === 0 ? undefined : list);
    if (list.length === 0) return;
    const cancel = clock.after(ms, () => believe(lead, []));
    ends.set(lead, cancel);
  }

  /** One's own word shows at once; the room's replaces it. */
  function believeSelf(lead: string, on: boolean): void {
    const id = me();
    const others = untrack(() => callers[lead] ?? []).filter((one) => !one.self);
    believe(lead, on && id !== null ? [...others, { id, self: true }] : others);
  }

  function drop(leads: readonly string[] = [...ends.keys(), ...(called === null ? [] : [called])]): void {
    batch(() => {
      for (const lead of leads) {
        if (lead === called) hangUp();
        if (ends.has(lead)) believe(lead, []);
      }
    });
  }

  return {
    people,
    watch: (lead) => {
      if (lead === watched) return;
      watched = lead;
      saidAt = Number.NEGATIVE_INFINITY;
      setPeople(NOBODY);
      send({ t: "watch", lead });
    },
    typing: () => {
      if (watched === null || clock.now() - saidAt < SAY_TYPING_MS) return;
      saidAt = clock.now();
      send({ t: "typing", lead: watched });
    },
    calling: (lead, on) => {
      if (on ? called === lead : called !== lead) return;
      const before = called;
      batch(() => {
        if (before !== null) believeSelf(before, false);
        if (on) believeSelf(lead, true);
      });
      hangUp();
      if (!on) return send({ t: "calling", lead, on: false });
      called = lead;
      say();
    },
    callers: (lead) => callers[lead] ?? NO_CALLERS,
    take: (frame) => {
      if (frame.t === "calls") {
        const self = me();
        return believe(
          frame.lead,
          frame.people.map((id) => ({ id, self: id === self })),
        );
      }
      if (frame.lead !== watched) return;
      cancelTyping?.();
      setPeople(frame.people);
      cancelTyping = clock.after(TYPING_MS, () => setPeople((before) => before.map((one) => ({ ...one, typing: false }))));
    },
    drop,
    welcomed: () => {
      if (watched !== null) send({ t: "watch", lead: watched });
      batch(() => {
        for (const lead of [...ends.keys()])
          believe(
            lead,
            untrack(() => callers[lead] ?? []),
            CONFIRM_MS,
          );
      });
      say();
    },
    close: () => {
      if (called !== null) send({ t: "calling", lead: called, on: false });
      drop();
      cancelTyping?.();
      setPeople(NOBODY);
    },
  };
}
