// @vitest-environment jsdom
import { cleanup, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { holdBesides, lazyPart, loadPartsWhenIdle } from "../../web/ui/part.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function part(name: string, options: { readonly beside?: boolean } = {}) {
  const load = vi.fn(async () => (props: { readonly open?: boolean }) => <p>{props.open === false ? "" : name}</p>);
  return { load, Part: lazyPart<{ readonly open?: boolean }>(load, { idle: false, ...options }) };
}

describe("a part that stands beside what one came to see", () => {
  it("is asked for once that is drawn, and others at once", async () => {
    const [main, beside] = [part("the list"), part("a bar", { beside: true })];
    const shown = holdBesides();
    render(() => [<main.Part />, <beside.Part />]);
    await screen.findByText("the list");
    expect(beside.load).not.toHaveBeenCalled();
    shown();
    await screen.findByText("a bar");
  });

  it("is asked for at once where nothing holds it up, or not any more", async () => {
    const first = part("a bar", { beside: true });
    render(() => <first.Part />);
    await screen.findByText("a bar");
    holdBesides()();
    const next = part("another bar", { beside: true });
    render(() => <next.Part />);
    await screen.findByText("another bar");
  });

  it("waits for the frame that began last, and is not forgotten with the one before it", async () => {
    const beside = part("a bar", { beside: true });
    const left = holdBesides();
    render(() => <beside.Part />);
    const shown = holdBesides();
    left();
    expect(beside.load).not.toHaveBeenCalled();
    shown();
    await screen.findByText("a bar");
  });
});

describe("parts that nobody sees yet", () => {
  const order: string[] = [];
  const told = (name: string) => async () => (order.push(name), () => <p>{name}</p>);
  const closed = (name: string) => lazyPart<{ readonly open: boolean }>(told(name));
  /** Has done all that it can do before another idle moment. */
  const settle = async () => {
    for (let turn = 0; turn < 40; turn++) await Promise.resolve();
  };
  beforeEach(() => void order.splice(0));

  it("come one in each idle moment, after those that are shown, and only once", async () => {
    const moments: (() => void)[] = [];
    vi.stubGlobal("requestIdleCallback", (work: () => void) => moments.push(work));
    const idle = async () => {
      moments.shift()?.();
      await settle();
    };
    closed("a dialog");
    closed("another dialog");
    const Bar = lazyPart(told("a bar"), { beside: true });
    const shown = holdBesides();
    render(() => <Bar />);
    const then = vi.fn(async () => undefined);
    const done = loadPartsWhenIdle(shown, then);
    await settle();
    expect(order).toEqual([]);
    for (const here of [["a bar"], ["a bar", "a dialog"], ["a bar", "a dialog", "another dialog"]]) {
      await idle();
      expect(order).toEqual(here);
    }
    expect(then).not.toHaveBeenCalled();
    await idle();
    await done;
    expect(then).toHaveBeenCalledTimes(1);
    // Another workspace: all of it is here.
    const again = loadPartsWhenIdle(() => undefined, then);
    await idle();
    await idle();
    await again;
    expect(order).toHaveLength(3);
  });

  it("wait for a still page where the browser does not say when it idles, and then for a breath each", async () => {
    vi.stubGlobal("requestIdleCallback", undefined);
    delete (window as { requestIdleCallback?: unknown }).requestIdleCallback;
    vi.useFakeTimers();
    closed("a dialog");
    const shown = vi.fn();
    const done = loadPartsWhenIdle(shown, async () => undefined);
    await vi.advanceTimersByTimeAsync(250);
    expect([shown.mock.calls.length, order]).toEqual([0, []]);
    await vi.advanceTimersByTimeAsync(100);
    expect([shown.mock.calls.length, order]).toEqual([1, []]);
    await vi.advanceTimersByTimeAsync(100);
    expect(order).toEqual(["a dialog"]);
    await vi.advanceTimersByTimeAsync(100);
    await done;
  });

  it("wait for nobody in a tab that nobody looks at", async () => {
    const moments: (() => void)[] = [];
    vi.stubGlobal("requestIdleCallback", (work: () => void) => moments.push(work));
    const looked = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    closed("a dialog");
    const then = vi.fn(async () => undefined);
    void loadPartsWhenIdle(() => undefined, then);
    moments.shift()?.();
    await settle();
    looked.mockRestore();
    expect([order, then.mock.calls.length]).toEqual([["a dialog"], 1]);
  });
});
