import type { SetupPart } from "../../../domain/setup.ts";
import type { SetupEdit } from "./setup-edits.ts";

type List = readonly { readonly id: string }[];

/** A list of the setup as it was before a change of one's own, and as that made it. */
export interface Made {
  readonly before: List;
  readonly after: List;
}

/**
 * What takes a change back, upon the list as it is by now; null: what it changed is not any more as it was left. What was added cannot be
 * removed again (SU2): it is retired.
 */
export function takenBack(part: SetupPart, { before, after }: Made, now: List): SetupEdit | null {
  const changed = after.filter((one) => !same(one, at(before, one.id)));
  const removed = before.filter((one) => at(after, one.id) === undefined);
  const stands = changed.every((one) => {
    const is = at(now, one.id);
    const mine: Entry = one;
    return is !== undefined && differing(mine, at(before, one.id)).every((key) => same(mine[key], is[key]));
  });
  const moved = !same(common(before, after), common(after, before));
  if (!stands || (moved && !same(common(after, now), common(now, after)))) return null;
  const undone = (one: Entry): Entry => {
    const mine = at(changed, one.id);
    if (mine === undefined) return one;
    const was = at(before, one.id);
    if (was === undefined) return { ...one, retired: true };
    const back = Object.fromEntries(differing(mine, was).map((key) => [key, was[key]]));
    return Object.fromEntries(Object.entries({ ...one, ...back }).filter(([, value]) => value !== undefined)) as Entry;
  };
  return {
    part,
    touches: (changed[0] ?? removed[0])?.id ?? null,
    apply: (list) => {
      const gone = removed.filter((one) => at(list, one.id) === undefined);
      const whole = gone.reduce<List>((some, one) => some.toSpliced(before.indexOf(one), 0, one), list.map(undone));
      return moved ? inOrderOf(before, whole) : whole;
    },
  };
}

type Entry = { readonly id: string } & Readonly<Record<string, unknown>>;

function at(list: List, id: string): Entry | undefined {
  return list.find((one) => one.id === id);
}

/** Where the two say something else; all that the one says, where there is no other. */
function differing(one: Entry, other: Entry | undefined): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other ?? {})])].filter(
    (key) => other === undefined || !same(one[key], other[key]),
  );
}

function common(list: List, other: List): string[] {
  return list.flatMap(({ id }) => (at(other, id) === undefined ? [] : [id]));
}

/** Those that were there stand as they did; what was added since keeps its place. */
function inOrderOf(before: List, list: List): List {
  const known = before.flatMap(({ id }) => at(list, id) ?? []);
  return list.map((one) => (at(before, one.id) === undefined ? one : (known.shift() ?? one)));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
