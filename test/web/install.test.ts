import { afterEach, describe, expect, it, vi } from "vitest";
import { watchInstall } from "../../web/connection/install.ts";

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15";
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";

describe("how the app is installed", () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    ["a telephone of Apple's", IPHONE, 5, false, "by_hand"],
    ["its tablet, which says it is a computer", MAC, 5, false, "by_hand"],
    ["the installed app itself", IPHONE, 5, true, null],
    ["a computer of Apple's", MAC, 0, false, null],
    ["a computer with a touch screen whose browser has not offered it yet", WINDOWS, 10, false, null],
  ])("%s: %s", (_, userAgent, maxTouchPoints, standalone, way) => {
    vi.stubGlobal("navigator", { userAgent, maxTouchPoints });
    vi.stubGlobal("matchMedia", () => ({ matches: standalone }));
    vi.stubGlobal("addEventListener", () => undefined);
    expect(watchInstall().way()).toBe(way);
  });

  it("a browser that offers it is asked once", async () => {
    let hear: (event: unknown) => void = () => undefined;
    vi.stubGlobal("navigator", { userAgent: WINDOWS, maxTouchPoints: 0 });
    vi.stubGlobal("matchMedia", () => ({ matches: false }));
    vi.stubGlobal("addEventListener", (name: string, listener: typeof hear) => (hear = name === "beforeinstallprompt" ? listener : hear));
    const install = watchInstall();
    const question = { preventDefault: vi.fn(), prompt: vi.fn(() => Promise.resolve()) };
    hear(question);
    expect([install.way(), question.preventDefault.mock.calls.length]).toEqual(["ask", 1]);
    await install.ask();
    expect([install.way(), question.prompt.mock.calls.length]).toEqual([null, 1]);
  });
});
