// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Boot } from "../../domain/api.ts";
import type { LeadRow } from "../../domain/lead.ts";
import { AssignPicker } from "../../web/views/acts/AssignPicker.tsx";
import { ChosenOver } from "../../web/views/leads/choosing/ChosenOver.tsx";
import { WithWords } from "../../web/views/WithWords.tsx";
import { type Desk, desk } from "./desk.tsx";
import { boot } from "./support.ts";

beforeAll(() => {
  Object.assign(Element.prototype, { scrollIntoView: vi.fn() });
  window.matchMedia ??= () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }) as never;
});
afterEach(cleanup);

const TEAMS = [
  { id: "west", name: "Sales West" },
  { id: "east", name: "Sales East" },
];
const here = (row: Partial<LeadRow>, over: Partial<Boot> = {}): Desk =>
  desk({ row: { name: "Layla", ...row }, boot: { teams: TEAMS, me: { ...boot().me, role: "manager" }, ...over } });

const [open, setOpen] = createSignal(false);
async function shown(of: Desk): Promise<HTMLElement> {
  setOpen(true);
  of.show(() => <AssignPicker lead={of.lead().id} anchor={document.body} open={open()} onOpenChange={setOpen} />);
  return screen.findByRole("combobox");
}
const options = () => screen.getAllByRole("option").map((one) => [one.textContent, one.getAttribute("aria-selected") === "true"]);

describe("ED1: whom a lead can be given to", () => {
  it("people, beneath them the teams as a group of their own with what that means, then nobody", async () => {
    const of = here({ owner: "sara", team: "east" });
    await shown(of);
    expect(options()).toEqual([
      [expect.stringContaining("Me"), false],
      [expect.stringContaining("Sara"), true],
      ["Sales East", false],
      ["Sales West", false],
      ["Leave unassigned", false],
    ]);
    const group = within(screen.getByRole("group", { name: "Teams Nobody yet: any agent may take it" }));
    expect(group.getAllByRole("option")).toHaveLength(2);
  });

  it("says that managers give it on where agents do not see what nobody has", async () => {
    await shown(here({}, { me: { ...boot().me, role: "manager", agentsSeeUnclaimed: false } }));
    expect(screen.getByText("Nobody yet: a manager gives it to somebody")).toBeTruthy();
  });

  it("no teams where the workspace has none", async () => {
    const field = await shown(here({}, { teams: [] }));
    expect([screen.queryByRole("group"), field.getAttribute("placeholder")]).toEqual([null, "Find a person"]);
  });

  it("found by its name and chosen by keys, the team has it at once and nobody is named; it is taken back from the toast", async () => {
    const of = here({ owner: "sara", team: "east" });
    const field = await shown(of);
    fireEvent.input(field, { target: { value: "west" } });
    expect(options()).toEqual([["Sales West", false]]);
    fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(of.asked).toHaveLength(1));
    const { path, body } = of.last();
    expect([path, body]).toEqual([
      `/api/w/north/leads/${of.lead().id}/owner`,
      { mutation: body["mutation"], version: 1, owner: null, team: "west" },
    ]);
    expect(of.workspace.leads.row(of.lead().id)).toMatchObject({ owner: null, team: "west", reason: { code: "by_hand", by: "me" } });
    await of.last().done({ ...of.lead(), version: 2, owner: null, team: "west" });
    await waitFor(() =>
      expect(of.toasts.list()).toMatchObject([{ text: "Layla given to the team Sales West", actions: [{ label: "Undo" }] }]),
    );
    of.toasts.list()[0]?.actions?.[0]?.run();
    await waitFor(() => expect(of.asked).toHaveLength(2));
    expect(of.workspace.leads.row(of.lead().id)).toMatchObject({ owner: "sara", team: "east" });
  });

  it("one that waits in a team is nobody's and that team's: chosen again, nothing is asked of the server", async () => {
    const of = here({ owner: null, team: "east" });
    const field = await shown(of);
    expect(options().filter(([, so]) => so)).toEqual([
      ["Sales East", true],
      ["Leave unassigned", true],
    ]);
    const active = document.getElementById(field.getAttribute("aria-activedescendant") ?? "");
    expect(active?.textContent).toBe("Sales East");
    fireEvent.keyDown(field, { key: "Enter" });
    fireEvent.click(await screen.findByText("Sales East").catch(() => document.body));
    expect([open(), of.asked]).toEqual([false, []]);
  });

  it("the arrows go on from the last person to the first team, and from the last team to nobody", async () => {
    const of = here({ owner: "sara" });
    const field = await shown(of);
    const active = () => document.getElementById(field.getAttribute("aria-activedescendant") ?? "")?.textContent;
    const seen = [1, 2, 3, 4].map(() => (fireEvent.keyDown(field, { key: "ArrowDown" }), active()));
    expect(seen).toEqual(["Sales East", "Sales West", "Leave unassigned", expect.stringContaining("Me")]);
  });
});

describe("BK1: several leads are given to a team by one act", () => {
  it("by the same picker, that marks the team where all of them wait in it", async () => {
    const of = here({ owner: null, team: "east" });
    const assign = vi.fn();
    const ids = [of.lead().id];
    setOpen(true);
    of.show(() => (
      <WithWords part="chosen">
        <ChosenOver kind="assign" ids={ids} acts={{ assign } as never} open={open()} onOpenChange={setOpen} anchor={document.body} />
      </WithWords>
    ));
    await screen.findByRole("combobox");
    expect(
      options()
        .filter(([, so]) => so)
        .map(([name]) => name),
    ).toEqual(["Sales East", "Leave unassigned"]);
    fireEvent.click(screen.getByRole("option", { name: "Sales West" }));
    expect(assign).toHaveBeenCalledWith(ids, { owner: null, team: "west" });
  });
});
