// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, expect, it } from "vitest";
import type { ConnectAnswer, OfferAnswer, PageRow } from "../../domain/page.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import type { Pages } from "../../web/store/settings/pages.ts";
import { createToasts } from "../../web/ui/toasts.ts";
import { AppContext } from "../../web/views/context.tsx";
import { OfferDialog } from "../../web/views/settings/pages/OfferDialog.tsx";
import { WithWords } from "../../web/views/WithWords.tsx";
import { WordsProvider } from "../../web/words/index.ts";

afterEach(cleanup);

type Offered = OfferAnswer["pages"][number];
const page = (id: string, over: Partial<Offered> = {}): Offered => ({
  id,
  name: `Page ${id}`,
  category: null,
  may: true,
  held: null,
  ...over,
});

/** The dialog over an offer; `here` are the workspace's Pages as they stand. */
function shown(
  offers: readonly (OfferAnswer | ApiFailure)[],
  here: readonly Partial<PageRow>[] = [],
  answers: readonly ConnectAnswer[] = [],
) {
  const [left, given] = [[...offers], [...answers]];
  const [asked, done]: [string[][], boolean[]] = [[], []];
  const toasts = createToasts();
  let [again, read] = [0, false];
  const pages = {
    // Known once they were read, whichever answer comes first.
    all: { value: () => (read ? here : undefined), read: async () => void (read = true) },
    busy: () => null,
    offer: async () => left.shift() ?? new ApiFailure("internal"),
    connect: async (_: string, ids: string[]) => (asked.push([...ids]), given.shift() ?? new ApiFailure("not_found")),
  } as unknown as Pages;
  render(() => (
    <WordsProvider initial="en">
      <AppContext.Provider value={{ toasts } as never}>
        <WithWords part="settings">
          <OfferDialog offer="one" pages={pages} onAgain={() => (again += 1)} onDone={(connected) => void done.push(connected)} />
        </WithWords>
      </AppContext.Provider>
    </WordsProvider>
  ));
  return { asked, done, toasts, again: () => again };
}

const answer = (...pages: Offered[]): OfferAnswer => ({ pages, expiresAt: 0 });
const box = (name: string) => screen.findByRole<HTMLInputElement>("checkbox", { name: new RegExp(`^${name}`) }, { timeout: 10_000 });
const press = async (name: string) => fireEvent.click(await screen.findByRole("button", { name }, { timeout: 10_000 }));

it("MC1: offers what may be connected, and says of the others why not", async () => {
  shown([answer(page("1"), page("2", { held: "here" }), page("3", { held: "elsewhere" }), page("4", { may: false }))]);
  expect([(await box("Page 1")).checked, (await box("Page 2")).checked]).toEqual([false, false]);
  expect(screen.getByText("In this workspace already: it gets the new permission")).toBeTruthy();
  expect(screen.queryByRole("checkbox", { name: /^Page [34]/ })).toBeNull();
  expect(screen.getByText(/Another workspace has it/)).toBeTruthy();
  expect(screen.getByText(/may advertise/)).toBeTruthy();
});

it("has chosen the only one there is, and those that are refused or hang on somebody who left", async () => {
  shown([answer(page("1"))]);
  expect((await box("Page 1")).checked).toBe(true);
  cleanup();
  const here = [
    { id: "1", state: "broken" as const, flaggedAt: null },
    { id: "2", state: "connected" as const, flaggedAt: 1 },
    { id: "3", state: "connected" as const, flaggedAt: null },
  ];
  shown([answer(page("1", { held: "here" }), page("2", { held: "here" }), page("3", { held: "here" }), page("4"))], here);
  await box("Page 4");
  const chosen = screen.getAllByRole<HTMLInputElement>("checkbox").map(({ checked }) => checked);
  expect(chosen).toEqual([true, true, false, false]);
});

it("stays with what Meta refused and why, and is done once nothing is left", async () => {
  const { asked, done, toasts } = shown(
    [answer(page("1"), page("2"), page("3"))],
    [],
    [
      { connected: ["1"], refused: [{ id: "2", reason: "lead_access" }] },
      { connected: ["2"], refused: [] },
    ],
  );
  for (const name of ["Page 1", "Page 2"]) fireEvent.click(await box(name));
  await press("Connect 2 Pages");
  expect(await screen.findByText(/Lead Access Manager/)).toBeTruthy();
  expect([toasts.list().map(({ text }) => text), done]).toEqual([["Connected: Page 1"], []]);
  // What was not chosen is forgotten by then, and offered no more.
  expect(screen.queryByRole("checkbox", { name: /^Page 3/ })).toBeNull();
  await press("Connect 1 Page");
  await expect.poll(() => done).toEqual([true]);
  expect(asked).toEqual([["1", "2"], ["2"]]);
});

it("too late, or with nothing to choose, the way to Meta is what is offered", async () => {
  const late = shown([new ApiFailure("not_found")]);
  expect(await screen.findByText(/an hour ago/, {}, { timeout: 10_000 })).toBeTruthy();
  await press("Connect a Page");
  expect(late.again()).toBe(1);
  cleanup();
  const none = shown([answer(page("1", { may: false }))]);
  expect(await screen.findByText(/Facebook showed none/, {}, { timeout: 10_000 })).toBeTruthy();
  await press("Connect a Page");
  expect(none.again()).toBe(1);
});

it("not reached, it says so and is asked again; nothing chosen connects nothing", async () => {
  const { asked } = shown([new ApiFailure("offline"), answer(page("1"), page("2"))]);
  await press("Try again");
  expect((await box("Page 1")).checked).toBe(false);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Connect" }).disabled).toBe(true);
  expect(asked).toEqual([]);
});

it("an offer that ended while it was looked at says so, with the way to Meta", async () => {
  const { again } = shown([answer(page("1"))]);
  await box("Page 1");
  await press("Connect 1 Page");
  expect(await screen.findByText(/an hour ago/)).toBeTruthy();
  await press("Connect a Page");
  expect(again()).toBe(1);
});
