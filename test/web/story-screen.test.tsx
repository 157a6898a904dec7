// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { createSignal, type JSX } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Draft } from "../../web/store/floor/notes.ts";
import type { Workspace } from "../../web/store/workspace.ts";
import { WorkspaceContext } from "../../web/views/context.tsx";
import { createAsked, textOf, wayOf } from "../../web/views/lead/story/asked.ts";
import { NoteText } from "../../web/views/lead/story/NoteText.tsx";
import { roveBy } from "../../web/views/lead/story/roving.ts";
import { WordsProvider } from "../../web/words/index.ts";
import { mailAddress, whatsappAddress } from "../../web/views/lead/addresses.ts";
import { MAX_NOTE } from "../../domain/story.ts";
import { boot, row } from "./support.ts";

afterEach(cleanup);

const workspace = {
  directory: {
    me: () => boot().me,
    workspace: () => boot().workspace,
    members: () => [
      { id: "me", name: "Me", role: "agent", teams: [], status: "active", away: false, open: 0 },
      { id: "khalid", name: "Khalid Al Mansoori", role: "owner", teams: [], status: "active", away: false, open: 0 },
      { id: "kavya", name: "Kavya Rao", role: "admin", teams: [], status: "active", away: false, open: 0 },
    ],
  },
} as unknown as Workspace;

function Around(props: { readonly children: JSX.Element }): JSX.Element {
  return (
    <WordsProvider initial="en">
      <WorkspaceContext.Provider value={workspace}>{props.children}</WorkspaceContext.Provider>
    </WordsProvider>
  );
}

interface Written {
  readonly area: HTMLTextAreaElement;
  readonly draft: () => Draft;
  readonly saved: ReturnType<typeof vi.fn>;
  readonly left: ReturnType<typeof vi.fn>;
}

function writing(): Written {
  const [draft, setDraft] = createSignal<Draft>({ text: "", mentions: [] });
  const [saved, left] = [vi.fn(), vi.fn()];
  render(() => (
    <Around>
      <NoteText row={row(1, { owner: "me" })} label="Note" draft={draft()} minRows={1} onDraft={setDraft} onSave={saved} onLeave={left} />
    </Around>
  ));
  return { area: screen.getByRole<HTMLTextAreaElement>("textbox"), draft, saved, left };
}

function type(area: HTMLTextAreaElement, text: string): void {
  area.value = text;
  area.setSelectionRange(text.length, text.length);
  fireEvent.input(area);
}

describe("writing a note by keys", () => {
  it("chooses a colleague by arrow and Enter, and remembers who was named", async () => {
    const { area, draft, saved } = writing();
    type(area, "ask @k");
    expect(screen.getAllByRole("option").map((one) => one.textContent)).toEqual([
      expect.stringContaining("Kavya Rao"),
      expect.stringContaining("Khalid Al Mansoori"),
    ]);
    expect(area.getAttribute("aria-activedescendant")).toBe(screen.getAllByRole("option")[0]?.id);
    fireEvent.keyDown(area, { key: "ArrowDown" });
    fireEvent.keyDown(area, { key: "Enter" });
    expect(draft()).toEqual({ text: "ask @Khalid Al Mansoori ", mentions: ["khalid"] });
    expect(screen.queryByRole("listbox")).toBeNull();
    fireEvent.keyDown(area, { key: "Enter", ctrlKey: true });
    expect(saved).toHaveBeenCalledTimes(1);
  });

  it("forgets who is not named any more", () => {
    const { area, draft } = writing();
    type(area, "@Kavya Rao ");
    expect(draft().mentions).toEqual(["kavya"]);
    type(area, "@Kavya");
    expect(draft().mentions).toEqual([]);
  });

  it("Escape closes the list first, and leaves the text then", () => {
    const { area, left } = writing();
    type(area, "@k");
    fireEvent.keyDown(area, { key: "Escape" });
    expect(screen.queryByRole("listbox")).toBeNull();
    expect(left).not.toHaveBeenCalled();
    fireEvent.keyDown(area, { key: "Escape" });
    expect(left).toHaveBeenCalledTimes(1);
  });

  it("Enter is a new line where there is nobody to choose", () => {
    const { area, saved } = writing();
    type(area, "hello");
    expect(fireEvent.keyDown(area, { key: "Enter" })).toBe(true);
    expect(saved).not.toHaveBeenCalled();
  });
});

describe("letters of the open lead", () => {
  it("arrows go round a menu's items and pass what is off", () => {
    render(() => (
      <div role="menu" onKeyDown={(event) => roveBy(event, event.currentTarget)}>
        <button type="button" role="menuitem">
          {"a"}
        </button>
        <button type="button" role="menuitem" aria-disabled="true">
          {"b"}
        </button>
        <button type="button" role="menuitem">
          {"c"}
        </button>
      </div>
    ));
    const [a, , c] = screen.getAllByRole("menuitem");
    a?.focus();
    fireEvent.keyDown(a as HTMLElement, { key: "ArrowDown" });
    expect(document.activeElement).toBe(c);
    fireEvent.keyDown(c as HTMLElement, { key: "ArrowDown" });
    expect(document.activeElement).toBe(a);
    fireEvent.keyDown(a as HTMLElement, { key: "End" });
    expect(document.activeElement).toBe(c);
  });
});

describe("back from a link", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const hidden = (is: boolean) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => is });
    document.dispatchEvent(new Event("visibilitychange"));
  };

  it("asks once the page is seen again, not while it is away", () => {
    const asked = createAsked();
    asked.went({ lead: "l", channel: "phone" });
    hidden(true);
    vi.advanceTimersByTime(60_000);
    expect(asked.back()).toBe(false);
    hidden(false);
    expect(asked.back()).toBe(true);
    asked.answered();
    expect([asked.gone(), asked.back()]).toEqual([null, false]);
  });

  it("asks after a moment where the page was never left: the dialler was another window, or none", () => {
    const asked = createAsked();
    asked.went({ lead: "l", channel: "email" });
    expect(asked.back()).toBe(false);
    vi.advanceTimersByTime(3_000);
    expect(asked.back()).toBe(true);
  });

  it("asks about the last one only", () => {
    const asked = createAsked();
    asked.went({ lead: "a", channel: "phone" });
    hidden(true);
    asked.went({ lead: "b", channel: "whatsapp" });
    hidden(true);
    hidden(false);
    expect(asked.gone()).toEqual({ lead: "b", channel: "whatsapp" });
    expect(asked.back()).toBe(true);
  });

  it.each([
    ["tel:+971501234567", "phone"],
    ["https://wa.me/971501234567?text=x", "whatsapp"],
    ["mailto:a@b.c", "email"],
    ["/w/x/leads", null],
    ["https://example.com", null],
  ])("%s", (href, way) => {
    expect(wayOf(href)).toBe(way);
  });

  it("keeps the text that went with the last one, and no longer than it is asked about", () => {
    const asked = createAsked();
    asked.went({ lead: "a", channel: "whatsapp" }, "Hello Layla");
    expect(asked.text()).toBe("Hello Layla");
    asked.write("Hello Layla!");
    asked.went({ lead: "b", channel: "whatsapp" });
    expect(asked.text()).toBe("");
    asked.went({ lead: "a", channel: "email" }, "Dear Layla");
    asked.answered();
    expect(asked.text()).toBe("");
  });

  it.each([
    ["tel:+971501234567", ""],
    ["https://wa.me/971501234567", ""],
    [whatsappAddress("+971501234567", "1 + 1 = 2 & more?\nمرحبا"), "1 + 1 = 2 & more?\nمرحبا"],
    [mailAddress("a+b@c.de", { subject: "Prices & plans", text: "Dear Layla,\n\nhello" }), "Prices & plans\n\nDear Layla,\n\nhello"],
    [mailAddress("a@b.c", { subject: null, text: "Hello" }), "Hello"],
    [mailAddress("a@b.c"), ""],
    [whatsappAddress("+971501234567", "x".repeat(MAX_NOTE + 9)), "x".repeat(MAX_NOTE)],
  ])("%s says its text", (href, text) => {
    expect(textOf(href ?? "")).toBe(text);
  });
});
