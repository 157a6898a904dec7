// @vitest-environment jsdom
import { createMemoryHistory, MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ApiFailure } from "../../web/connection/call.ts";
import { ActsContext } from "../../web/views/context.tsx";
import { StageMenu } from "../../web/views/acts/StageMenu.tsx";
import { CreateLead } from "../../web/views/lead/create/CreateLead.tsx";
import { NoContactDialog } from "../../web/views/lead/fields/NoContactDialog.tsx";
import { type Desk, desk } from "./desk.tsx";
import { row, uuidOf } from "./support.ts";

beforeAll(async () => {
  await import("../../web/ui/Menu.tsx");
  Object.assign(Element.prototype, { scrollIntoView: vi.fn() });
  window.scrollTo = vi.fn();
  window.matchMedia ??= () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }) as never;
});
afterEach(cleanup);

const field = (name: string) => screen.findByRole<HTMLInputElement>("textbox", { name });
const type = async (name: string, text: string) => fireEvent.input(await field(name), { target: { value: text } });
const submit = (name: string | RegExp) =>
  fireEvent.submit(screen.getByRole("button", { name }).closest("[role=dialog]")?.querySelector("form") ?? document.body);
const press = (on: Element, key: string) => fireEvent.keyDown(on, { key });

describe("a lead that is added by hand", () => {
  const [open, setOpen] = createSignal(false);
  const history = createMemoryHistory();
  async function form(of: Desk): Promise<void> {
    history.set({ value: "/" });
    setOpen(true);
    of.show(() => (
      <MemoryRouter history={history}>
        <Route path="*" component={() => <CreateLead open={open()} onOpenChange={setOpen} />} />
      </MemoryRouter>
    ));
    await screen.findByRole("dialog", { name: "Add a lead" });
  }

  it("is the adder's own unless they say otherwise, opens when it is there, and can be taken back", async () => {
    const of = desk();
    await form(of);
    expect(screen.getByRole<HTMLSelectElement>("combobox", { name: "Owner" }).value).toBe("me");
    await type("Name", "Layla");
    submit("Add the lead");
    const { body } = of.last();
    expect(body).toMatchObject({ fields: { name: "Layla" }, owner: "me", source: "hand" });
    await of.last().done(row(7, { id: String(body["id"]), name: "Layla", owner: "me" }));
    expect(history.get()).toBe(`/w/north/leads/${String(body["id"])}`);
    expect(open()).toBe(false);
    expect(of.toasts.list()).toMatchObject([{ text: expect.stringContaining("Layla"), actions: [{ label: "Undo" }] }]);
  });

  it("is nobody's in a team where that is chosen, and somebody's again where they are", async () => {
    const of = desk({ boot: { teams: [{ id: "east", name: "Sales East" }] } });
    await form(of);
    await type("Name", "Layla");
    const owner = screen.getByRole<HTMLSelectElement>("combobox", { name: "Owner" });
    expect([...owner.options].map(({ label }) => label)).toEqual(["Nobody yet", "Me (you)", "Team Sales East: nobody yet"]);
    const choose = (label: string) =>
      fireEvent.change(owner, { target: { value: [...owner.options].find((one) => one.label === label)?.value } });
    choose("Team Sales East: nobody yet");
    choose("Me (you)");
    expect(owner.value).toBe("me");
    choose("Team Sales East: nobody yet");
    submit("Add the lead");
    expect(of.last().body).toMatchObject({ owner: null, team: "east" });
    await of.last().refuse(new ApiFailure("offline"));
  });

  it("takes the stage it is in, further projects and tags, old ones and new", async () => {
    const project = (id: string, name: string) => ({ id, name, code: null, place: null, status: "active", version: 1 });
    const of = desk({
      row: { tags: ["VIP"] },
      boot: { projects: [project("p1", "Marina Heights"), project("p2", "Palm Villas"), project("p3", "Old Town")] as never },
    });
    await form(of);
    await type("Name", "Layla");
    const choose = (name: string, value: string) => fireEvent.change(screen.getByRole("combobox", { name }), { target: { value } });
    choose("Project", "p2");
    fireEvent.click(screen.getByRole("button", { name: "More fields" }));
    expect(screen.getByRole<HTMLSelectElement>("combobox", { name: "Stage" }).value).toBe("new");
    expect(screen.queryByRole("combobox", { name: "Lost because" })).toBeNull();
    choose("Stage", "lost");
    choose("Lost because", "price");
    fireEvent.click(screen.getByRole("button", { name: "Further projects: None" }));
    const listed = within(await screen.findByRole("listbox", { name: "Further projects" }));
    expect(listed.getAllByRole("option").map((one) => one.textContent)).toEqual(["Marina Heights", "Old Town"]);
    fireEvent.click(listed.getByRole("option", { name: "Marina Heights" }));
    press(await screen.findByRole("combobox", { name: "Find a project" }), "Escape");
    fireEvent.click(await screen.findByRole("button", { name: "Tags: None" }));
    const tags = within(await screen.findByRole("listbox", { name: "Tags" }));
    fireEvent.click(tags.getByRole("option", { name: "VIP" }));
    fireEvent.input(await screen.findByRole("combobox", { name: "Find or add a tag" }), { target: { value: "Sea view" } });
    fireEvent.click(await tags.findByRole("option", { name: /Sea view/ }));
    // Sent over the open list: each tick stood at once.
    submit("Add the lead");
    expect(of.last().body).toMatchObject({
      fields: { name: "Layla", tags: ["VIP", "Sea view"], lostReason: "price" },
      stage: "lost",
      projects: ["p2", "p1"],
    });
    await of.last().refuse(new ApiFailure("offline"));
  });

  it("says nothing of a stage, a reason, projects or tags that nobody chose", async () => {
    const of = desk();
    await form(of);
    await type("Name", "Layla");
    submit("Add the lead");
    const { body } = of.last();
    expect([body["fields"], "stage" in body, "projects" in body]).toEqual([{ name: "Layla" }, false, false]);
    await of.last().refuse(new ApiFailure("offline"));
  });

  it("OF1: says without a connection that it waits, and is called as it was typed where what waits is listed", async () => {
    const of = desk();
    of.browser.say("offline");
    await form(of);
    await type("Name", "Layla");
    submit("Add the lead");
    await waitFor(() => expect(open()).toBe(false));
    expect(of.toasts.list()).toMatchObject([{ text: "Layla is added once the connection is back", actions: [{ label: "Undo" }] }]);
    expect(of.workspace.commands.waiting()).toMatchObject([{ called: { name: "Layla" } }]);
    of.toasts.list()[0]?.actions?.[0]?.run();
    expect(of.workspace.commands.waiting()).toEqual([]);
  });

  it("needs something to know the person by, and is not sent before", async () => {
    const of = desk();
    await form(of);
    submit("Add the lead");
    expect((await field("Name")).getAttribute("aria-invalid")).toBe("true");
    expect([of.asked, screen.getByText("Give a name, a phone or an email").isConnected]).toEqual([[], true]);
  });

  it("says who has the person already, leads to that lead, and is added all the same if wished, with the same id", async () => {
    const of = desk();
    await form(of);
    await type("Phone", "050 123 4567");
    submit("Add the lead");
    const first = of.last();
    await first.refuse(new ApiFailure("known_person", { lead: uuidOf(3), by: "sara" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Sara has this person already");
    expect(screen.getByRole("button", { name: "Open that lead" })).toBeTruthy();
    submit("Add all the same");
    expect(of.last().body).toMatchObject({ id: first.body["id"], anyway: true });
    expect(of.last().body["mutation"]).not.toBe(first.body["mutation"]);
    await of.last().refuse(new ApiFailure("offline"));
  });

  it("PV2: says only that somebody has them where it may say no more, and asks again when somebody else is meant", async () => {
    const of = desk();
    await form(of);
    await type("Phone", "050 123 4567");
    submit("Add the lead");
    await of.last().refuse(new ApiFailure("known_person"));
    expect((await screen.findByRole("alert")).textContent).toMatch(/Somebody here has this person already.*Ask a manager/);
    expect(screen.queryByRole("button", { name: "Open that lead" })).toBeNull();
    await type("Phone", "050 765 4321");
    expect(screen.queryByRole("alert")).toBeNull();
    submit("Add the lead");
    expect(of.last().body["anyway"]).toBeUndefined();
  });

  it("PV1: says beside the telephone that they asked never to be kept again", async () => {
    const of = desk();
    await form(of);
    await type("Phone", "050 123 4567");
    submit("Add the lead");
    await of.last().refuse(new ApiFailure("invalid_input", { field: "phone", why: "erased" }));
    await waitFor(() => expect(screen.getByText(/asked never to be kept/)).toBeTruthy());
    expect((await field("Phone")).getAttribute("aria-invalid")).toBe("true");
  });
});

describe("a stage that closes a lead", () => {
  async function menu(of: Desk): Promise<void> {
    const anchor = document.body.appendChild(document.createElement("button"));
    const [open, setOpen] = createSignal(true);
    const [setStage, calls] = recorded();
    Object.assign(of.workspace.commands, { setStage });
    of.show(() => (
      <ActsContext.Provider value={{ assign: vi.fn(), stage: vi.fn(), attempt: vi.fn(), open: () => null } as never}>
        <StageMenu lead={of.lead().id} anchor={anchor} open={open()} onOpenChange={setOpen} />
      </ActsContext.Provider>
    ));
    sent = calls;
  }
  let sent: unknown[][] = [];
  const recorded = () => {
    const calls: unknown[][] = [];
    const outcome = { ok: false, mutation: "m", code: "offline", failure: new ApiFailure("offline") };
    return [(...args: unknown[]) => (calls.push(args), Promise.resolve(outcome)), calls] as const;
  };
  const choose = async (name: string) => press(await screen.findByRole("menuitemcheckbox", { name }), "Enter");

  it("asks why it was lost, in one key", async () => {
    const of = desk();
    await menu(of);
    await choose("Lost");
    const why = await screen.findByRole("menu", { name: "Why was it lost" });
    expect(sent).toEqual([]);
    press(why, "3");
    expect(sent).toEqual([[of.lead().id, "lost", { lostReason: "not_interested" }]]);
  });

  it("goes without a reason by another key, and nowhere by Escape", async () => {
    const of = desk();
    await menu(of);
    await choose("Lost");
    press(await screen.findByRole("menu", { name: "Why was it lost" }), "0");
    expect(sent).toEqual([[of.lead().id, "lost", { lostReason: null }]]);
    cleanup();
    await menu(of);
    await choose("Lost");
    press(await screen.findByRole("menu", { name: "Why was it lost" }), "Escape");
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    expect(sent).toEqual([]);
  });

  it("asks what a won one is worth, with what stands there already", async () => {
    const of = desk({ row: { value: 500 } });
    await menu(of);
    await choose("Won");
    const worth = await field("What is it worth");
    expect(worth.value).toBe("500");
    fireEvent.input(worth, { target: { value: "a lot" } });
    fireEvent.submit(worth.closest("form") ?? worth);
    expect([sent, worth.getAttribute("aria-invalid")]).toEqual([[], "true"]);
    fireEvent.input(worth, { target: { value: "850k" } });
    fireEvent.submit(worth.closest("form") ?? worth);
    expect(sent).toEqual([[of.lead().id, "won", { value: 850_000 }]]);
  });

  it("asks nothing of one that is open", async () => {
    const of = desk();
    await menu(of);
    await choose("Qualified");
    await waitFor(() => expect(sent).toEqual([[of.lead().id, "qualified", undefined]]));
  });
});

describe("do not contact", () => {
  it("DN1: is set for every way in one act, or for some, with how they asked", async () => {
    const of = desk();
    of.show(() => <NoContactDialog row={of.lead()} on open onOpenChange={() => undefined} />);
    const dialog = await screen.findByRole("dialog");
    expect(screen.getAllByRole<HTMLInputElement>("checkbox").map((box) => box.checked)).toEqual([true, true, true, true]);
    for (const box of screen.getAllByRole("checkbox")) fireEvent.click(box);
    fireEvent.submit(dialog.querySelector("form") ?? dialog);
    expect([(await screen.findByRole("alert")).textContent, of.asked]).toEqual(["Choose at least one way", []]);
    fireEvent.click(screen.getByRole("checkbox", { name: "Phone" }));
    await type("Note", "Asked twice");
    fireEvent.submit(dialog.querySelector("form") ?? dialog);
    expect(of.last().body).toMatchObject({ channels: ["phone"], on: true, source: "call", note: "Asked twice" });
    expect(of.workspace.leads.row(of.lead().id)?.noContact).toEqual(["phone"]);
    await of.last().refuse(new ApiFailure("not_allowed"));
    expect(of.workspace.leads.row(of.lead().id)?.noContact ?? []).toEqual([]);
    expect((await screen.findByRole("alert")).textContent).toContain("You have no right to do this");
  });

  it("DN1: is lifted only from what is banned", async () => {
    const of = desk({ row: { noContact: ["phone", "email"] } });
    of.show(() => <NoContactDialog row={of.lead()} on={false} open onOpenChange={() => undefined} />);
    const dialog = await screen.findByRole("dialog");
    expect(screen.getAllByRole("checkbox").map((box) => box.closest("label")?.textContent)).toEqual(["Phone", "Email"]);
    fireEvent.click(screen.getByRole("checkbox", { name: "Email" }));
    fireEvent.submit(dialog.querySelector("form") ?? dialog);
    expect(of.last().body).toMatchObject({ channels: ["phone"], on: false });
  });
});
