import { createRoot } from "solid-js";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createSocket } from "../../web/connection/socket.ts";
import { clock, fakeBrowser, FakeSocket, pass } from "./support.ts";

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made = [];
});
afterEach(() => {
  vi.useRealTimers();
});

it("a connection that is lost and back within seconds of its start is begun anew at once", async () => {
  const browser = fakeBrowser();
  const nothing = () => undefined;
  await createRoot(async (end) => {
    const live = createSocket(
      "marina",
      { clock, browser, origin: "wss://leads.example", WebSocket: FakeSocket },
      { position: () => null, take: () => "nothing", welcomed: nothing, signedOut: nothing, noAccess: nothing, refused: nothing },
    );
    live.connect();
    await pass(100);
    expect(FakeSocket.made).toHaveLength(1);
    browser.say("offline");
    expect(live.status()).toBe("offline");
    await pass(500);
    browser.say("online");
    await pass(100);
    expect(FakeSocket.made).toHaveLength(2);
    expect(live.status()).not.toBe("offline");
    live.close();
    end();
  });
});
