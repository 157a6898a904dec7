// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { createSignal, For, type JSX } from "solid-js";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Boot } from "../../domain/api.ts";
import { createDirectory } from "../../web/store/directory.ts";
import { createLeads } from "../../web/store/leads.ts";
import type { Workspace } from "../../web/store/workspace.ts";
import { actionsNow } from "../../web/views/actions.ts";
import { type AppServices, AppContext, WorkspaceContext } from "../../web/views/context.tsx";
import { listenForActions } from "../../web/views/keys.ts";
import { Choosing } from "../../web/views/leads/choosing/Choosing.tsx";
import { WordsProvider } from "../../web/words/index.ts";
import { at, boot, changes, clock, row, sourcesOf, upsert, uuidOf } from "./support.ts";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const COUNT = 6;
const lead = (n: number) => uuidOf(n);

/** A table of as many rows as are drawn, whose rows become other leads'. */
function list(me: Partial<Boot["me"]> = { role: "owner" }) {
  window.matchMedia = () =>
    ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }) as unknown as MediaQueryList;
  const directory = createDirectory(sourcesOf());
  directory.load(boot({ me: { ...boot().me, ...me } }));
  const leads = createLeads({ clock, me: () => "me", notify: () => undefined });
  const made = Array.from({ length: COUNT }, (_, index) => row(COUNT - index, { team: index < 3 ? "north" : "south", owner: "sara" }));
  leads.restart({ position: at(1), rows: made, next: null });
  const workspace = { slug: "w", directory, leads, commands: {} } as unknown as Workspace;
  const [ids, setIds] = createSignal<readonly string[]>(made.map(({ id }) => id));
  const [drawn, setDrawn] = createSignal<readonly (string | undefined)[]>(ids());
  const [key, setKey] = createSignal("all");
  const [element, setElement] = createSignal<HTMLElement>();
  const [active, setActive] = createSignal<string | null>(null);
  const [choosing, setChoosing] = createSignal(false);
  const pressed = vi.fn();
  function Screen(): JSX.Element {
    listenForActions();
    return (
      <>
        <div role="grid">
          <div ref={setElement} role="rowgroup">
            <div>
              <div>
                <For each={drawn().map((_, place) => place)}>
                  {(place) => (
                    <div role="row" data-key={drawn()[place]} onClick={pressed}>
                      <a href="#lead" data-row>
                        {drawn()[place]}
                      </a>
                    </div>
                  )}
                </For>
              </div>
            </div>
          </div>
        </div>
        <Choosing
          list={key()}
          ids={ids()}
          complete={false}
          element={element()}
          at={active()}
          opened={false}
          onStep={(step) => {
            const next = ids()[ids().indexOf(active() ?? "") + step];
            if (next !== undefined) setActive(next);
            return next;
          }}
          onGo={setActive}
          onChoosing={setChoosing}
        />
      </>
    );
  }
  const app = { clock, toasts: { show: vi.fn() } } as unknown as AppServices;
  render(() => (
    <WordsProvider initial="en">
      <AppContext.Provider value={app}>
        <WorkspaceContext.Provider value={workspace}>
          <Screen />
        </WorkspaceContext.Provider>
      </AppContext.Provider>
    </WordsProvider>
  ));
  let seq = 1;
  return {
    setIds,
    setDrawn,
    setKey,
    setActive,
    active,
    choosing,
    pressed,
    rowOf: (n: number) => {
      const found = document.querySelector<HTMLElement>(`[data-key="${lead(n)}"]`);
      if (found === null) throw new Error(`no row of ${n}`);
      return found;
    },
    marked: () => [...document.querySelectorAll("[data-chosen]")].map((one) => one.getAttribute("data-key")),
    leaves: (n: number) =>
      leads.apply({
        kind: "frame",
        frame: changes(seq, ++seq, { removals: [{ id: lead(n), why: "moved", to: "omar", by: "omar" }] }),
      }),
    changes: (n: number) => {
      const base = leads.base(lead(n));
      if (base === undefined) throw new Error("gone");
      leads.apply({ kind: "frame", frame: changes(seq, ++seq, { upserts: [upsert({ ...base, version: 2, stage: "won" })] }) });
    },
  };
}

const key = (pressed: string, over: object = {}) => fireEvent.keyDown(document.body, { key: pressed, ...over });
const click = (element: HTMLElement, over: object) => fireEvent.click(element, { detail: 1, ...over });
const turn = () => new Promise((next) => setTimeout(next));

describe("BK1: choosing in a list", () => {
  it("rows carry nothing of it while nothing is chosen, and nothing once it is cleared", async () => {
    const { rowOf, setActive, marked, choosing } = list();
    const before = document.querySelector("[role=grid]")?.outerHTML;
    expect(before).not.toContain("aria-selected");
    setActive(lead(5));
    key("x");
    expect([marked(), choosing()]).toEqual([[lead(5)], true]);
    expect(rowOf(5).getAttribute("aria-selected")).toBe("true");
    expect(rowOf(4).getAttribute("aria-selected")).toBe("false");
    expect(screen.getByRole("grid").getAttribute("aria-multiselectable")).toBe("true");
    key("Escape");
    await turn();
    expect(choosing()).toBe(false);
    expect(document.querySelector("[role=grid]")?.outerHTML).toBe(before);
  });

  it("a row that becomes another lead's says what that one is, and a row that comes too", async () => {
    const { rowOf, setActive, setDrawn, marked } = list();
    setActive(lead(6));
    key("x");
    const recycled = rowOf(6);
    setDrawn([lead(1), lead(5), lead(4)]);
    await turn();
    expect([marked(), recycled.getAttribute("aria-selected")]).toEqual([[], "false"]);
    // Spare: nobody's row.
    setDrawn([undefined, lead(5), lead(4)]);
    await turn();
    expect(recycled.hasAttribute("aria-selected")).toBe(false);
    setDrawn([lead(1), lead(5), lead(4), lead(6)]);
    await turn();
    expect(marked()).toEqual([lead(6)]);
  });

  it("Ctrl toggles, Shift reaches, arrows with Shift go on; a press without either is the row's own", () => {
    const { rowOf, marked, pressed, active } = list();
    click(rowOf(6), {});
    expect(pressed).toHaveBeenCalledTimes(1);
    click(rowOf(5), { ctrlKey: true });
    click(rowOf(3), { shiftKey: true });
    expect(marked()).toEqual([lead(5), lead(4), lead(3)]);
    click(rowOf(4), { metaKey: true });
    expect([marked(), active()]).toEqual([[lead(5), lead(3)], lead(4)]);
    key("ArrowDown", { shiftKey: true });
    key("ArrowDown", { shiftKey: true });
    expect(marked()).toEqual([lead(5), lead(4), lead(3), lead(2)]);
    expect(pressed).toHaveBeenCalledTimes(1);
  });

  it("a finger that stays chooses, from then on each tap does, and one that moves on scrolls", () => {
    vi.useFakeTimers();
    const { rowOf, marked, pressed } = list();
    const touch = (name: "pointerDown" | "pointerMove" | "pointerUp", n: number, y = 0) => {
      const event = new MouseEvent(name.toLowerCase(), { bubbles: true, clientX: 0, clientY: y });
      Object.assign(event, { pointerType: "touch", isPrimary: true });
      fireEvent(rowOf(n), event);
    };
    const tap = (n: number) => {
      touch("pointerDown", n);
      touch("pointerUp", n);
      click(rowOf(n), {});
    };
    tap(6);
    touch("pointerDown", 5);
    touch("pointerMove", 5, 40);
    vi.advanceTimersByTime(1_000);
    expect([marked(), pressed.mock.calls.length]).toEqual([[], 1]);
    touch("pointerDown", 5);
    vi.advanceTimersByTime(1_000);
    expect(marked()).toEqual([lead(5)]);
    // The press that ends it is no press.
    touch("pointerUp", 5);
    click(rowOf(5), {});
    expect(marked()).toEqual([lead(5)]);
    tap(3);
    expect([marked(), pressed.mock.calls.length]).toEqual([[lead(5), lead(3)], 1]);
    tap(3);
    tap(5);
    tap(4);
    expect([marked(), pressed.mock.calls.length]).toEqual([[], 2]);
  });

  it("what leaves one's sight or the list is chosen no more; another list begins with none", async () => {
    const { marked, leaves, changes: change, setIds, setKey, choosing } = list();
    key("a", { ctrlKey: true });
    expect(marked()).toHaveLength(COUNT);
    leaves(6);
    expect(marked()).not.toContain(lead(6));
    // It does not fit what is asked any more.
    setIds([5, 3, 2, 1].map(lead));
    change(4);
    await waitFor(() => expect(marked()).not.toContain(lead(4)));
    expect(marked()).toHaveLength(4);
    setKey("another");
    expect(choosing()).toBe(false);
  });

  it("a manager chooses what is their teams', and nothing else", () => {
    const { rowOf, marked } = list({ role: "manager", teams: ["north"] });
    click(rowOf(1), { ctrlKey: true });
    expect(marked()).toEqual([]);
    key("a", { ctrlKey: true });
    expect(marked()).toEqual([lead(6), lead(5), lead(4)]);
  });

  it("says its keys where all keys are said", () => {
    const { setActive } = list();
    setActive(lead(6));
    const said = () => actionsNow().flatMap(({ keys = [] }) => keys);
    expect(said()).toEqual(["x", "shift+down", "shift+up", "mod+a"]);
    key("x");
    expect(said()).toContain("esc");
  });
});
