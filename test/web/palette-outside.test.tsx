// @vitest-environment jsdom
import { createMemoryHistory, MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { createSignal, Show } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SessionState } from "../../web/store/session.ts";
import { createToasts } from "../../web/ui/toasts.ts";
import { AppContext, type AppServices } from "../../web/views/context.tsx";
import { Outside } from "../../web/views/palette/Outside.tsx";
import { WordsProvider } from "../../web/words/index.ts";
import { clock } from "./support.ts";

afterEach(cleanup);
beforeEach(() => {
  Element.prototype.scrollTo = () => undefined;
  Element.prototype.scrollIntoView = () => undefined;
  window.matchMedia ??= () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }) as never;
});

const IN = {
  kind: "in",
  session: { person: { id: "me", name: "Me", email: "me@example.com" }, workspaces: [{ slug: "north", name: "North" }], console: true },
} as unknown as SessionState;

/** Their code comes with the first page that has them. */
const LATE = { timeout: 10_000 };

/** A page beside all workspaces. */
function outside(at: string, first: SessionState = IN) {
  const [state, setState] = createSignal(first);
  const history = createMemoryHistory();
  history.set({ value: at });
  const session = { state, load: vi.fn(async () => setState(IN)), signOut: vi.fn(async () => (setState({ kind: "out" }), null)) };
  const app = { session, toasts: createToasts(), clock, keptWaiting: async () => 0 } as unknown as AppServices;
  render(() => (
    <WordsProvider initial="en">
      <AppContext.Provider value={app}>
        <MemoryRouter history={history}>
          <Route
            path="*"
            component={() => (
              <Show when={!history.get().startsWith("/w/")}>
                <button type="button">on the page</button>
                <Outside />
              </Show>
            )}
          />
        </MemoryRouter>
      </AppContext.Provider>
    </WordsProvider>
  ));
  return { history, session };
}

const open = async () => {
  await waitFor(() => {
    fireEvent.keyDown(document.body, { key: "k", ctrlKey: true });
    expect(screen.queryByRole("combobox")).not.toBeNull();
  }, LATE);
  return screen.findByRole("combobox");
};
const options = () => screen.getAllByRole("option").map((one) => one.textContent);

describe("KY1: the palette and the keys beside all workspaces", () => {
  it("lead on to every place that one may be at, and do what a person sets for themselves", async () => {
    const { history } = outside("/new");
    const field = await open();
    expect(options()).toEqual(
      expect.arrayContaining(
        ["Workspace North", "All workspaces", "Console", "Your account", "Theme: dark", "العربية", "Sign out"].map(
          (text) => expect.stringContaining(text) as string,
        ),
      ),
    );
    fireEvent.input(field, { target: { value: "north" } });
    fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(history.get()).toBe("/w/north"));
  });

  it("asks who this is where nobody did, and sign out by it", async () => {
    const { session, history } = outside("/account", { kind: "unknown" });
    await waitFor(() => expect(session.load).toHaveBeenCalled());
    const field = await open();
    fireEvent.input(field, { target: { value: "log out" } });
    fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(history.get()).toBe("/login"));
    expect(session.signOut).toHaveBeenCalledTimes(1);
  });

  it("say their keys", async () => {
    outside("/account");
    await waitFor(() => {
      fireEvent.keyDown(document.body, { key: "?" });
      expect(screen.queryByRole("dialog", { name: "Keyboard keys" })).not.toBeNull();
    }, LATE);
    expect(screen.getAllByRole("term").map((one) => one.textContent)).toEqual([
      "Go and do anything",
      "To the message shown last",
      "Show these keys",
    ]);
  });
});
