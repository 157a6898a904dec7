import { createEffect, createRoot, createSignal } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createGathering, FRAME_MS } from "../../web/connection/gathering.ts";
import { clock, pass } from "./support.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("messages of a socket", () => {
  it("EV2: one by itself is taken at once; a burst once a frame, whole and in order", async () => {
    const taken: unknown[] = [];
    const [last, setLast] = createSignal(0);
    let drawn = 0;
    createRoot(() => createEffect(() => void (last(), drawn++)));
    const gathering = createGathering(clock, (data) => {
      taken.push(data);
      setLast(data as number);
    });
    drawn = 0;
    gathering.push(1);
    expect(taken).toEqual([1]);
    for (let n = 2; n <= 200; n++) {
      await pass(5);
      gathering.push(n);
    }
    await pass(FRAME_MS);
    expect(taken).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
    // A second of two hundred of them: as many times as a screen is drawn, no more.
    expect(drawn).toBeLessThanOrEqual(1_000 / FRAME_MS + 2);
    await pass(100);
    gathering.push(201);
    expect(taken.at(-1)).toBe(201);
  });

  it("what waits is forgotten with the connection it came by", async () => {
    const taken: unknown[] = [];
    const gathering = createGathering(clock, (data) => taken.push(data));
    gathering.push(1);
    gathering.push(2);
    gathering.forget();
    await pass(100);
    expect(taken).toEqual([1]);
  });
});
