import { type Accessor, createSignal } from "solid-js";
import type { Presence } from "../../domain/wire.ts";
import type { Clock } from "../connection/edge.ts";
import type { Live } from "../connection/socket.ts";

export type Present = Presence["people"][number];

/** The room says who types, not who stopped: it is believed for a moment. */
const TYPING_MS = 4_000;
const SAY_TYPING_MS = 2_000;
const NOBODY: readonly Present[] = [];

export interface Here {
  /** Which lead this person has open; told again after each reconnect. */
  watch(lead: string | null): void;
  typing(): void;
  /** The others who have it open. */
  readonly people: Accessor<readonly Present[]>;
  take(frame: Presence): void;
  /** A connection began: the room knows nothing of us yet. */
  welcomed(): void;
}

export function createHere(clock: Clock, send: Live["send"]): Here {
  const [people, setPeople] = createSignal<readonly Present[]>(NOBODY);
  let watched: string | null = null;
  let saidAt = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;
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
    take: (frame) => {
      if (frame.lead !== watched) return;
      cancel?.();
      setPeople(frame.people);
      cancel = clock.after(TYPING_MS, () => setPeople((before) => before.map((one) => ({ ...one, typing: false }))));
    },
    welcomed: () => {
      if (watched === null) return;
      send({ t: "watch", lead: watched });
    },
  };
}
