import { createRoot, createSignal } from "solid-js";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createTravel, keysComing, travel } from "../../web/ui/travel.ts";

/** The page, as far as keys go: what has the focus, and who listens. */
let listens: ((event: object) => void) | null;
let pressed: string[];
let onPress: (key: string) => void;

class Key {
  readonly key: string;
  readonly isTrusted = true;
  constructor(key: string) {
    this.key = key;
  }
  preventDefault(): void {
    this.taken = true;
  }
  stopImmediatePropagation(): void {
    this.taken = true;
  }
  taken = false;
}

/** What somebody presses, if nobody holds it, comes to where the focus is. */
function press(key: string): void {
  const event = new Key(key);
  listens?.(event);
  if (!event.taken) pressed.push(`${key} at once`);
}

beforeEach(() => {
  vi.useFakeTimers();
  [listens, pressed, onPress] = [null, [], () => undefined];
  const target = {
    matches: () => false,
    dispatchEvent: ({ key }: Key) => {
      pressed.push(key);
      onPress(key);
      return true;
    },
  };
  vi.stubGlobal("window", {
    addEventListener: (_: string, work: (event: object) => void) => (listens = work),
    removeEventListener: () => (listens = null),
  });
  vi.stubGlobal("document", { activeElement: target, addEventListener: () => undefined, removeEventListener: () => undefined });
  vi.stubGlobal(
    "KeyboardEvent",
    class extends Key {
      constructor(_type: string, { key }: { readonly key: string }) {
        super(key);
      }
    },
  );
  for (const name of ["Element", "HTMLElement", "HTMLInputElement", "HTMLTextAreaElement"]) vi.stubGlobal(name, class {});
});
afterEach(() => {
  vi.advanceTimersByTime(10_000);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("KY1: what is pressed on the way waits and is pressed in order, each in a task of its own; then nothing is held", () => {
  const arrived = travel("away");
  press("a");
  press("b");
  expect(pressed).toEqual([]);
  arrived();
  expect(pressed).toEqual(["a"]);
  press("c");
  vi.advanceTimersByTime(10);
  expect(pressed).toEqual(["a", "b", "c"]);
  press("d");
  expect(pressed).toEqual(["a", "b", "c", "d at once"]);
});

it("KY1: the rest waits where the first of them sends the focus on its way again", () => {
  const arrived = travel("away");
  let again: () => void = () => undefined;
  onPress = (key) => {
    if (key === "l") again = travel("over");
  };
  for (const key of ["l", "r"]) press(key);
  arrived();
  vi.advanceTimersByTime(100);
  expect(pressed).toEqual(["l"]);
  again();
  vi.advanceTimersByTime(10);
  expect(pressed).toEqual(["l", "r"]);
});

it("KY1: nothing is held for long, whatever becomes of what was to have the focus", () => {
  travel("over");
  press("a");
  vi.advanceTimersByTime(1_000);
  expect(pressed).toEqual(["a"]);
  press("b");
  expect(pressed).toEqual(["a", "b at once"]);
});

it("KY1: what is pressed before what answers keys is here waits for all of it, and is done in order", () => {
  const [first, second] = [keysComing(), keysComing()];
  for (const key of ["ArrowRight", "x"]) press(key);
  first();
  press("y");
  expect(pressed).toEqual([]);
  second();
  vi.advanceTimersByTime(10);
  expect(pressed).toEqual(["ArrowRight", "x", "y"]);
  press("z");
  expect(pressed.at(-1)).toBe("z at once");
});

it("KY1: what the browser scrolls by is its own while what answers keys is on its way, and nothing waits where nothing was pressed", () => {
  const here = keysComing();
  for (const key of [" ", "PageDown", "Home", "Shift"]) press(key);
  expect(pressed).toEqual(["  at once", "PageDown at once", "Home at once", "Shift at once"]);
  here();
  press("x");
  expect(pressed.at(-1)).toBe("x at once");
});

it("KY1: what answers keys may not come: they are pressed all the same, and the next that comes is waited for again", () => {
  const never = keysComing();
  press("a");
  vi.advanceTimersByTime(8_100);
  expect(pressed).toEqual(["a"]);
  press("b");
  expect(pressed.at(-1)).toBe("b at once");
  const here = keysComing();
  press("c");
  expect(pressed.at(-1)).toBe("b at once");
  never();
  here();
  expect(pressed.at(-1)).toBe("c");
});

it("KY1: a choice begins the way back, and the closing that follows does not begin it once more", () => {
  createRoot((dispose) => {
    const [open, setOpen] = createSignal(true);
    const { leave, arrived } = createTravel(open);
    arrived();
    leave();
    press("l");
    setOpen(false);
    expect(pressed).toEqual([]);
    arrived();
    expect(pressed).toEqual(["l"]);
    vi.advanceTimersByTime(10);
    press("r");
    expect(pressed).toEqual(["l", "r at once"]);
    dispose();
  });
});
