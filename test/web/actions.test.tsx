// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { createSignal, type JSX, Show } from "solid-js";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Action, actionsNow, leadNow, offerActions, offerLead, setAllOffered } from "../../web/views/actions.ts";
import { CellKeys } from "../../web/views/leads/columns/CellKeys.tsx";
import { LOG_CHOICES } from "../../web/views/lead/story/log.ts";
import { KeysDialog } from "../../web/views/frame/KeysDialog.tsx";
import { setKeysShown } from "../../web/views/frame/keys-open.ts";
import { WorkspaceContext } from "../../web/views/context.tsx";
import { listenForActions, pressOf } from "../../web/views/keys.ts";
import { WithWords } from "../../web/views/WithWords.tsx";
import { WordsProvider } from "../../web/words/index.ts";
import { desk } from "./desk.tsx";

afterEach(() => {
  setKeysShown(false);
  cleanup();
});

const press = (key: string, over: Partial<KeyboardEvent> = {}) => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...over,
});

describe("KY1: what was pressed", () => {
  it.each([
    [press("j", { code: "KeyJ" }), "j"],
    [press("J", { code: "KeyJ" }), "j"],
    [press("F", { code: "KeyF", shiftKey: true }), "shift+f"],
    [press("k", { code: "KeyK", metaKey: true }), "mod+k"],
    // The key that says K on a Latin keyboard, on an Arabic one.
    [press("ن", { code: "KeyK", ctrlKey: true }), "mod+k"],
    [press("ش", { code: "KeyA" }), "a"],
    [press("لا", { code: "KeyB" }), "b"],
    // With shift some of its letters are brackets.
    [press("[", { code: "KeyF", shiftKey: true }), "shift+f"],
    [press("[", { code: "BracketLeft" }), "["],
    [press("؟", { code: "Slash", shiftKey: true }), "?"],
    [press("?", { code: "Slash", shiftKey: true }), "?"],
    [press("ظ", { code: "Slash" }), "/"],
    // A Latin letter is what it says, wherever it sits.
    [press("k", { code: "KeyV" }), "k"],
    [press("ArrowDown", { code: "ArrowDown" }), "down"],
    [press("Escape"), "esc"],
    [press("Shift", { code: "ShiftLeft", shiftKey: true }), null],
    [press("Tab"), null],
    [press("Dead", { code: "KeyE" }), null],
  ])("%o is %s", (event, name) => {
    expect(pressOf(event)).toBe(name);
  });
});

function Page(props: { readonly actions: () => readonly Action[]; readonly children?: JSX.Element }): JSX.Element {
  listenForActions();
  offerActions(() => props.actions());
  return (
    <>
      <button type="button">{"page"}</button>
      <input aria-label="field" />
      <div role="menu">
        <button type="button">{"in a menu"}</button>
      </div>
      <div data-panel="">
        <button type="button">{"in a panel"}</button>
      </div>
      {props.children}
    </>
  );
}

const page = () => screen.getByRole("button", { name: "page" });
const action = (id: string, keys: readonly string[], over: Partial<Action> = {}): Action => ({
  id,
  label: id,
  group: "list",
  keys,
  run: vi.fn(),
  ...over,
});

describe("KY1: one registry of keys", () => {
  it("does each key's one act; those of an Arabic keyboard too", () => {
    const [assign, stage] = [action("assign", ["a"]), action("stage", ["s", "m"])];
    render(() => <Page actions={() => [assign, stage]} />);
    fireEvent.keyDown(page(), { key: "a", code: "KeyA" });
    fireEvent.keyDown(page(), { key: "ش", code: "KeyA" });
    fireEvent.keyDown(page(), { key: "m", code: "KeyM" });
    expect(assign.run).toHaveBeenCalledTimes(2);
    expect(stage.run).toHaveBeenCalledTimes(1);
  });

  it("is nobody's where something is typed, in a menu, with a modifier, or while somebody composes", () => {
    const note = action("note", ["n"]);
    render(() => <Page actions={() => [note]} />);
    fireEvent.keyDown(screen.getByRole("textbox"), { key: "n" });
    fireEvent.keyDown(screen.getByRole("button", { name: "in a menu" }), { key: "n" });
    fireEvent.keyDown(page(), { key: "n", ctrlKey: true });
    fireEvent.keyDown(page(), { key: "n", altKey: true });
    fireEvent.keyDown(page(), { key: "n", isComposing: true });
    expect(note.run).not.toHaveBeenCalled();
  });

  it("lets what says so through: undo in a menu, the palette where something is typed, neither over what must be decided first", () => {
    const undo = action("undo", ["mod+z"], { where: "untyped" });
    const palette = action("palette", ["mod+k"], { where: "anywhere" });
    const [modal, setModal] = createSignal(false);
    render(() => (
      <Page actions={() => [undo, palette]}>
        <Show when={modal()}>
          <div role="dialog" data-modal="">
            <input aria-label="in a dialog" />
          </div>
        </Show>
      </Page>
    ));
    const field = screen.getByRole("textbox", { name: "field" });
    fireEvent.keyDown(field, { key: "z", ctrlKey: true });
    expect(undo.run).not.toHaveBeenCalled();
    fireEvent.keyDown(screen.getByRole("button", { name: "in a menu" }), { key: "z", metaKey: true });
    expect(undo.run).toHaveBeenCalledTimes(1);
    fireEvent.keyDown(field, { key: "k", ctrlKey: true });
    expect(palette.run).toHaveBeenCalledTimes(1);
    setModal(true);
    fireEvent.keyDown(screen.getByRole("textbox", { name: "in a dialog" }), { key: "k", ctrlKey: true });
    expect(palette.run).toHaveBeenCalledTimes(1);
  });

  it("goes by two keys in a row, and the second alone does what it does", () => {
    const [go, log] = [action("go.leads", ["g l"]), action("log", ["l"])];
    render(() => <Page actions={() => [go, log]} />);
    fireEvent.keyDown(page(), { key: "g" });
    fireEvent.keyDown(page(), { key: "l" });
    expect([go.run, log.run].map((run) => vi.mocked(run ?? vi.fn()).mock.calls.length)).toEqual([1, 0]);
    fireEvent.keyDown(page(), { key: "l" });
    expect(log.run).toHaveBeenCalledTimes(1);
    // Gone astray, it is nothing.
    fireEvent.keyDown(page(), { key: "g" });
    fireEvent.keyDown(page(), { key: "x" });
    fireEvent.keyDown(page(), { key: "l" });
    expect(go.run).toHaveBeenCalledTimes(1);
    expect(log.run).toHaveBeenCalledTimes(2);
  });

  it("leaves Enter to a button and the arrows to a panel", () => {
    const [open, next] = [action("open", ["enter"]), action("next", ["down", "j"])];
    render(() => <Page actions={() => [open, next]} />);
    fireEvent.keyDown(page(), { key: "Enter" });
    fireEvent.keyDown(screen.getByRole("button", { name: "in a panel" }), { key: "ArrowDown" });
    expect(open.run).not.toHaveBeenCalled();
    expect(next.run).not.toHaveBeenCalled();
    fireEvent.keyDown(document.body, { key: "Enter" });
    fireEvent.keyDown(screen.getByRole("button", { name: "in a panel" }), { key: "j" });
    expect(open.run).toHaveBeenCalledTimes(1);
    expect(next.run).toHaveBeenCalledTimes(1);
  });

  it("holds an act once: the one registered last stands, and what it was before comes back", () => {
    const [inList, onBoard] = [action("lead.stage", ["s"]), action("lead.stage", ["s"], { label: "drag" })];
    const [board, setBoard] = createSignal(true);
    const Board = () => {
      offerActions(() => [onBoard]);
      offerLead(() => "on the board");
      return null;
    };
    render(() => (
      <Page actions={() => [inList]}>
        <Show when={board()}>
          <Board />
        </Show>
      </Page>
    ));
    expect(actionsNow().map(({ label }) => label)).toEqual(["drag"]);
    expect(leadNow()).toBe("on the board");
    setBoard(false);
    expect(leadNow()).toBeNull();
    fireEvent.keyDown(page(), { key: "s" });
    expect(inList.run).toHaveBeenCalledTimes(1);
    expect(onBoard.run).not.toHaveBeenCalled();
  });

  it("is what the list of keys says, group by group, and says nothing without a key", async () => {
    const all = [
      action("a", ["down", "j"], { label: "Next lead" }),
      action("b", ["g d"], { label: "My day", group: "go" }),
      action("c", [], { label: "Sign out", group: "self" }),
      action("d", ["l"], { label: "Log a call", group: "lead" }),
    ];
    render(() => (
      <WordsProvider initial="en">
        <Page actions={() => all}>
          <WithWords part="palette">
            <KeysDialog />
          </WithWords>
        </Page>
      </WordsProvider>
    ));
    setKeysShown(true);
    await screen.findByRole("dialog", { name: "Keyboard keys" });
    expect(screen.getAllByRole("heading", { level: 3 }).map((one) => one.textContent)).toEqual(["Go to", "This lead", "This list"]);
    expect(screen.getAllByRole("term").map((one) => one.textContent)).toEqual(["My day", "Log a call", "Next lead"]);
    expect(screen.getAllByRole("definition").map((one) => one.textContent)).toEqual(["GD", "L", "↓J"]);
  });
});

describe("KY1: what the list of keys says beside", () => {
  it("is what is pressed where an act leads: the letters of the log after its own, each once", async () => {
    const all = [
      action("at.lead.attempt", ["l"], { label: "Log a call", group: "lead" }),
      action("lead.stage", ["s"], { label: "Set the stage", group: "lead" }),
      action("at.lead.note", ["n"], { label: "Write a note", group: "lead" }),
      action("list.filter", ["shift+f"], { label: "Filter the list" }),
    ];
    render(() => (
      <WordsProvider initial="en">
        <Page actions={() => all}>
          <WorkspaceContext.Provider value={desk().workspace}>
            <CellKeys grid={document.body} columns={[]} />
          </WorkspaceContext.Provider>
          <WithWords part="palette">
            <KeysDialog />
          </WithWords>
        </Page>
      </WordsProvider>
    ));
    setKeysShown(true);
    await screen.findByRole("heading", { level: 3, name: "How a call or message went" });
    const terms = screen.getAllByRole("term");
    const keysOf = (label: string) => terms.find((one) => one.textContent === label)?.nextElementSibling?.textContent;
    expect(["Phone: Reached", "What was said", "Change what the cell holds", "The first and the last cell"].map(keysOf)).toEqual([
      "LR",
      "LT",
      "↵F2",
      "CtrlHomeCtrlEnd",
    ]);
    expect(terms.map((one) => one.textContent)).toEqual(
      expect.arrayContaining([
        "Save the note or the follow-up",
        "Take the condition away",
        expect.stringMatching(/^The reason of that number/),
      ]),
    );
    const said = LOG_CHOICES.flatMap(({ choices }) => choices.flatMap(({ key }) => (key === undefined ? [] : [`L${key.toUpperCase()}`])));
    expect(screen.getAllByRole("definition").map((one) => one.textContent)).toEqual(expect.arrayContaining(said));
    // Said, and done by whoever has the focus.
    expect(
      actionsNow()
        .filter(({ group }) => group === "cells")
        .every(({ run }) => run === undefined),
    ).toBe(true);
  });
});

describe("KY1: a key that is pressed before what it does is here", () => {
  const scene = () => {
    const [here, setHere] = createSignal<readonly Action[]>([]);
    const run = vi.fn();
    setAllOffered(false);
    render(() => <Page actions={() => here()} />);
    return { run, arrive: () => (setHere([{ id: "make", label: "Make", group: "make", keys: ["c"], run }]), setAllOffered(true)) };
  };

  it("does it once that is", () => {
    const { run, arrive } = scene();
    fireEvent.keyDown(document.body, { key: "c" });
    expect(run).not.toHaveBeenCalled();
    arrive();
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("does nothing where something is typed by then, or another key was pressed after it", () => {
    const typing = scene();
    fireEvent.keyDown(document.body, { key: "c" });
    screen.getByLabelText("field").focus();
    typing.arrive();
    expect(typing.run).not.toHaveBeenCalled();
    cleanup();
    const other = scene();
    fireEvent.keyDown(document.body, { key: "c" });
    fireEvent.keyDown(document.body, { key: "x" });
    other.arrive();
    expect(other.run).not.toHaveBeenCalled();
  });
});
