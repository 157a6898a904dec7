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
