// @vitest-environment jsdom
import { createMemoryHistory, MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, screen, waitFor } from "@solidjs/testing-library";
import { createSignal, type JSX } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Boot } from "../../domain/api.ts";
import type { Call } from "../../web/connection/call.ts";
import type { ActorRole } from "../../domain/rights.ts";
import type { SavedView } from "../../domain/view.ts";
import type { Projects } from "../../web/store/floor/projects.ts";
import type { Settings } from "../../web/store/settings/settings.ts";
import type { SupportDesk } from "../../web/store/support.ts";
import type { Workspace } from "../../web/store/workspace.ts";
import { type Action, actionsNow, offerActions } from "../../web/views/actions.ts";
import { type Acts, ActsContext, AppContext, type AppServices, useApp } from "../../web/views/context.tsx";
import { LayoutSwitch } from "../../web/views/leads/LayoutSwitch.tsx";
import { ViewActs } from "../../web/views/leads/views/ViewActs.tsx";
import { Kept } from "../../web/views/offline/Kept.tsx";
import { askKept, keptAsked } from "../../web/views/offline/open.ts";
import { Offered } from "../../web/views/palette/Everywhere.tsx";
import { Palette } from "../../web/views/palette/Palette.tsx";
import { ProjectFacts } from "../../web/views/projects/ProjectFacts.tsx";
import { ProjectList } from "../../web/views/projects/ProjectList.tsx";
import { ProjectSources } from "../../web/views/projects/ProjectSources.tsx";
import { SettingsContext } from "../../web/views/settings/context.tsx";
import { AddButton } from "../../web/views/settings/floor/AddButton.tsx";
import { Support } from "../../web/views/settings/Support.tsx";
import { TeamsView } from "../../web/views/settings/TeamsView.tsx";
import { FirstSteps } from "../../web/views/start/FirstSteps.tsx";
import { SupportProvider } from "../../web/views/support/desk.tsx";
import { SupportBanner } from "../../web/views/support/SupportBanner.tsx";
import { WithWords } from "../../web/views/WithWords.tsx";
import { useWords } from "../../web/words/index.ts";
import { desk } from "./desk.tsx";
import { fakeBrowser, uuidOf } from "./support.ts";

afterEach(cleanup);
beforeEach(() => {
  Element.prototype.scrollTo = () => undefined;
  Element.prototype.scrollIntoView = () => undefined;
  window.matchMedia ??= () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }) as never;
});

const ACTS: Acts = { assign: vi.fn(), stage: vi.fn(), attempt: vi.fn(), open: () => null };
const PROJECT = { id: "p1", name: "Marina Heights", code: "MH", place: null, status: "active", version: 1 } as const;
const VIEW: SavedView = {
  id: uuidOf(50),
  name: "Hot",
  by: "sara",
  share: "workspace",
  team: null,
  shape: { layout: "table", filter: "stage=new", sort: "-created", group: null, columns: [] },
  version: 1,
};

/** A screen as this role has it, with what is everywhere; the address it is at. */
function as(
  role: ActorRole,
  view: () => JSX.Element,
  at = "/w/north/leads",
  over: { readonly boot?: Partial<Boot>; readonly app?: Partial<AppServices>; readonly workspace?: object } = {},
) {
  const made = desk({
    boot: {
      me: { id: "me", name: "Me", role, teams: [], rights: [], agentsSeeUnclaimed: true, masked: [] },
      projects: [PROJECT],
      views: [VIEW],
      forms: [{ id: "f1", name: "Spring form", project: null } as never],
      ...over.boot,
    },
  });
  Object.assign(made.workspace as { -readonly [K in keyof Workspace]: unknown }, {
    state: () => "ready",
    live: { status: () => "live", latencyMs: () => 0, behindSeconds: () => 0 },
    announcer: { sound: () => false, setSound: vi.fn() },
    here: { callers: () => [], people: () => [], calling: vi.fn() },
    figures: { total: () => 1 },
    reload: vi.fn(),
    ...over.workspace,
  });
  const history = createMemoryHistory();
  history.set({ value: at });
  made.show(() => (
    <MemoryRouter history={history}>
      <Route
        path="*"
        component={() => (
          <AppContext.Provider
            value={{
              ...useApp(),
              browser: fakeBrowser(),
              session: { state: () => ({ kind: "unknown" }) } as unknown as AppServices["session"],
              install: { way: () => null, ask: async () => undefined },
              ...over.app,
            }}
          >
            <ActsContext.Provider value={ACTS}>
              <WithAll>{view()}</WithAll>
            </ActsContext.Provider>
          </AppContext.Provider>
        )}
      />
    </MemoryRouter>
  ));
  return { ...made, history };
}

/** With the words that the palette asks for as it opens. */
function WithAll(props: { readonly children: JSX.Element }): JSX.Element {
  const words = useWords();
  for (const part of ["settings", "day"] as const) void words.fetch(part);
  return <WithWords part="palette">{words.has("settings") && words.has("day") ? props.children : null}</WithWords>;
}

const ids = () => actionsNow().map(({ id }) => id);
const find = (id: string): Action => actionsNow().find((one) => one.id === id) ?? missing(id);
function missing(id: string): never {
  throw new Error(`${id} is not offered`);
}
// A part of the screen may have to come first.
const there = (id: string) => waitFor(() => expect(ids()).toContain(id), { timeout: 5_000 });

describe("PL1: what is done on another screen", () => {
  const MADE = ["make.person", "make.team", "make.stage", "make.reason", "make.field", "make.text", "make.project"];
  const AUDIT = ["audit.verify", "audit.export"];
  it.each([
    ["owner", [...MADE, ...AUDIT, "go.of"]],
    ["admin", [...MADE, ...AUDIT, "go.of"]],
    ["manager", ["make.project", "go.of"]],
    ["agent", []],
    ["auditor", [...AUDIT, "go.of"]],
    ["support", ["go.of"]],
  ] as const)("is offered to the %s who may do it, and no more", async (role, offered) => {
    as(role, () => <Offered />);
    await there("go.archived");
    expect(ids().filter((id) => [...MADE, ...AUDIT, "go.of"].includes(id))).toEqual(expect.arrayContaining([...offered]));
    expect(ids().filter((id) => [...MADE, ...AUDIT, "go.of"].includes(id))).toHaveLength(offered.length);
  });

  it("is gone to and done there once it is offered there, and what is offered there stands before the way to it", async () => {
    const invite = vi.fn();
    const [come, setCome] = createSignal(false);
    const { history } = as("admin", () => {
      offerActions(() => (come() ? [{ id: "make.person", label: "here", group: "make", run: invite }] : []));
      return <Offered />;
    });
    await there("make.person");
    find("make.person").run?.();
    await waitFor(() => expect(history.get()).toBe("/w/north/settings/people"));
    expect(invite).not.toHaveBeenCalled();
    setCome(true);
    await waitFor(() => expect(invite).toHaveBeenCalledTimes(1));
    expect(find("make.person").label).toBe("here");
  });
});

describe("PL1: a list", () => {
  const onFilter = vi.fn();
  const onDisplay = vi.fn();
  const list = () => (
    <>
      <ViewActs onFilter={onFilter} onDisplay={onDisplay} />
      <LayoutSwitch />
    </>
  );
  const shown = (role: ActorRole, at: string) => as(role, list, at);

  it.each([
    ["owner", "", ["view.new", "view.link"]],
    ["support", "", ["view.link"]],
    // Somebody else's that all of them see: whoever may share views may change it.
    ["manager", `?view=${VIEW.id}`, ["view.new", "view.edit", "view.link", "view.remove"]],
    ["agent", `?view=${VIEW.id}`, ["view.new", "view.link"]],
    ["manager", `?view=${VIEW.id}&sort=name`, ["view.new", "view.save", "view.reset", "view.edit", "view.link", "view.remove"]],
    ["agent", `?view=${VIEW.id}&sort=name`, ["view.new", "view.reset", "view.link"]],
  ] as const)("offers the %s at “%s” what they may do with its view", async (role, at, offered) => {
    shown(role, `/w/north/leads${at}`);
    await there("view.link");
    expect(ids().filter((id) => id.startsWith("view."))).toEqual(offered);
  });

  it.each([
    ["leads", ["filterBy", "order", "display", "group", "columns", "board"]],
    [
      "leads?stage=new&sort=name&group=owner",
      ["filterBy", "order", "display", "group", "columns", "clear", "usualSort", "noGroup", "board"],
    ],
    ["board?stage=new", ["filterBy", "order", "display", "clear", "leads"]],
  ] as const)("at %s offers what can be made of it", async (at, offered) => {
    shown("agent", `/w/north/${at}`);
    await there("list.order");
    await waitFor(() => expect(ids().some((id) => id === "list.board" || id === "list.leads")).toBe(true), { timeout: 5_000 });
    expect(ids().filter((id) => id.startsWith("list."))).toEqual(expect.arrayContaining(offered.map((id) => `list.${id}`)));
    expect(ids().filter((id) => id.startsWith("list."))).toHaveLength(offered.length);
  });

  it("is grouped, ordered and turned by its steps, and keeps its filter as a board", async () => {
    const { history } = shown("agent", "/w/north/leads?stage=new");
    await there("list.group");
    await there("list.board");
    const choose = (id: string, label: string) =>
      find(id)
        .step?.()
        .entries()
        .find((one) => one.label === label)
        ?.run?.();
    choose("list.group", "Owner");
    await waitFor(() => expect(history.get()).toBe("/w/north/leads?stage=new&group=owner"));
    choose("list.order", "Oldest first");
    await waitFor(() => expect(history.get()).toBe("/w/north/leads?stage=new&sort=created&group=owner"));
    choose("list.columns", "City");
    await there("list.usualColumns");
    choose("list.filterBy", "Project");
    expect(onFilter).toHaveBeenCalledTimes(1);
    find("list.board").run?.();
    await waitFor(() => expect(history.get()).toMatch(/^\/w\/north\/board\?stage=new/));
  });

  it("is grouped at once by whoever types what by", async () => {
    const [open, setOpen] = createSignal(true);
    const { history } = as("manager", () => (
      <>
        {list()}
        <Offered />
        <Palette open={open()} onOpenChange={setOpen} />
      </>
    ));
    const field = await screen.findByRole("combobox", {}, { timeout: 5_000 });
    await there("list.group");
    const chosen = () => document.getElementById(field.getAttribute("aria-activedescendant") ?? "")?.textContent;
    for (const [typed, first] of [
      ["group by", "Group by"],
      ["group owner", "Group by: Owner"],
      ["hide phone", "Show or hide columns: Phone"],
      ["leads of sara", "Leads of a colleague: Sara"],
      ["filter city", "Filter by: City"],
      // A manager invites nobody, and sees who is here.
      ["invite people", "Settings: People"],
    ] as const) {
      fireEvent.input(field, { target: { value: typed } });
      expect(chosen()).toContain(first);
    }
    fireEvent.input(field, { target: { value: "group owner" } });
    fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(history.get()).toBe("/w/north/leads?group=owner"));
    expect(open()).toBe(false);
  });
});

describe("PL1: other screens", () => {
  const projects = {
    list: () => [PROJECT],
    find: () => PROJECT,
    projectOf: () => null,
    change: vi.fn(async () => null),
    map: vi.fn(async () => null),
  } as unknown as Projects;
  const project = () => (
    <>
      <ProjectFacts project={PROJECT} projects={projects} onShow={() => undefined} />
      <ProjectSources project={PROJECT} projects={projects} />
    </>
  );
  const FACTS = ["project.name", "project.code", "project.place", "project.status", "project.form"];
  const add = (count: number) => () => <AddButton act="make.stage" words="Add a stage" count={count} most={30} onPress={() => undefined} />;
  const people = { people: () => [], read: { value: () => undefined, failure: () => null, read: async () => undefined } };
  const teams = () => (
    <SettingsContext.Provider value={{ people } as unknown as Settings}>
      <TeamsView />
    </SettingsContext.Provider>
  );

  it.each([
    ["projects", "manager", () => <ProjectList />, ["make.project"]],
    ["projects", "agent", () => <ProjectList />, []],
    ["a project", "manager", project, FACTS],
    ["a project", "auditor", project, []],
    ["the stages", "admin", add(3), ["make.stage"]],
    ["the stages, all that there can be", "admin", add(30), []],
    ["the stages", "manager", add(3), []],
    ["the teams", "owner", teams, ["make.team"]],
    ["the teams", "auditor", teams, []],
  ] as const)("of %s offer the %s what their buttons do", async (_, role, view, offered) => {
    as(role, () => (
      <>
        {view()}
        <p>{"drawn"}</p>
      </>
    ));
    await screen.findByText("drawn");
    expect(ids().filter((id) => id !== "undo")).toEqual(offered);
  });

  it("change a project by what is chosen, and open what is typed in", async () => {
    as("manager", project);
    await there("project.status");
    find("project.status").step?.().entries()[1]?.run?.();
    expect(projects.change).toHaveBeenCalledWith("p1", { status: "paused" });
    find("project.form").step?.().entries()[0]?.run?.();
    expect(projects.map).toHaveBeenCalledWith("form", "f1", "p1");
    find("project.place").run?.();
    expect(await screen.findByRole("textbox", { name: "Place" })).toBeDefined();
  });

  it("OF1: show what waits for the connection", async () => {
    const commands = { waiting: () => [1, 2], returned: () => [] };
    as("agent", () => <Kept />, "/w/north/leads", { workspace: { commands, kept: () => ({ now: () => ({}), refused: () => false }) } });
    await there("kept");
    expect(find("kept").label).toBe("2 changes wait for the connection");
    find("kept").run?.();
    expect(keptAsked()).toBe("list");
    askKept(null);
  });

  it.each([
    ["none", { samples: 0, leads: false }, ["samples.load", "start.away"]],
    ["some", { samples: 30, leads: false }, ["samples.remove", "start.away"]],
    ["none, and others", { samples: 0, leads: true }, ["start.away"]],
  ] as const)("ST2: lead on from the first steps, with %s of the demo leads", async (_, state, offered) => {
    const call = (async () => ({ pages: 0, people: 1, invited: 0, ...state })) as unknown as Call;
    as("owner", () => <FirstSteps />, "/w/north/leads", { app: { call }, workspace: { leads: { onApplied: () => () => undefined } } });
    await there("start.away");
    expect(ids().toSorted()).toEqual(offered);
  });

  const GRANT = {
    person: { id: "sue", name: "Sue" },
    workspace: { id: "w1", slug: "north", name: "North" },
    reason: "a lead is missing",
    edit: false,
    minutes: 60,
    version: 1,
    askedAt: 0,
    decidedAt: null,
    decidedBy: null,
    expiresAt: null,
    endedAt: null,
  };
  const decide = vi.fn(async () => null);
  const leave = vi.fn(async () => null);
  const grants = [
    { ...GRANT, id: "g1", state: "asked" as const },
    { ...GRANT, id: "g2", state: "approved" as const, expiresAt: Date.UTC(2026, 11, 1) },
    { ...GRANT, id: "g3", state: "ended" as const },
    // Nobody lets themselves in.
    { ...GRANT, id: "g4", state: "asked" as const, person: { id: "me", name: "Me" } },
  ];
  const support = {
    grants: { value: () => grants, failure: () => null, read: async () => undefined },
    deciding: () => null,
    decide,
    leave,
    follow: () => () => undefined,
  } as unknown as SupportDesk;
  const withDesk = (view: () => JSX.Element) => () => <SupportProvider>{view()}</SupportProvider>;

  it("SU1: let support in, or not, and end it", async () => {
    as(
      "owner",
      withDesk(() => <Support />),
      "/w/north/settings/support",
      { app: { openSupport: async () => support } },
    );
    await there("support.let.g1");
    expect(ids().filter((id) => id.startsWith("support."))).toEqual(["support.let.g1", "support.refuse.g1", "support.end.g2"]);
    expect(find("support.let.g1").label).toBe("Sue: Let in for 1 hour");
    find("support.refuse.g1").run?.();
    expect(decide).toHaveBeenCalledWith(grants[0], "refuse");
  });

  it.each([
    ["support", "me", ["support.leave"]],
    ["owner", "sue", ["support.end.g2"]],
    ["agent", "sue", []],
  ] as const)("SU1: from every screen the %s ends it who may", async (role, person, offered) => {
    const seat = { grant: "g2", person, name: "Sue", edit: false, until: Date.UTC(2026, 11, 1) };
    const over = { boot: { support: [seat] }, app: { openSupport: async () => support } };
    as(
      role,
      withDesk(() => <SupportBanner />),
      "/w/north/leads",
      over,
    );
    await waitFor(() => expect(document.querySelector("[data-support]")).not.toBeNull());
    await waitFor(() => expect(ids()).toEqual(offered));
  });
});
