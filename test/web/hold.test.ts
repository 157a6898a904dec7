import { batch, createComputed, createRoot, createSignal } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createHold, type ListPlace } from "../../web/ui/hold.ts";

const ROW = 36;
const rows = (of: string) => Array.from({ length: 300 }, (_, at) => `${of}${at}`);

/** A list of which as much is there as is scrolled; out of sight, it is not scrolled by anybody and comes back as it went. */
function make() {
  return createRoot((dispose) => {
    const [list, setList] = createSignal("A");
    const [keys, setKeys] = createSignal<readonly string[]>(rows("A"));
    const places = new Map<string, ListPlace | null>();
    let scrolled = 0;
    const element = {
      get scrollTop() {
        return keys().length === 0 ? 0 : scrolled;
      },
      set scrollTop(to: number) {
        if (keys().length > 0) scrolled = to;
      },
    } as HTMLElement;
    const spacer = { dataset: {}, style: {} } as HTMLElement;
    const hold = createHold({
      keys,
      list,
      rowHeight: () => ROW,
      heldRow: () => null,
      left: () => places.get(list()) ?? null,
      scroller: () => element,
      height: () => 600,
      spacer: () => spacer,
    });
    return {
      dispose,
      element,
      /** Which list it is becomes known from what is in it. */
      follow: () => createRoot(() => createComputed(() => setList(keys()[0]?.slice(0, 1) ?? "A"))),
      become: setKeys,
      first: hold.first,
      show: (name: string, now: readonly string[]) =>
        batch(() => {
          setList(name);
          setKeys(now);
        }),
      scroll: (to: number) => {
        element.scrollTop = to;
        hold.onScroll({ currentTarget: element });
        places.set(list(), hold.place());
      },
    };
  });
}

let made: ReturnType<typeof make>;
beforeEach(() => {
  vi.stubGlobal("window", { setTimeout: () => 0, clearTimeout: () => undefined });
  made = make();
});
afterEach(() => {
  made.dispose();
  vi.unstubAllGlobals();
});

const stands = () => [made.element.scrollTop, made.first()];

test("a scrolled list that is emptied begins at rows that are drawn once there are some again", () => {
  made.scroll(2_000);
  made.show("A", []);
  made.show("A", rows("Z"));
  expect(stands()).toEqual([2_000, 55]);
});

test("a list that nobody has scrolled begins at its top, although it came by way of one that had nothing", () => {
  made.scroll(2_000);
  made.show("B", []);
  made.show("B", rows("B"));
  expect(stands()).toEqual([0, 0]);
  made.show("B", []);
  made.show("C", rows("C"));
  expect(stands()).toEqual([0, 0]);
});

test("a list that is read anew when it is come back to begins where it was left", () => {
  made.scroll(2_000);
  made.show("B", rows("B"));
  expect(stands()).toEqual([0, 0]);
  made.show("A", []);
  made.show("A", rows("A"));
  expect(stands()).toEqual([2_000, 55]);
});

test("rows of another list that are here before it is known which list that is begin at its top", () => {
  made.scroll(2_000);
  made.follow();
  made.become(rows("B"));
  expect(stands()).toEqual([0, 0]);
  made.become(rows("A"));
  expect(stands()).toEqual([2_000, 55]);
});
