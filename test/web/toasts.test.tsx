// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { createRoot, createSignal } from "solid-js";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Notice } from "../../web/store/notice.ts";
import type { Workspace } from "../../web/store/workspace.ts";
import { Dialog } from "../../web/ui/Dialog.tsx";
import { goToToasts, ToastRegion } from "../../web/ui/ToastRegion.tsx";
import { createToasts } from "../../web/ui/toasts.ts";
import { toastNotices } from "../../web/views/frame/notices.ts";
import { useWords, WordsProvider } from "../../web/words/index.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it("a toast that says something else is the same toast, and stays as long anew", async () => {
  const toasts = createToasts();
  render(() => (
    <WordsProvider initial="en">
      <ToastRegion toasts={toasts.list()} onDismiss={toasts.dismiss} />
    </WordsProvider>
  ));
  toasts.show({ id: "one", text: "First" });
  const before = screen.getByText("First").closest("li");
  await vi.advanceTimersByTimeAsync(5_000);
  toasts.show({ id: "one", text: "Second" });
  expect(screen.getByText("Second").closest("li")).toBe(before);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(screen.queryByText("Second")).not.toBeNull();
  await vi.advanceTimersByTimeAsync(1_500);
  expect(screen.queryByText("Second")).toBeNull();
});

it("KY1: what was said last is gone to, answered or left by keys, and whoever did is back where they were", () => {
  const toasts = createToasts();
  const pressed: string[] = [];
  render(() => (
    <WordsProvider initial="en">
      <button type="button">Here</button>
      <ToastRegion toasts={toasts.list()} onDismiss={toasts.dismiss} />
    </WordsProvider>
  ));
  const here = screen.getByText("Here");
  const act = (label: string) => ({ label, run: () => void pressed.push(label) });
  goToToasts();
  expect(document.activeElement).toBe(document.body);
  here.focus();
  toasts.show({ id: "one", text: "First", actions: [act("Undo the first")] });
  toasts.show({ id: "two", text: "Second", actions: [act("Move on"), act("Undo")] });
  goToToasts();
  expect(document.activeElement?.textContent).toBe("Move on");
  screen.getByText("Move on").click();
  expect(pressed).toEqual(["Move on"]);
  expect(document.activeElement).toBe(here);
  goToToasts();
  // Nothing else is left by the same press.
  expect(fireEvent.keyDown(screen.getByText("Undo the first"), { key: "Escape" })).toBe(false);
  expect(toasts.list()).toEqual([]);
  expect(document.activeElement).toBe(here);
});

it("leads that leave one close after the other become one line that goes on counting", async () => {
  const toasts = createToasts();
  let tell: ((notice: Notice) => void) | undefined;
  const workspace = {
    directory: { member: () => undefined, me: () => undefined },
    onNotice: (work: typeof tell) => ((tell = work), () => undefined),
    leads: { onApplied: () => () => undefined },
  } as unknown as Workspace;
  const Told = () => {
    const { t } = useWords();
    toastNotices(workspace, toasts, t);
    return null;
  };
  createRoot(() =>
    render(() => (
      <WordsProvider initial="en">
        <Told />
      </WordsProvider>
    )),
  );
  const leave = async (n: number, after: number) => {
    tell?.({
      kind: "left",
      id: `lead-${n}`,
      lead: { name: `Lead ${n}`, phone: null, email: null, isTest: false },
      why: "archived",
      to: null,
      by: null,
    });
    await vi.advanceTimersByTimeAsync(after);
  };
  for (let n = 1; n <= 3; n++) await leave(n, 500);
  expect(toasts.list().map(({ id }) => id)).toEqual(["left-lead-1", "left-lead-2", "left-lead-3"]);
  await leave(4, 500);
  expect(toasts.list().map(({ text }) => text)).toEqual(["4 leads left your list"]);
  await leave(5, 4_000);
  expect(toasts.list().map(({ text }) => text)).toEqual(["5 leads left your list"]);
  await leave(6, 0);
  expect(toasts.list().map(({ id }) => id)).toEqual(["left-many", "left-lead-6"]);
});

it("keeps clear of what rises from a phone's bottom edge, for as long as that is there", async () => {
  vi.useRealTimers();
  const [open, setOpen] = createSignal(false);
  const [form, setForm] = createSignal(false);
  render(() => (
    <WordsProvider initial="en">
      <ToastRegion toasts={[]} onDismiss={() => undefined} />
      <Dialog open={open()} onOpenChange={setOpen} title="Sure?" form={form()} />
    </WordsProvider>
  ));
  const clear = () => document.querySelector("[data-toasts]")?.parentElement?.classList.contains("max-sm:top-2");
  expect(clear()).toBe(false);
  setOpen(true);
  await waitFor(() => expect(clear()).toBe(true));
  // A form has the whole screen: there is no place that is clear of it.
  setForm(true);
  expect(clear()).toBe(false);
  setForm(false);
  expect(clear()).toBe(true);
  setOpen(false);
  await waitFor(() => expect(clear()).toBe(false));
});
