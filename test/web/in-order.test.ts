import { afterEach, expect, test, vi } from "vitest";
import { putInOrder } from "../../web/ui/in-order.ts";

/** As much of an element as children need to be put in order; it says which of them were taken from where they stood. */
class Box {
  parentElement: Box | null = null;
  children: Box[] = [];
  readonly moved = new Set<Box>();
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  private beside(step: number): Box | null {
    const all = this.parentElement?.children ?? [];
    return all[all.indexOf(this) + step] ?? null;
  }
  get nextElementSibling(): Box | null {
    return this.beside(1);
  }
  remove(): void {
    const from = this.parentElement;
    if (from === null) return;
    from.children = from.children.filter((child) => child !== this);
    from.moved.add(this);
    this.parentElement = null;
  }
  insertBefore(child: Box, next: Box | null): void {
    child.remove();
    this.children.splice(next === null ? this.children.length : this.children.indexOf(next), 0, child);
    child.parentElement = this;
  }
  append(child: Box): void {
    this.insertBefore(child, null);
  }
  after(child: Box): void {
    this.parentElement?.insertBefore(child, this.nextElementSibling);
  }
  contains(other: unknown): boolean {
    return other === this;
  }
}

const boxes = Array.from({ length: 30 }, (_, at) => new Box(`r${at}`));
const put = (parent: Box, rows: readonly Box[], focused: Box | null = null) => {
  vi.stubGlobal("document", { activeElement: focused });
  parent.moved.clear();
  putInOrder(parent as unknown as Element, rows as unknown as Element[]);
  return [...parent.moved].map(({ name }) => name);
};
const names = (rows: readonly Box[]) => rows.map(({ name }) => name);
const list = (rows: readonly Box[]) => {
  const parent = new Box("list");
  for (const row of boxes) row.parentElement = null;
  put(parent, rows);
  return parent;
};

afterEach(() => vi.unstubAllGlobals());

test("rows that leave at one end and come in at the other are the only ones that move", () => {
  const down = [...boxes.slice(3), ...boxes.slice(0, 3)];
  expect(put(list(boxes), down).toSorted()).toEqual(["r0", "r1", "r2"]);
  const up = [...boxes.slice(27), ...boxes.slice(0, 27)];
  expect(put(list(boxes), up).toSorted()).toEqual(["r27", "r28", "r29"]);
});

test("a turn of most of the list leaves the row that has the focus where it is", () => {
  const parent = list(boxes);
  const focused = boxes[22] ?? null;
  const turned = [...boxes.slice(20), ...boxes.slice(0, 20)];
  expect(put(parent, turned, focused)).not.toContain("r22");
  expect(names(parent.children)).toEqual(names(turned));
});

test("whatever order is asked for is the order, and the focus stays", () => {
  let seed = 7;
  const chance = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const some = () =>
    boxes
      .map((row) => ({ row, at: chance(1_000) }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ row }) => row)
      .slice(0, 1 + chance(30));
  for (let round = 0; round < 300; round++) {
    const before = some();
    const parent = list(before);
    const next = some();
    const focused = before[chance(before.length)] ?? null;
    const moved = put(parent, next, focused);
    expect(names(parent.children)).toEqual(names(next));
    if (focused !== null && next.includes(focused)) expect(moved).not.toContain(focused.name);
  }
});

test("of many that stand wrong some are put right with each call, and in the end all are", () => {
  const parent = list(boxes);
  const turned = [...boxes.slice(9), ...boxes.slice(0, 9).reverse()];
  vi.stubGlobal("document", { activeElement: null });
  const done: boolean[] = [];
  while (done.at(-1) !== true && done.length < 20) {
    parent.moved.clear();
    done.push(putInOrder(parent as unknown as Element, turned as unknown as Element[], new Set(), 4));
    expect(parent.moved.size).toBeLessThanOrEqual(4);
  }
  expect(done).toEqual([false, false, true]);
  expect(names(parent.children)).toEqual(names(turned));
});

test("what is new stands where it belongs at once, however few may be moved", () => {
  const parent = list(boxes.slice(0, 20));
  put(parent, boxes.slice(0, 20));
  vi.stubGlobal("document", { activeElement: null });
  const next = [...boxes.slice(20), ...boxes.slice(0, 20)];
  expect(putInOrder(parent as unknown as Element, next as unknown as Element[], new Set(), 0)).toBe(true);
  expect(names(parent.children)).toEqual(names(next));
});

test("spare ones stay where they are, and are in nobody's way", () => {
  const parent = list(boxes);
  const spare = new Set(boxes.filter((_, at) => at % 3 === 1));
  const rows = boxes.filter((row) => !spare.has(row));
  vi.stubGlobal("document", { activeElement: null });
  parent.moved.clear();
  const all = [...rows, ...spare] as unknown as Element[];
  expect(putInOrder(parent as unknown as Element, all, spare as unknown as Set<Element>, 0)).toBe(true);
  expect(parent.moved.size).toBe(0);
  const turned = [...rows.slice(5), ...rows.slice(0, 5)];
  expect(putInOrder(parent as unknown as Element, [...turned, ...spare] as unknown as Element[], spare as unknown as Set<Element>)).toBe(
    true,
  );
  expect(names(parent.children.filter((row) => !spare.has(row)))).toEqual(names(turned));
  expect(parent.moved.size).toBe(5);
});
