// @vitest-environment jsdom
import { createMemoryHistory, MemoryRouter, Route, useLocation } from "@solidjs/router";
import { cleanup, fireEvent, screen, waitFor } from "@solidjs/testing-library";
import { createSignal, type JSX, Show } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Boot } from "../../domain/api.ts";
import type { LeadRow } from "../../domain/lead.ts";
import type { Workspace } from "../../web/store/workspace.ts";
import { type Action, actionsNow, offerActions, offerLead } from "../../web/views/actions.ts";
import { type Acts, ActsContext, AppContext, type AppServices, useApp } from "../../web/views/context.tsx";
import { useDayKeys } from "../../web/views/day/keys.ts";
import { listenForActions } from "../../web/views/keys.ts";
import { useListKeys } from "../../web/views/leads/keys.ts";
import { Offered } from "../../web/views/palette/Everywhere.tsx";
import { Palette } from "../../web/views/palette/Palette.tsx";
import { useUndoKey } from "../../web/views/undo.ts";
import { WithWords } from "../../web/views/WithWords.tsx";
import { type Desk, desk, settle } from "./desk.tsx";

afterEach(cleanup);
beforeEach(() => {
  Element.prototype.scrollTo = () => undefined;
  Element.prototype.scrollIntoView = () => undefined;
  window.matchMedia ??= () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }) as never;
});

const ACTS: Acts = { assign: vi.fn(), stage: vi.fn(), attempt: vi.fn(), open: () => null };

/** A manager's desk with one lead on it. */
function manager(role: "manager" | "auditor" = "manager", over: Partial<Boot> = {}): Desk {
  const made = desk({
    row: { name: "Layla Haddad", phone: "+971501234567" },
    boot: {
      me: { id: "me", name: "Me", role, teams: [], rights: [], agentsSeeUnclaimed: true, masked: [] },
      projects: [{ id: "p1", name: "Marina Heights", code: "MH", place: null, status: "active", version: 1 } as never],
      ...over,
    },
  });
  Object.assign(made.workspace as { -readonly [K in keyof Workspace]: unknown }, {
    live: { status: () => "live", latencyMs: () => 0, behindSeconds: () => 0 },
    announcer: { sound: () => false, setSound: vi.fn() },
    here: { callers: () => [], people: () => [], calling: vi.fn() },
    reload: vi.fn(),
  });
  return made;
}

function around(made: Desk, at: string, view: () => JSX.Element) {
  const history = createMemoryHistory();
  history.set({ value: at });
  made.show(() => (
    <ActsContext.Provider value={ACTS}>
      <MemoryRouter history={history}>
        <Route
          path="*"
          component={() => (
            <AppContext.Provider
              value={{
                ...useApp(),
                session: { state: () => ({ kind: "unknown" }) } as unknown as AppServices["session"],
                install: { way: () => null, ask: async () => undefined },
              }}
            >
              <WithWords part="palette">{view()}</WithWords>
            </AppContext.Provider>
          )}
        />
      </MemoryRouter>
    </ActsContext.Provider>
  ));
  return history;
}

async function opened(made: Desk) {
  const [open, setOpen] = createSignal(true);
  const history = around(made, "/w/north/leads", () => {
    offerLead(() => made.lead().id);
    return (
      <>
        <Offered />
        <Palette open={open()} onOpenChange={setOpen} />
      </>
    );
  });
  const field = await screen.findByRole("combobox");
  await screen.findByRole("option", { name: /Assign to/ });
  return { field, open, history };
}

const type = (field: HTMLElement, value: string) => fireEvent.input(field, { target: { value } });
const options = () => screen.getAllByRole("option").map((one) => one.textContent);
const active = (field: HTMLElement) => document.getElementById(field.getAttribute("aria-activedescendant") ?? "")?.textContent;

describe("KY1: the palette", () => {
  it("leads from an act to its choice, back with Backspace and Escape, and does what was chosen", async () => {
    const made = manager();
    const { field, open } = await opened(made);
    type(field, "assign");
    expect(active(field)).toMatch(/^Assign to/);
    fireEvent.keyDown(field, { key: "Enter" });
    expect(options()).toEqual(expect.arrayContaining([expect.stringContaining("Sara"), expect.stringContaining("Leave unassigned")]));
    fireEvent.keyDown(field, { key: "Backspace" });
    expect(options()).toEqual(expect.arrayContaining([expect.stringContaining("My day")]));
    type(field, "assign");
    fireEvent.keyDown(field, { key: "Enter" });
    fireEvent.keyDown(field, { key: "Escape" });
    expect(open()).toBe(true);

    type(field, "assign");
    fireEvent.keyDown(field, { key: "Enter" });
    type(field, "sar");
    expect(options()).toHaveLength(1);
    fireEvent.keyDown(field, { key: "Enter" });
    expect(open()).toBe(false);
    await waitFor(() => expect(made.asked).toHaveLength(1));
    expect(made.last()).toMatchObject({ path: expect.stringContaining("/owner") as string, body: { owner: "sara" } });
    expect(made.workspace.leads.row(made.lead().id)?.owner).toBe("sara");
  });

  it("gives the lead to a team until somebody takes it, step by step or at once", async () => {
    const made = manager("manager", { teams: [{ id: "east", name: "Sales East" }] });
    const { field } = await opened(made);
    type(field, "assign");
    fireEvent.keyDown(field, { key: "Enter" });
    expect(options()).toEqual(expect.arrayContaining(["Sales EastTeam, nobody yet"]));
    fireEvent.keyDown(field, { key: "Backspace" });
    type(field, "assign to the team sal");
    expect(active(field)).toMatch(/^Assign to the team Sales East/);
    fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(made.asked).toHaveLength(1));
    expect(made.last().body).toMatchObject({ owner: null, team: "east" });
  });

  it("asks why before a lead is lost, and what it is worth before it is won", async () => {
    const made = manager();
    const { field } = await opened(made);
    type(field, "move lost");
    fireEvent.keyDown(field, { key: "Enter" });
    expect(options()).toEqual(expect.arrayContaining(["Price", "No reason"]));
    fireEvent.keyDown(field, { key: "Backspace" });
    type(field, "won");
    fireEvent.keyDown(field, { key: "Enter" });
    expect(options()).toEqual(["Won, without a value"]);
    type(field, "1.2m");
    expect(options()).toEqual([expect.stringMatching(/^Won, worth .*1,200,000/)]);
    fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(made.asked).toHaveLength(1));
    expect(made.last().body).toMatchObject({ stage: "won", value: 1_200_000 });
  });

  it("finds the lead by its telephone, opens it where one is, and a screen by what else it is called", async () => {
    const made = manager();
    const { field, history } = await opened(made);
    type(field, "050 1234");
    expect(active(field)).toContain("Layla Haddad");
    fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(history.get()).toBe(`/w/north/leads/${made.lead().id}`));
    cleanup();

    const again = await opened(manager());
    type(again.field, "kanban");
    expect(active(again.field)).toMatch(/^Board/);
    fireEvent.keyDown(again.field, { key: "Enter" });
    await waitFor(() => expect(again.history.get()).toBe("/w/north/board"));
  });

  it("reaches every screen by its name", async () => {
    const { field } = await opened(manager());
    await waitFor(() => {
      type(field, "settings general");
      expect(active(field)).toMatch(/^Settings: General/);
    });
    for (const [typed, first] of [
      ["all leads", "All leads"],
      ["my leads", "My leads"],
      ["unassigned", "Unassigned leads"],
      ["my day", "My day"],
      ["board", "Board"],
      ["projects", "Projects"],
      ["notifications", "Notifications"],
      ["search all", "Search all leads"],
      ["project marina", "Project Marina Heights"],
      ["account", "Your account"],
      ["all workspaces", "All workspaces"],
      ["add a lead", "Add a lead"],
      ["sign out", "Sign out"],
      ...["General", "People", "Teams", "Stages", "Reasons for losing"].map((name) => [`settings ${name}`, `Settings: ${name}`] as const),
    ] as const) {
      type(field, typed);
      expect(active(field)).toMatch(new RegExp(`^${first}`));
    }
  });

  it("reaches every act on a lead: each field, each way to the person, and how a try went, by what it is called", async () => {
    const made = manager();
    const { field, history } = await opened(made);
    const says = (typed: string, first: RegExp) => {
      type(field, typed);
      expect(active(field)).toMatch(first);
    };
    for (const label of ["Name", "Phone", "Email", "Company", "City", "Language", "Projects", "Priority", "Value", "Tags"])
      says(`change ${label}`, new RegExp(`^Change: ${label}`));
    says("call", /^Call/);
    says("whatsapp", /^WhatsApp/);
    says("no answer", /^Phone: No answer/);
    // The beginning of a name logs nothing.
    says("reac", /^Log a call or message/);
    says("do not contact", /^Do not contact/);
    says("archive", /^Archive/);
    says("copy a link", /^Copy a link/);
    says("edit tags", /^Change: Tags/);
    says("quiet hours", /^Notification settings/);
    // Where its page is not open, it is opened for what happens in it.
    says("change tags", /^Change: Tags/);
    fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(history.get()).toBe(`/w/north/leads/${made.lead().id}`));
  });

  it("DN1, PV2: offers no way that the person asked not to be reached by, and no field that is kept from whoever asks", async () => {
    const made = manager();
    const { field } = await opened(made);
    made.frame({ noContact: ["whatsapp"], phone: null, masked: ["phone"] });
    type(field, "whatsapp");
    expect(options()).not.toContain("WhatsApp");
    type(field, "change phone");
    expect(options().some((one) => one?.startsWith("Change: Phone") === true)).toBe(false);
  });

  it("opens a link in a new tab with the modifier, and stays", async () => {
    const { field, open } = await opened(manager());
    const tab = vi.spyOn(window, "open").mockReturnValue(null);
    type(field, "marina heights");
    fireEvent.keyDown(field, { key: "Enter", ctrlKey: true });
    expect(tab).toHaveBeenCalledWith("/w/north/projects/p1", "_blank", "noopener");
    expect(open()).toBe(true);
    tab.mockRestore();
  });

  it("says what it found nothing for, and offers to look everywhere and to add the person", async () => {
    const { field } = await opened(manager());
    type(field, "zzyzx");
    await settle();
    await waitFor(() => expect(screen.getAllByText("Nothing found for “zzyzx”").length).toBeGreaterThan(0), { timeout: 3_000 });
    expect(options()).toEqual(["Search all leads for “zzyzx”", "Add a lead named “zzyzx”"]);
  });

  it("goes round with the arrows, and closes with its own key", async () => {
    const { field, open } = await opened(manager());
    const [first] = options();
    fireEvent.keyDown(field, { key: "ArrowUp" });
    expect(active(field)).toBe(options().at(-1));
    fireEvent.keyDown(field, { key: "ArrowDown" });
    expect(active(field)).toBe(first);
    fireEvent.keyDown(field, { key: "ن", code: "KeyK", ctrlKey: true });
    expect(open()).toBe(false);
  });
});

/** Keys that two acts of one screen claim, or that begin another one's. */
function clashes(offered: readonly Action[]): readonly string[] {
  const claims = offered.flatMap(({ id, keys = [] }) => keys.map((key) => ({ id, key })));
  return claims.flatMap((one, n) =>
    claims
      .slice(n + 1)
      .filter(({ id, key }) => id !== one.id && (key === one.key || key.startsWith(`${one.key} `) || one.key.startsWith(`${key} `)))
      .map(({ id, key }) => `${key}: ${one.id}, ${id}`),
  );
}

describe("KY1: keys of a screen", () => {
  const list = (lead: string) => ({
    lead: () => lead,
    opened: () => true,
    next: vi.fn(),
    previous: vi.fn(),
    open: vi.fn(),
    close: vi.fn(),
    top: vi.fn(),
    act: vi.fn(),
  });

  it.each([
    ["a list", (lead: string) => useListKeys({ ...list(lead), filter: vi.fn() })],
    ["My day", (lead: string) => useDayKeys({ ...list(lead), done: vi.fn(), snooze: vi.fn() })],
  ])("of %s each do one thing, with those of everywhere", async (_, keys) => {
    const made = manager();
    around(made, "/w/north/leads", () => {
      keys(made.lead().id);
      useUndoKey();
      return <Offered />;
    });
    await waitFor(() => expect(actionsNow().some(({ id }) => id === "go.board")).toBe(true));
    const now = actionsNow();
    expect(clashes(now)).toEqual([]);
    expect(now.filter(({ keys: own }) => own !== undefined).every(({ run }) => run !== undefined)).toBe(true);
    expect(now.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["list.close", "lead.assign", "lead.stage", "lead.attempt", "undo", "make.lead"]),
    );
    expect(clashes([...now, { id: "other", label: "", group: "list", keys: ["s", "g"] }]).length).toBeGreaterThan(1);
  });
});

describe("KY1: keys of the lead that one is at", () => {
  /** A list whose row was gone to, and a panel that comes once the address says so. */
  const scene = async (row: Partial<LeadRow>, role: "manager" | "auditor" = "manager") => {
    const made = manager(role);
    made.frame(row);
    const inPanel = { note: vi.fn(), followUp: vi.fn(), call: vi.fn(), mail: vi.fn() };
    const Panel = () => {
      offerActions(() =>
        (["note", "followUp", "call", "mail"] as const).map((act) => ({
          id: `lead.${act}`,
          label: act,
          group: "lead",
          run: inPanel[act],
        })),
      );
      return <p>panel</p>;
    };
    const history = around(made, "/w/north/leads", () => {
      const location = useLocation();
      listenForActions();
      offerLead(() => made.lead().id);
      return (
        <>
          <Offered />
          <Show when={location.pathname.endsWith(made.lead().id)}>
            <Panel />
          </Show>
        </>
      );
    });
    await waitFor(() => expect(actionsNow().some(({ id }) => id === "go.board")).toBe(true));
    return { made, history, inPanel, press: (key: string, shiftKey = false) => fireEvent.keyDown(document.body, { key, shiftKey }) };
  };

  it("opens it for what is done in its panel, and does that there", async () => {
    const { made, history, inPanel, press } = await scene({ email: "layla@example.com" });
    press("n");
    await waitFor(() => expect(inPanel.note).toHaveBeenCalledTimes(1));
    expect(history.get()).toBe(`/w/north/leads/${made.lead().id}`);
    for (const [key, act] of [
      ["f", "followUp"],
      ["p", "call"],
    ] as const) {
      press(key);
      await waitFor(() => expect(inPanel[act]).toHaveBeenCalledTimes(1));
    }
    press("M", true);
    await waitFor(() => expect(inPanel.mail).toHaveBeenCalledTimes(1));
    expect(inPanel.note).toHaveBeenCalledTimes(1);
  });

  it("archives it without opening it, and copies its address", async () => {
    const writeText = vi.fn(async () => undefined);
    Object.assign(navigator, { clipboard: { writeText } });
    const { made, history, press } = await scene({});
    press("L", true);
    expect(writeText).toHaveBeenCalledWith(`${window.location.origin}/w/north/leads/${made.lead().id}`);
    press("A", true);
    await waitFor(() =>
      expect(made.last()).toMatchObject({ path: expect.stringContaining("/archive") as string, body: { archived: true } }),
    );
    expect(history.get()).toBe("/w/north/leads");
  });

  it("DN1, PM1: has none for what the person asked not to be reached by, nor for what one may not do", async () => {
    const { inPanel, history, press } = await scene({ noContact: ["phone"] });
    press("p");
    await settle();
    expect(inPanel.call).not.toHaveBeenCalled();
    expect(history.get()).toBe("/w/north/leads");
    const keyed = () => actionsNow().flatMap(({ group, keys = [] }) => (group === "lead" ? keys : []));
    expect(keyed()).toEqual(expect.arrayContaining(["w", "n", "f"]));
    expect(keyed()).not.toContain("p");
    cleanup();
    await scene({ noContact: [] }, "auditor");
    expect(keyed()).toEqual(["shift+l"]);
  });
});
