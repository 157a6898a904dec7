// @vitest-environment jsdom
import { Route, Router } from "@solidjs/router";
import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createToasts } from "../../web/ui/toasts.ts";
import { SignOut } from "../../web/views/account/SignOut.tsx";
import { type AppServices, AppContext } from "../../web/views/context.tsx";
import { Leaving } from "../../web/views/offline/Leaving.tsx";
import { WordsProvider } from "../../web/words/index.ts";

beforeAll(async () => {
  await import("../../web/views/offline/LeaveDialog.tsx");
  window.scrollTo = vi.fn();
});
afterEach(cleanup);

/** On the account's page, with as many changes kept on the device. */
function shown(keptWaiting: () => Promise<number>) {
  const signOut = vi.fn(async () => null);
  const app = { toasts: createToasts(), session: { signOut }, keptWaiting } as unknown as AppServices;
  render(() => (
    <WordsProvider initial="en">
      <AppContext.Provider value={app}>
        <Router>
          <Route path="*" component={SignOut} />
        </Router>
        <Leaving />
      </AppContext.Provider>
    </WordsProvider>
  ));
  fireEvent.click(screen.getByRole("button", { name: "Sign out" }));
  return signOut;
}
const answer = async (name: string) => {
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("Sign out and lose 2 changes?");
  const button = [...dialog.querySelectorAll("button")].find((one) => one.textContent === name);
  fireEvent.click(button as HTMLElement);
};

describe("OF1: signing out where no workspace is open", () => {
  it("asks first where changes still wait on the device, and destroys nothing until it is said", async () => {
    const signOut = shown(async () => 2);
    await answer("Stay signed in");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(signOut).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole("button", { name: "Sign out" }));
    await answer("Sign out");
    expect(signOut).toHaveBeenCalledTimes(1);
  });

  it("asks nothing where nothing waits, or nothing can be read", async () => {
    for (const waiting of [async () => 0, () => Promise.reject(new Error("no database"))]) {
      const signOut = shown(waiting);
      await waitFor(() => expect(signOut).toHaveBeenCalledTimes(1));
      expect(screen.queryByRole("dialog")).toBeNull();
      cleanup();
    }
  });
});
