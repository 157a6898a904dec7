// @vitest-environment jsdom
import { createRoot } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createOrder } from "../../web/ui/in-order.ts";

const NONE: ReadonlySet<Element> = new Set();
let parent: HTMLElement;
let rows: HTMLElement[];
let order: ReturnType<typeof createOrder>;
let end: () => void;

const stands = () => [...parent.children].map(({ id }) => Number(id));
/** As a list does that is scrolled by so many: the first become the last. */
const turned = (by: number) => {
  rows = [...rows.slice(by), ...rows.slice(0, by)];
  order(rows, NONE);
  return rows.map(({ id }) => Number(id));
};

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = "<main></main>";
  parent = document.body.firstElementChild as HTMLElement;
  rows = Array.from({ length: 20 }, (_, n) => Object.assign(document.createElement("div"), { id: String(n) }));
  createRoot((dispose) => {
    end = dispose;
    order = createOrder(() => parent);
  });
  order(rows, NONE);
});
afterEach(() => {
  end();
  vi.useRealTimers();
});

test("one row that became another is put where it belongs with the change", () => {
  expect(stands()).toEqual(rows.map(({ id }) => Number(id)));
  const wanted = turned(1);
  expect(stands()).toEqual(wanted);
});

test("where there are more none is moved with the change, and all are in order once nothing changed for a while", async () => {
  const before = stands();
  const wanted = turned(9);
  expect(stands()).toEqual(before);
  await vi.advanceTimersByTimeAsync(190);
  expect(stands()).toEqual(before);
  await vi.advanceTimersByTimeAsync(60);
  expect(stands()).toEqual(wanted);
});

test("while it goes on changing they are put in order after a second, some again and again", async () => {
  const first = stands();
  for (let n = 0; n < 8; n++) {
    turned(6);
    await vi.advanceTimersByTimeAsync(115);
  }
  turned(6);
  expect(stands()).toEqual(first);
  await vi.advanceTimersByTimeAsync(115);
  expect(stands()).not.toEqual(first);
  const wanted = turned(6);
  await vi.advanceTimersByTimeAsync(300);
  expect(stands()).toEqual(wanted);
});

test("at Tab all are in order before it is answered", () => {
  const wanted = turned(9);
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Tab" }));
  expect(stands()).toEqual(wanted);
});
