import { createRoot } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ConnectAnswer, PageRow } from "../../domain/page.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import { createPages, goToMeta, type Pages } from "../../web/store/settings/pages.ts";
import { clock, type FakeBrowser, fakeBrowser } from "./support.ts";

const page = (id: string, over: Partial<PageRow> = {}): PageRow => ({
  id,
  name: `Page ${id}`,
  state: "connected",
  reason: null,
  connectedBy: "Khalid",
  connectedAt: 0,
  flaggedAt: null,
  waiting: 0,
  ...over,
});

let known: readonly PageRow[];
let reads: number;
let refuses: ApiFailure | null;
let pages: Pages;
let browser: FakeBrowser;
let end: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  [known, reads, refuses, browser] = [[page("1")], 0, null, fakeBrowser()];
  const told = async <T>(answer: T): Promise<T> => {
    if (refuses !== null) throw refuses;
    return answer;
  };
  createRoot((dispose) => {
    end = dispose;
    pages = createPages({
      clock,
      browser,
      api: {
        read: () => (reads++, told(known)).then((all) => [...all]),
        dialog: () => told("https://meta.example/dialog"),
        offer: () => told({ pages: [], expiresAt: 0 }),
        connect: (_, ids) => {
          known = [...known, ...ids.map((id) => page(id))];
          return told<ConnectAnswer>({ connected: [...ids], refused: [] });
        },
        disconnect: (id) => {
          known = known.map((one) => (one.id === id ? { ...one, state: "disconnected" } : one));
          return told({});
        },
      },
    });
  });
});
afterEach(() => {
  end();
  vi.useRealTimers();
});

describe("MC1: the Pages on screen", () => {
  it("are read again by themselves while somebody looks, and no more once the screen is gone", async () => {
    await vi.advanceTimersByTimeAsync(0);
    expect(reads).toBe(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(reads).toBe(2);
    browser.say("hidden");
    await vi.advanceTimersByTimeAsync(30_000);
    expect(reads).toBe(2);
    browser.say("visible");
    end();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(reads).toBe(2);
  });

  it("follow what was connected and disconnected at once, and say which is being worked on", async () => {
    await vi.advanceTimersByTimeAsync(0);
    const connecting = pages.connect("offer", ["2"]);
    expect(pages.busy()).toBe("offer");
    expect(await connecting).toEqual({ connected: ["2"], refused: [] });
    expect([pages.busy(), pages.all.value()?.map(({ id }) => id)]).toEqual([null, ["1", "2"]]);
    const leaving = pages.disconnect("2");
    expect(pages.busy()).toBe("2");
    expect(await leaving).toBeNull();
    expect(pages.all.value()?.map(({ state }) => state)).toEqual(["connected", "disconnected"]);
  });

  it("stay where nothing was reached, with the reason", async () => {
    await vi.advanceTimersByTimeAsync(0);
    refuses = new ApiFailure("offline");
    for (const act of [pages.toMeta(), pages.disconnect("1"), pages.connect("offer", ["2"]), pages.offer("offer")])
      expect(await act).toMatchObject({ code: "offline" });
    expect([browser.left, pages.busy(), pages.all.value()?.map(({ id }) => id)]).toEqual([[], null, ["1"]]);
  });

  it("lead to Meta's dialog from here and from the first steps", async () => {
    expect(await pages.toMeta()).toBeNull();
    const call = () => Promise.resolve({ url: "https://meta.example/again" }) as never;
    expect(await goToMeta({ call, slug: "w", browser })).toBeNull();
    expect(browser.left).toEqual(["https://meta.example/dialog", "https://meta.example/again"]);
  });
});
