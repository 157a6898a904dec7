import type { LucideProps } from "lucide-solid";
import { type Component, createSignal, onCleanup } from "solid-js";
import type { Step } from "./palette/steps.ts";

/** Something that can be done from where one is: the palette offers it, the list of keys says its key, and its key does it. */
export interface Action {
  /** The same act on two screens has one id: the one registered last stands. */
  readonly id: string;
  readonly label: string;
  /** What else somebody may type who means it. */
  readonly also?: string;
  readonly icon?: Component<LucideProps>;
  /** `go`: a screen. `lead`: about the lead that is open or focused. `list`: about what is listed. `here`: what else stands on the screen.
   * `make`: something new. `self`: of the person. Said only: `log`, how a call went. `cells`, of a table. `inside`, of what has the focus. */
  readonly group: ActionGroup;
  /** As the list of keys says it: `["mod+k"]`, `["l"]`, one after the other `["g l"]`, or two that do the same. */
  readonly keys?: readonly string[];
  /** Where its keys are not somebody else's. Not said: nowhere that something is typed, nor in what lies over the screen. */
  readonly where?: KeyPlace;
  /** Absent, and no step: said in the list of keys only. */
  readonly run?: () => void;
  /** What the palette asks next, where it is a choice. */
  readonly step?: () => Step;
  /** Done on another screen, which is gone to for it: what that one offers itself stands before it. */
  readonly far?: boolean;
  /** Done by its keys and offered by no palette: a way through what is on screen (j and k, arrows). */
  readonly keysOnly?: boolean;
  /** One of many: in the palette only once somebody types what could mean it. */
  readonly whenAsked?: boolean;
  /** A screen's address, where it is one: it can be opened in a new tab. */
  readonly href?: string;
}

export const ACTION_GROUPS = ["go", "lead", "log", "list", "cells", "inside", "here", "make", "self"] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];

/** `untyped`: in menus and dialogs too, and not where something is typed; `anywhere`: there too, but for what must be decided first. */
export type KeyPlace = "untyped" | "anywhere";

/**
 * Sets and not signals: a route changes within a transition, which keeps what is written to a signal meanwhile for itself, so that of two
 * changes one would be lost. What looks is told by `changed`.
 */
const sources = new Set<() => readonly Action[]>();
const leads = new Set<() => string | null>();
const [changed, tell] = createSignal(undefined, { equals: false });

function offer<T>(all: Set<T>, one: T): void {
  all.add(one);
  tell();
  onCleanup(() => {
    all.delete(one);
    tell();
  });
}

/** Offers these for as long as whoever calls it is on screen; `made` is read anew each time somebody looks. */
export function offerActions(made: () => readonly Action[]): void {
  offer(sources, made);
}

/** All that can be done now, each once. */
export function actionsNow(): readonly Action[] {
  changed();
  const all = [...sources].flatMap((made) => made()).sort((a, b) => Number(b.far ?? false) - Number(a.far ?? false));
  const byId = new Map(all.map((action) => [action.id, action] as const));
  return [...byId.values()];
}

/** Whether what can be done on every screen is here: it comes after the first leads. */
export const [allOffered, setAllOffered] = createSignal(false);

/** Says which lead is open, or gone to by keys: what is done by the palette is done with it. */
export function offerLead(lead: () => string | null): void {
  offer(leads, lead);
}

/** The lead that one is at, if at any. */
export function leadNow(): string | null {
  changed();
  for (const lead of [...leads].toReversed()) {
    const id = lead();
    if (id !== null) return id;
  }
  return null;
}
