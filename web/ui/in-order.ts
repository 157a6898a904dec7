import { onCleanup, onMount } from "solid-js";

/**
 * Of rows that were others a moment ago so many are put where they belong with the change itself, as when the list is scrolled by steps, and
 * none where there are more: each is styled and laid out anew with all that is in it.
 */
const MOST_AT_ONCE = 1;
/**
 * Of those that are left, once nothing changed for so long, so many a frame; or where they stand wrong for so long, one with each change and
 * so many of them again and again.
 */
const RESTS_MS = 200;
const LATEST_MS = 1_000;
const MOST_A_FRAME = 6;

/**
 * Makes these the children: at once, if not at once in this order. That is for whoever goes through the rows by Tab or is read them, and is
 * there when the list rests or Tab is pressed. `spare` ones stand anywhere.
 */
export function createOrder(parent: () => Element): (children: readonly Element[], spare: ReadonlySet<Element>) => void {
  let last: { readonly children: readonly Element[]; readonly spare: ReadonlySet<Element> } = { children: [], spare: new Set() };
  let frame = 0;
  let timer = 0;
  /** Null: they stand as they should. */
  let wrongSince: number | null = null;
  let changedAt = 0;
  const cancel = () => {
    cancelAnimationFrame(frame);
    window.clearTimeout(timer);
    timer = 0;
  };
  const goOn = (most: number): void => {
    cancel();
    if (putInOrder(parent(), last.children, last.spare, most)) wrongSince = null;
    else frame = requestAnimationFrame(() => goOn(MOST_A_FRAME));
  };
  const rest = (ms: number): void => {
    timer = window.setTimeout(() => {
      timer = 0;
      const left = Math.min(changedAt + RESTS_MS, (wrongSince ?? 0) + LATEST_MS) - performance.now();
      if (left > 0) rest(left);
      // Taken from under a press it would not be pressed.
      else if (parent().querySelector(":active") === null) goOn(MOST_A_FRAME);
      else rest(RESTS_MS);
    }, ms);
  };
  const atTab = ({ key }: KeyboardEvent) => key === "Tab" && goOn(Infinity);
  onMount(() => document.addEventListener("keydown", atTab, true));
  onCleanup(() => {
    cancel();
    document.removeEventListener("keydown", atTab, true);
  });
  return (children, spare) => {
    cancelAnimationFrame(frame);
    last = { children, spare };
    const late = wrongSince !== null && performance.now() - wrongSince > LATEST_MS;
    const most = late || wrong(parent(), children, spare) <= MOST_AT_ONCE ? MOST_AT_ONCE : 0;
    if (putInOrder(parent(), children, spare, most)) {
      cancel();
      wrongSince = null;
      return;
    }
    changedAt = performance.now();
    wrongSince ??= changedAt;
    if (timer === 0) rest(RESTS_MS);
  };
}

/**
 * What has the focus in it stays where it is and the others are put around it: moved, it would lose the focus, and what is being typed there
 * would be over. Else most of those that follow each other already stay. At most `most` are taken from where they stood; false where more
 * stand wrong.
 */
export function putInOrder(
  parent: Element,
  children: readonly Element[],
  spare: ReadonlySet<Element> = new Set(),
  most = Infinity,
): boolean {
  const wanted = new Set(children);
  for (const child of Array.from(parent.children)) if (!wanted.has(child)) child.remove();
  const rows = children.filter((child) => !spare.has(child));
  const focused = rows.findIndex((child) => child.contains(document.activeElement));
  const still = focused < 0 ? longestRun(rows, spare) : focused;
  let left = most;
  const mayStand = (child: Element) => child.parentElement !== parent || left-- > 0;
  const first = rows[still];
  if (first !== undefined) {
    if (first.parentElement !== parent) parent.append(first);
    let next = first;
    for (const child of rows.slice(0, still).reverse()) {
      if (following(child, spare) !== next) {
        if (!mayStand(child)) continue;
        parent.insertBefore(child, next);
      }
      next = child;
    }
    let last = first;
    for (const child of rows.slice(still + 1)) {
      if (following(last, spare) !== child) {
        if (!mayStand(child)) continue;
        last.after(child);
      }
      last = child;
    }
  }
  for (const child of spare) if (child.parentElement !== parent) parent.append(child);
  return left >= 0;
}

/** The next of its siblings that is not spare. */
function following(child: Element, spare: ReadonlySet<Element>): Element | null {
  let next = child.nextElementSibling;
  while (next !== null && spare.has(next)) next = next.nextElementSibling;
  return next;
}

/** How many would have to be moved: all but the longest of those that already come one after the other, whatever stands between. */
function wrong(parent: Element, children: readonly Element[], spare: ReadonlySet<Element>): number {
  const wanted = new Map(children.filter((child) => !spare.has(child)).map((child, at) => [child, at]));
  /** By length: the least that a row of so many can end with. */
  const ends: number[] = [];
  let there = 0;
  for (const child of parent.children) {
    const at = wanted.get(child);
    if (at === undefined) continue;
    there += 1;
    const longer = ends.findIndex((end) => end > at);
    ends[longer < 0 ? ends.length : longer] = at;
  }
  return there - ends.length;
}

/** Where the most of them begin that stand one after the other. */
function longestRun(children: readonly Element[], spare: ReadonlySet<Element>): number {
  let [best, most, from] = [0, 0, 0];
  let before: Element | undefined;
  for (const [at, child] of children.entries()) {
    if (before !== undefined && following(before, spare) !== child) from = at;
    before = child;
    if (at - from < most) continue;
    most = at - from;
    best = from;
  }
  return best;
}
