// @vitest-environment jsdom
import { cleanup, render } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiFailure } from "../../web/connection/call.ts";
import type { TakenBack } from "../../web/store/taking-back.ts";
import { createToasts } from "../../web/ui/toasts.ts";
import { useWayBack } from "../../web/views/account/way-back.ts";
import { actionsNow } from "../../web/views/actions.ts";
import { AppContext, type AppServices } from "../../web/views/context.tsx";
import { WordsProvider } from "../../web/words/index.ts";
import { clock } from "./support.ts";

afterEach(cleanup);

describe("ED1: one's own settings, which are in no workspace, are taken back where they stand", () => {
  let now: number;
  let toasts: ReturnType<typeof createToasts>;
  let did: ReturnType<typeof useWayBack>;
  beforeEach(async () => {
    now = 0;
    toasts = createToasts();
    const app = { toasts, clock: { ...clock, now: () => now } } as unknown as AppServices;
    let made: ReturnType<typeof useWayBack> | undefined;
    const Page = () => ((made = useWayBack()), null);
    render(() => (
      <WordsProvider initial="en">
        <AppContext.Provider value={app}>
          <Page />
        </AppContext.Provider>
      </WordsProvider>
    ));
    await vi.waitUntil(() => made !== undefined);
    if (made !== undefined) did = made;
  });
  const key = () => actionsNow().find(({ keys }) => keys?.includes("mod+z"))?.run;
  const said = () => toasts.list().map(({ text }) => text);
  const change = async (became: TakenBack) => {
    const undo = vi.fn(async () => became);
    did({ undo }, () => ({ key: "notify", called: "Notification settings" }));
    await expect.poll(said).toEqual(["Changed: Notification settings"]);
    return undo;
  };

  it("by the toast, once, and the key goes on with the one before it", async () => {
    const first = await change({ ok: true });
    const second = await change({ ok: true });
    toasts.list()[0]?.actions?.[0]?.run();
    await expect.poll(said).toEqual(["Taken back: Notification settings"]);
    key()?.();
    await expect.poll(() => first.mock.calls.length).toBe(1);
    expect([second.mock.calls.length, key()]).toEqual([1, undefined]);
  });

  it("whatever they are of, the last first, each by its own name and words", async () => {
    await change({ ok: true });
    did({ undo: async () => ({ ok: true }) }, () => ({ key: "profile", called: "Profile", text: "Saved" }));
    await expect.poll(said).toEqual(["Changed: Notification settings", "Saved"]);
    key()?.();
    await expect.poll(said).toEqual(["Changed: Notification settings", "Taken back: Profile"]);
    key()?.();
    await expect.poll(said).toEqual(["Taken back: Notification settings", "Taken back: Profile"]);
  });

  it("for ten minutes", async () => {
    await change({ ok: true });
    now = 10 * 60_000 - 1;
    expect(key()).toBeDefined();
    now += 1;
    expect(key()).toBeUndefined();
  });

  it("refused politely where it was set anew, and not asked again", async () => {
    await change({ ok: false, why: "changed", by: null });
    key()?.();
    await expect.poll(said).toEqual(["You changed Notification settings since. It stays as it is."]);
    expect(key()).toBeUndefined();
  });

  it("again where nobody heard of it", async () => {
    const undo = await change({ ok: false, why: "failed", failure: new ApiFailure("offline") });
    key()?.();
    await expect.poll(() => toasts.list()[0]?.tone).toBe("overdue");
    toasts.list()[0]?.actions?.[0]?.run();
    await expect.poll(() => undo.mock.calls.length).toBe(2);
    await expect.poll(key).toBeDefined();
  });
});
