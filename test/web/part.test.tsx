// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, describe, expect, it, vi } from "vitest";
import { holdBesides, lazyPart, loadPartsWhenIdle } from "../../web/ui/part.tsx";

afterEach(cleanup);

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

  it("comes before those that nobody sees yet", async () => {
    const order: string[] = [];
    const told = (name: string) => async () => (order.push(name), () => <p>{name}</p>);
    const Closed = lazyPart<{ readonly open: boolean }>(told("a dialog"));
    const Bar = lazyPart(told("a bar"), { beside: true });
    const [open] = createSignal(false);
    const shown = holdBesides();
    render(() => [<Closed open={open()} />, <Bar />]);
    vi.stubGlobal("requestIdleCallback", (work: () => void) => queueMicrotask(work));
    const then = vi.fn(async () => undefined);
    void loadPartsWhenIdle(shown, then);
    await waitFor(() => expect(then).toHaveBeenCalled());
    vi.unstubAllGlobals();
    expect(order.slice(0, 2)).toEqual(["a bar", "a dialog"]);
  });
});
