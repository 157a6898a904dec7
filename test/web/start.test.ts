import { createRoot } from "solid-js";
import { createStore } from "solid-js/store";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { StartAnswer } from "../../domain/start.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import { createLeads, type Leads } from "../../web/store/leads.ts";
import { createStart, type Start } from "../../web/store/floor/start.ts";
import { at, clock, row } from "./support.ts";

const NEW: StartAnswer = { pages: 0, people: 1, invited: 0, samples: 0, leads: false };

let stands: StartAnswer;
let reads: number;
let refuses: ApiFailure | null;
/** Whoever did something with one of the demo leads. */
let touched: string | null;
let start: Start;
let leads: Leads;
let join: () => void;
let end: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  [stands, reads, refuses, touched] = [NEW, 0, null, null];
  leads = createLeads({ clock, me: () => "me", notify: () => undefined });
  leads.restart({ position: at(1), rows: [], next: null });
  createRoot((dispose) => {
    end = dispose;
    const [known, setKnown] = createStore({ members: [1] });
    join = () => setKnown("members", [1, 2]);
    start = createStart({
      api: {
        read: async () => (reads++, stands),
        addSamples: async () => {
          if (refuses !== null) throw refuses;
          if (stands.samples > 0) return { leads: 0 };
          stands = { ...stands, samples: 30 };
          return { leads: 30 };
        },
        removeSamples: async (asLoaded) => {
          if (asLoaded && touched !== null) throw new ApiFailure("conflict", { by: touched });
          stands = { ...stands, samples: 0 };
          return { leads: 30 };
        },
        putAway: () => Promise.reject(new ApiFailure("offline")),
      },
      clock,
      workspace: { directory: { members: () => known.members } as never, leads },
    });
  });
});
afterEach(() => {
  end();
  vi.useRealTimers();
});

describe("ST2: the first steps", () => {
  it("tick themselves: demo leads that are loaded, and that are removed again; who asks twice asks once", async () => {
    await vi.advanceTimersByTimeAsync(0);
    expect(start.steps()).toEqual({ page: false, leads: false, people: false });
    const both = Promise.all([start.add("en"), start.add("en")]);
    expect(start.busy()).toBe("adding");
    expect(await both).toEqual([null, null]);
    expect([start.busy(), start.state()?.samples, start.steps().leads]).toEqual([null, 30, true]);
    expect(await start.remove()).toBeNull();
    expect(start.steps().leads).toBe(false);
  });

  it("are read again when leads come or somebody joins, once for what happens in one moment, and not once they are gone", async () => {
    await vi.advanceTimersByTimeAsync(0);
    expect(reads).toBe(1);
    stands = { ...NEW, leads: true, people: 2 };
    leads.apply({ kind: "answer", id: row(1).id, row: row(1), position: at(2) });
    join();
    await vi.advanceTimersByTimeAsync(400);
    expect([reads, start.steps()]).toEqual([2, { page: false, leads: true, people: true }]);
    leads.apply({ kind: "answer", id: row(2).id, row: row(2), position: at(3) });
    end();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(reads).toBe(2);
  });

  it("ED1: loading demo leads is taken back, by whoever loaded them, unless somebody did something with one since", async () => {
    const done: { undo(): Promise<unknown> }[] = [];
    start.hear((change) => done.push(change));
    await start.add("en");
    expect(await start.add("en")).toBeNull();
    expect(done).toHaveLength(1);
    touched = "omar";
    expect(await done[0]?.undo()).toEqual({ ok: false, why: "changed", by: "omar" });
    expect(start.state()?.samples).toBe(30);
    touched = null;
    expect(await done[0]?.undo()).toEqual({ ok: true });
    expect(start.state()?.samples).toBe(0);
  });

  it("say why something was refused", async () => {
    refuses = new ApiFailure("not_allowed");
    expect((await start.add("en"))?.code).toBe("not_allowed");
    expect((await start.putAway())?.code).toBe("offline");
  });
});
