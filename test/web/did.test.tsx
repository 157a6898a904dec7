// @vitest-environment jsdom
import { cleanup, render } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Did } from "../../web/store/pending.ts";
import type { TakenBack } from "../../web/store/taking-back.ts";
import { createToasts } from "../../web/ui/toasts.ts";
import { AppContext, type AppServices, WorkspaceContext } from "../../web/views/context.tsx";
import { useDid } from "../../web/views/did.ts";
import { WordsProvider } from "../../web/words/index.ts";
import { clock } from "./support.ts";

afterEach(cleanup);

describe("ED1: how a change of anything but a lead is said and taken back", () => {
  let toasts: ReturnType<typeof createToasts>;
  let kept: Did[];
  let did: ReturnType<typeof useDid>;
  beforeEach(() => {
    [toasts, kept] = [createToasts(), []];
    const app = { toasts, clock: { ...clock, id: () => "m1" } } as unknown as AppServices;
    const directory = { me: () => ({ id: "me" }), member: (id: string) => (id === "omar" ? { name: "Omar" } : undefined) };
    const workspace = { commands: { did: (change: Did) => void kept.push(change) }, directory } as never;
    const Screen = () => ((did = useDid()), null);
    render(() => (
      <WordsProvider initial="en">
        <AppContext.Provider value={app}>
          <WorkspaceContext.Provider value={workspace}>
            <Screen />
          </WorkspaceContext.Provider>
        </AppContext.Provider>
      </WordsProvider>
    ));
  });
  const said = () => toasts.list().map(({ text, actions }) => [text, actions?.map(({ label }) => label)]);
  const change = async (became: TakenBack, over: { readonly quiet?: boolean; readonly undone?: string } = {}) => {
    did({ undo: async () => became }, () => ({ key: "one", called: "Sara", ...over }));
    await expect.poll(() => kept.length).toBe(1);
  };

  it("by its toast and by the key", async () => {
    await change({ ok: true });
    expect(said()).toEqual([["Changed: Sara", ["Undo"]]]);
    expect(await kept[0]?.undo()).toBe(true);
    expect(said()).toEqual([["Taken back: Sara", undefined]]);
  });

  it("a quiet one by the key alone, which says what is so then", async () => {
    await change({ ok: true }, { quiet: true, undone: "Unread again" });
    expect(said()).toEqual([]);
    expect(await kept[0]?.undo()).toBe(true);
    expect(said()).toEqual([["Unread again", undefined]]);
  });

  it("refused politely where whoever was invited has joined", async () => {
    await change({ ok: false, why: "joined", who: ["Rami", "Dana"] });
    expect(await kept[0]?.undo()).toBe(false);
    expect(said()).toEqual([["Rami and Dana have joined since, and stay", undefined]]);
  });

  it.each([
    ["omar", "Omar changed Sara since. It stays as it is."],
    ["me", "You changed Sara since. It stays as it is."],
    [null, "Somebody changed Sara since. It stays as it is."],
  ])("refused politely where %s changed it since", async (by, text) => {
    await change({ ok: false, why: "changed", by });
    expect(await kept[0]?.undo()).toBe(false);
    expect(said()).toEqual([[text, undefined]]);
  });
});
