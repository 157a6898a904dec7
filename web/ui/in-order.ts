/**
 * Makes these the children, in this order. What has the focus in it stays where it is and the others are put around it: moved, it would lose
 * the focus, and what is being typed there would be over. Else most of those that follow each other already stay.
 */
export function putInOrder(parent: Element, children: readonly Element[]): void {
  const wanted = new Set(children);
  for (const child of Array.from(parent.children)) if (!wanted.has(child)) child.remove();
  const focused = children.findIndex((child) => child.contains(document.activeElement));
  const still = focused < 0 ? longestRun(children) : focused;
  let next = children[still];
  if (next === undefined) return;
  if (next.parentElement !== parent) parent.append(next);
  let last = next;
  for (const child of children.slice(0, still).reverse()) {
    if (child.nextElementSibling !== next) parent.insertBefore(child, next);
    next = child;
  }
  for (const child of children.slice(still + 1)) {
    if (last.nextElementSibling !== child) last.after(child);
    last = child;
  }
}

/** Where the most of them begin that stand one after the other. */
function longestRun(children: readonly Element[]): number {
  let [best, most, from] = [0, 0, 0];
  for (const [at, child] of children.entries()) {
    if (at > 0 && children[at - 1]?.nextElementSibling !== child) from = at;
    if (at - from < most) continue;
    most = at - from;
    best = from;
  }
  return best;
}
