import { type Accessor, createComputed, createSignal, on, onCleanup, untrack } from "solid-js";
import type { DayItem } from "../../../domain/myday.ts";

/** Where an item stands: who waits, who sent a form again, what is overdue, what is due today, and then a section a day. */
export type Section = "waiting" | "again" | "overdue" | "today" | `day:${number}`;

export interface Shown {
  readonly key: string;
  readonly item: DayItem;
  readonly section: Section;
  /** `gone`: it is no longer to be done, and keeps its place until nobody is about to press on it. `leaving`: it folds away. */
  readonly state: "here" | "gone" | "leaving";
}

interface Planned {
  readonly items: readonly DayItem[];
  readonly sectionOf: (item: DayItem) => Section;
}

/** As long as a row takes to fold away. */
export const FOLD_MS = 160;

/** The plan as it is, with what has just left it still in its place, to fold away. */
export function settled(before: readonly Shown[], { items, sectionOf }: Planned): Shown[] {
  const here = items.map((item): Shown => ({ key: item.key, item, section: sectionOf(item), state: "here" }));
  return withLeaving(before, here);
}

/**
 * While somebody is about to press on a row, none moves: what others did waits, and what is gone keeps its place. What the person does
 * themselves happens at once.
 */
export function held(before: readonly Shown[], { items, sectionOf }: Planned, mine: (item: DayItem) => boolean): Shown[] {
  const planned = new Map(items.map((item) => [item.key, item]));
  const kept = before.flatMap((one): Shown[] => {
    const item = planned.get(one.key);
    if (item !== undefined) return [{ ...one, item, state: "here" }];
    return mine(one.item) || one.state === "leaving" ? [] : [{ ...one, state: "gone" }];
  });
  const known = new Set(kept.map(({ key }) => key));
  const list = [...kept];
  for (const [index, item] of items.entries()) {
    if (known.has(item.key) || !mine(item)) continue;
    const above = new Set(items.slice(0, index).map(({ key }) => key));
    const at = list.findLastIndex(({ key }) => above.has(key)) + 1;
    list.splice(at, 0, { key: item.key, item, section: sectionOf(item), state: "here" });
  }
  return withLeaving(before, list);
}

/** How much of the plan is not on screen yet, or is on screen and not in it any more. */
export function changesIn(shown: readonly Shown[], items: readonly DayItem[]): number {
  const known = new Set(shown.map(({ key }) => key));
  return items.filter(({ key }) => !known.has(key)).length + shown.filter(({ state }) => state === "gone").length;
}

function withLeaving(before: readonly Shown[], now: readonly Shown[]): Shown[] {
  const known = new Set(now.map(({ key }) => key));
  const list = [...now];
  let last = -1;
  for (const one of before) {
    const at = list.findIndex(({ key }) => key === one.key);
    if (at !== -1) last = at;
    else if (!known.has(one.key)) list.splice(++last, 0, { ...one, state: "leaving" });
  }
  return list;
}

export function createStill(input: {
  readonly items: Accessor<readonly DayItem[]>;
  readonly sectionOf: (item: DayItem) => Section;
  /** Somebody points at the list, or something stands open over one of its rows. */
  readonly held: Accessor<boolean>;
  readonly mine: (item: DayItem) => boolean;
}) {
  const [shown, setShown] = createSignal<readonly Shown[]>([]);
  let timer = 0;
  onCleanup(() => window.clearTimeout(timer));

  function show(next: readonly Shown[]): void {
    setShown(next);
    if (!next.some(({ state }) => state === "leaving")) return;
    window.clearTimeout(timer);
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const sweep = () => setShown((list) => list.filter(({ state }) => state !== "leaving"));
    if (calm) sweep();
    else timer = window.setTimeout(sweep, FOLD_MS);
  }
  const plan = () => ({ items: untrack(input.items), sectionOf: input.sectionOf });
  const settle = () => show(settled(untrack(shown), plan()));
  createComputed(
    on([input.items, input.held], ([items, still]) => {
      const before = untrack(shown);
      if (before.length === 0) setShown(settled([], plan()));
      else if (still) show(held(before, { items, sectionOf: input.sectionOf }, input.mine));
      else settle();
    }),
  );
  return { shown, settle, changes: () => changesIn(shown(), input.items()) };
}
