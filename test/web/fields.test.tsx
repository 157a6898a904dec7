// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ApiFailure } from "../../web/connection/call.ts";
import { Fields } from "../../web/views/lead/fields/Fields.tsx";
import { Name } from "../../web/views/lead/fields/Name.tsx";
import { type Desk, desk, settle } from "./desk.tsx";

beforeAll(async () => {
  // It comes with the first press: under a test's own patience it might come too late.
  await Promise.all([import("../../web/ui/Menu.tsx"), import("../../web/ui/SearchList.tsx")]);
  // What jsdom does not have and nothing here depends on.
  Object.assign(Element.prototype, { scrollIntoView: vi.fn() });
  window.scrollTo = vi.fn();
  window.matchMedia ??= () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }) as never;
});
afterEach(cleanup);

const shown = async (of: Desk) => {
  of.show(() => <Fields id={of.lead().id} opened={of.opened} linked />);
  await screen.findByText("Priority");
};
const button = (name: string | RegExp) => screen.findByRole("button", { name });
const input = (name: string) => screen.findByRole<HTMLInputElement>("textbox", { name });
const type = (into: HTMLElement, text: string) => fireEvent.input(into, { target: { value: text } });
const press = (on: HTMLElement, key: string) => fireEvent.keyDown(on, { key });

describe("a field of the open lead", () => {
  it("ED1: shows what was typed at once, keeps what the server answers and offers to undo it", async () => {
    const of = desk({ row: { city: "Dubai" } });
    await shown(of);
    fireEvent.click(await button("City: Dubai"));
    type(await input("City"), "Sharjah");
    press(await input("City"), "Enter");
    expect(await button("City: Sharjah")).toBeTruthy();
    expect(of.last()).toMatchObject({
      method: "PUT",
      path: `/api/w/north/leads/${of.lead().id}/fields`,
      body: { fields: { city: "Sharjah" } },
    });
    await of.last().done({ ...of.lead(), version: 2, city: "Sharjah Emirate" });
    expect(await button("City: Sharjah Emirate")).toBeTruthy();
    expect(of.toasts.list()).toMatchObject([{ text: expect.stringContaining("City"), actions: [{ label: "Undo" }] }]);
  });

  it("ED1: a refused edit returns to what it was, with the reason beside it and the typed text to go on from", async () => {
    const of = desk({ row: { city: "Dubai" } });
    await shown(of);
    fireEvent.click(await button("City: Dubai"));
    type(await input("City"), "Sharjah");
    press(await input("City"), "Enter");
    await of.last().refuse(new ApiFailure("not_allowed"));
    expect(await button("City: Dubai")).toBeTruthy();
    expect((await screen.findByRole("alert")).textContent).toContain("You have no right to do this");
    expect(of.toasts.list()).toEqual([]);
    fireEvent.click(await button("City: Dubai"));
    expect((await input("City")).value).toBe("Sharjah");
    press(await input("City"), "Escape");
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  });

  it("keeps what is typed while somebody else changes the field, and says what they made of it", async () => {
    const of = desk({ row: { city: "Dubai" } });
    await shown(of);
    fireEvent.click(await button("City: Dubai"));
    const field = await input("City");
    type(field, "Shar");
    of.frame({ city: "Ajman" }, "sara");
    expect((await screen.findByRole("status")).textContent).toMatch(/Sara.*Ajman/);
    expect([field.isConnected, field.value, document.activeElement === field]).toEqual([true, "Shar", true]);
    press(field, "Enter");
    // Last write wins: theirs stays in the story.
    expect(of.last().body).toMatchObject({ fields: { city: "Shar" } });
  });

  it("sends nothing where nothing was typed, though somebody else changed it meanwhile", async () => {
    const of = desk({ row: { city: "Dubai" } });
    await shown(of);
    fireEvent.click(await button("City: Dubai"));
    of.frame({ city: "Ajman" });
    (await input("City")).blur();
    expect(of.asked).toEqual([]);
    expect(await button("City: Ajman")).toBeTruthy();
  });

  it("ED1: Enter saves what stands there over what somebody else made of it, also where that is what stood there before", async () => {
    const of = desk({ row: { city: "Dubai" } });
    await shown(of);
    fireEvent.click(await button("City: Dubai"));
    of.frame({ city: "Ajman" });
    press(await input("City"), "Enter");
    expect(of.last().body).toMatchObject({ fields: { city: "Dubai" } });
  });

  it("opens by F2, is given up by Escape, saves on the way out by Tab", async () => {
    const of = desk({ row: { city: "Dubai" } });
    await shown(of);
    press(await button("City: Dubai"), "F2");
    type(await input("City"), "Sharjah");
    press(await input("City"), "Escape");
    const back = await button("City: Dubai");
    await waitFor(() => expect(document.activeElement === back).toBe(true));
    expect(of.asked).toEqual([]);
    press(await button("City: Dubai"), "F2");
    const field = await input("City");
    type(field, "Sharjah");
    field.blur();
    expect(of.last().body).toMatchObject({ fields: { city: "Sharjah" } });
  });

  it("does not save what an input method is still composing", async () => {
    const of = desk({ row: { city: "Dubai" } });
    await shown(of);
    fireEvent.click(await button("City: Dubai"));
    const field = await input("City");
    type(field, "北京");
    fireEvent.keyDown(field, { key: "Enter", isComposing: true });
    expect([field.isConnected, of.asked]).toEqual([true, []]);
  });

  it("saves what was typed when the lead is closed over it", async () => {
    const of = desk({ row: { city: "Dubai" } });
    const { unmount } = of.show(() => <Fields id={of.lead().id} opened={of.opened} linked />);
    fireEvent.click(await button("City: Dubai"));
    type(await input("City"), "Sharjah");
    unmount();
    expect(of.last().body).toMatchObject({ fields: { city: "Sharjah" } });
    await of.last().refuse(new ApiFailure("not_found"));
    // Its field is gone: the reason is said where everything is said.
    expect(of.toasts.list()).toMatchObject([{ tone: "overdue", text: expect.stringContaining("Nothing here") }]);
    // OF1: what was typed is not gone with it.
    expect(of.workspace.commands.returned()).toMatchObject([{ code: "not_found", command: { kind: "fields" } }]);
  });

  it("takes a value as people write it, and stays open at one that is none", async () => {
    const of = desk();
    await shown(of);
    fireEvent.click(await button(/^Value:/));
    type(await input("Value"), "a lot");
    press(await input("Value"), "Enter");
    expect([(await screen.findByRole("alert")).textContent, of.asked]).toEqual(["Write a whole number", []]);
    type(await input("Value"), "1.2m");
    press(await input("Value"), "Enter");
    expect(of.last().body).toMatchObject({ fields: { value: 1_200_000 } });
    expect(await button(/^Value: AED.1,200,000$/)).toBeTruthy();
  });

  it("empties a field by an empty text", async () => {
    const of = desk({ row: { company: "Acme" } });
    await shown(of);
    fireEvent.click(await button("Company: Acme"));
    type(await input("Company"), " ");
    press(await input("Company"), "Enter");
    expect(of.last().body).toMatchObject({ fields: { company: null } });
    await of.last().done({ ...of.lead(), version: 2, company: null });
    expect(of.toasts.list()[0]?.text).toContain("emptied");
  });

  it("keeps a name's place and writes it anew", async () => {
    const of = desk({ row: { name: "Layla" } });
    of.show(() => <Name row={of.lead()} />);
    fireEvent.click(await button("Layla"));
    type(await input("Name"), "Layla Haddad");
    press(await input("Name"), "Enter");
    expect(of.last().body).toMatchObject({ fields: { name: "Layla Haddad" } });
  });
});

describe("who may not change a lead", () => {
  const others = { row: { owner: "sara", city: "Dubai" } };

  it("PM1: reads its fields as words, and sees no empty ones", async () => {
    const of = desk(others);
    of.show(() => <Fields id={of.lead().id} opened={of.opened} linked={false} />);
    expect(await screen.findByText("Dubai")).toBeTruthy();
    expect(screen.queryAllByRole("button")).toEqual([]);
    expect(screen.queryByText("Priority")).toBeNull();
    expect(screen.getByText("No phone")).toBeTruthy();
  });

  it("PV2: sees a lock where a field is kept from them, with no way to change it or to add beside it", async () => {
    const of = desk({
      row: { owner: "sara", team: "t1", phone: null, email: "a@x.example", masked: ["phone"] },
      boot: { me: { id: "me", name: "Me", role: "manager", teams: ["t1"], rights: [], agentsSeeUnclaimed: true, masked: ["phone"] } },
    });
    await shown(of);
    expect(screen.getByText("Hidden until the lead is yours")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Phone/ })).toBeNull();
    expect(screen.queryByRole("button", { name: "Add another email" })).toBeNull();
    fireEvent.click(await button(/a@x.example: more actions/));
    expect(await screen.findByRole("menuitem", { name: /^Edit/ })).toBeTruthy();
    // The list of further ones is not whole for them: saving it would take the rest away.
    expect(screen.queryByRole("menuitem", { name: "Add another email" })).toBeNull();
  });
});

describe("telephones and addresses", () => {
  it("makes a further one the first, and keeps the one before", async () => {
    const of = desk({
      row: { phone: "+971501234567" },
      detail: { contacts: [{ kind: "phone", value: "+971509999999", label: "Work" }] },
    });
    await shown(of);
    fireEvent.click(await button(/50 999 9999: more actions/));
    press(await screen.findByRole("menuitem", { name: "Make it the first one" }), "Enter");
    await waitFor(() => expect(of.asked).toHaveLength(1));
    expect(of.last().body).toMatchObject({
      fields: { phone: "+971509999999", contacts: [{ kind: "phone", value: "+971501234567", label: null }] },
    });
  });

  it("gives the first one's place to the next when it is taken away", async () => {
    const of = desk({ row: { email: "a@x.example" }, detail: { contacts: [{ kind: "email", value: "b@x.example", label: null }] } });
    await shown(of);
    fireEvent.click(await button(/a@x.example: more actions/));
    press(await screen.findByRole("menuitem", { name: "Remove" }), "Enter");
    await waitFor(() => expect(of.asked).toHaveLength(1));
    expect(of.last().body).toMatchObject({ fields: { email: "b@x.example", contacts: [] } });
  });

  it("DN1: offers no link by a way they asked not to be reached, and says so beside it", async () => {
    const of = desk({ row: { phone: "+971501234567", email: "a@x.example", noContact: ["phone"] } });
    await shown(of);
    expect(screen.getByText("Asked not to be called")).toBeTruthy();
    expect(screen.queryByRole("link", { name: /50 123 4567/ })).toBeNull();
    expect(screen.getByRole("link", { name: "a@x.example" })).toBeTruthy();
    expect(screen.getByRole("link", { name: /WhatsApp/ })).toBeTruthy();
    of.frame({ noContact: ["whatsapp"] });
    await waitFor(() => expect(screen.queryByRole("link", { name: /WhatsApp/ })).toBeNull());
    expect(screen.getByRole("button", { name: /WhatsApp: Asked for no WhatsApp messages/ }).getAttribute("aria-disabled")).toBe("true");
    expect(screen.getByRole("link", { name: /50 123 4567/ })).toBeTruthy();
  });

  it("says at its channel what was left unticked on the form", async () => {
    const consent = { key: "c", label: "You may email me", given: false };
    const of = desk({ row: { email: "a@x.example" }, detail: { submissions: [{ submittedAt: 1, consents: [consent] } as never] } });
    await shown(of);
    expect((await screen.findByText(/Left unticked.*You may email me/)).closest("dd")?.textContent).toContain("a@x.example");
  });

  it("says at every channel what names none, and of Messenger, which has no field, beside them", async () => {
    const box = (label: string) => ({ key: label, label, given: false });
    const consents = [box("I agree to be contacted"), box("You may write to me on Messenger")];
    const of = desk({ detail: { submissions: [{ submittedAt: 1, consents } as never] } });
    await shown(of);
    await screen.findByText(/Left unticked.*Messenger/);
    const at = (field: string) => document.querySelector(`[data-field="${field}"]`)?.textContent ?? "";
    for (const field of ["phone", "email"]) {
      expect(at(field)).toContain("Left unticked on the form: I agree to be contacted");
      expect(at(field)).not.toContain("Messenger");
    }
    expect(at("messenger")).toBe("MessengerLeft unticked on the form: You may write to me on Messenger");
  });
});

describe("the workspace's own fields", () => {
  const setup = (fields: object[]) => ({ boot: { setup: { version: 1, stages: [], lostReasons: [], templates: [], fields } as never } });
  const field = (type: string, over: object = {}) => ({ id: "f", name: "Own", type, options: [], filterable: false, ...over });

  it("reads a number in any digits and says where it is none", async () => {
    const of = desk(setup([field("number")]));
    await shown(of);
    fireEvent.click(await button(/^Own:/));
    type(await input("Own"), "١٢٫٥");
    press(await input("Own"), "Enter");
    expect(of.last().body).toMatchObject({ fields: { custom: { f: 12.5 } } });
  });

  it("ticks a box at once, and sends only that field", async () => {
    const of = desk({ ...setup([field("checkbox"), field("text", { id: "g", name: "Other" })]), row: { custom: { g: "kept" } } });
    await shown(of);
    fireEvent.click(await screen.findByRole("checkbox", { name: "Own" }));
    expect(of.last().body).toEqual({ mutation: expect.any(String), fields: { custom: { f: true } } });
    expect(of.workspace.leads.row(of.lead().id)?.custom).toEqual({ f: true, g: "kept" });
    await of.last().refuse(new ApiFailure("not_allowed"));
    await settle();
    expect(of.workspace.leads.row(of.lead().id)?.custom).toEqual({ g: "kept" });
  });

  it("PV2: shows a text that is kept from its reader as kept, and lets nobody write over it", async () => {
    const of = desk({
      boot: {
        ...setup([field("text")]).boot,
        me: { id: "me", name: "Me", role: "manager", teams: ["t1"], rights: [], agentsSeeUnclaimed: true, masked: ["email"] },
      },
      row: { owner: "sara", team: "t1", custom: { f: "•••" }, masked: ["email"] },
    });
    await shown(of);
    expect(screen.getAllByText("Hidden until the lead is yours").length).toBeGreaterThan(0);
    expect(screen.queryByText("•••")).toBeNull();
    expect(screen.queryByRole("button", { name: /^Own/ })).toBeNull();
  });

  it("SU2: only reads a field that was retired, and only where it holds something", async () => {
    const of = desk({
      ...setup([field("text", { retired: true }), field("text", { id: "g", name: "Gone", retired: true })]),
      row: { custom: { f: "as it was" } },
    });
    await shown(of);
    expect(screen.getByText("as it was")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Own/ })).toBeNull();
    expect(screen.queryByText("Gone")).toBeNull();
  });
});

describe("projects a lead might buy in", () => {
  const project = (id: string, name: string, over: object = {}) => ({
    id,
    name,
    code: null,
    place: null,
    status: "active",
    version: 1,
    ...over,
  });
  const asIs = {
    row: { projects: ["p1"] },
    boot: {
      projects: [project("p1", "Marina Heights"), project("p2", "Palm Villas"), project("p3", "Old Town", { status: "closed" })] as never,
    },
    detail: { projects: [{ project: "p1", interest: null, note: "Corner plot" }] },
  };
  const choose = async (role: "menuitem" | "menuitemcheckbox", name: string) => press(await screen.findByRole(role, { name }), "Enter");

  it("says how much they want one, and keeps what is noted of it", async () => {
    const of = desk(asIs);
    await shown(of);
    fireEvent.click(await button("Marina Heights: more actions"));
    await choose("menuitemcheckbox", "High interest");
    await waitFor(() => expect(of.asked).toHaveLength(1));
    expect(of.last()).toMatchObject({
      path: expect.stringMatching(/projects\/p1$/),
      body: { on: true, interest: "high", note: "Corner plot" },
    });
    expect(await screen.findByText("High interest")).toBeTruthy();
    await of.last().refuse(new ApiFailure("not_allowed"));
    await waitFor(() => expect(screen.queryByText("High interest")).toBeNull());
    expect((await screen.findByRole("alert")).textContent).toContain("You have no right to do this");
  });

  it("OF1: keeps showing what is said of one while that waits for the connection, whatever is read meanwhile and however often it is opened", async () => {
    const of = desk(asIs);
    of.browser.say("offline");
    await shown(of);
    fireEvent.click(await button("Marina Heights: more actions"));
    await choose("menuitemcheckbox", "High interest");
    expect(await screen.findByText("High interest")).toBeTruthy();
    await settle();
    expect(of.workspace.commands.waiting()).toHaveLength(1);
    expect(screen.queryByText("High interest")).not.toBeNull();
    of.detail({ projects: [...asIs.detail.projects] as never });
    await settle();
    expect(screen.queryByText("High interest")).not.toBeNull();
    cleanup();
    await shown(of);
    expect(screen.queryByText("High interest")).not.toBeNull();
  });

  it("adds one of those the workspace sells, and takes one away without losing the place", async () => {
    const of = desk(asIs);
    await shown(of);
    fireEvent.click(await button("Marina Heights: more actions"));
    await choose("menuitem", "Add another project");
    const found = await screen.findAllByRole("option");
    expect(found.map((one) => one.textContent)).toEqual(["Palm Villas"]);
    fireEvent.click(found[0] ?? document.body);
    expect(of.last().body).toMatchObject({ on: true, interest: null, note: null });
    expect(of.workspace.leads.row(of.lead().id)?.projects).toEqual(["p1", "p2"]);
    await of.last().done({ ...of.lead(), version: 2, projects: ["p1", "p2"] });
    of.detail({ projects: [...asIs.detail.projects, { project: "p2", interest: null, note: null }] as never });
    fireEvent.click(await button("Palm Villas: more actions"));
    await choose("menuitem", "Remove");
    await waitFor(() => expect(of.asked).toHaveLength(2));
    expect(of.last()).toMatchObject({ path: expect.stringMatching(/projects\/p2$/), body: { on: false } });
    await waitFor(() => expect(screen.queryByText("Palm Villas")).toBeNull());
    const place = await button("Marina Heights: more actions");
    await waitFor(() => expect(document.activeElement === place).toBe(true));
  });
});

describe("a menu that is open", () => {
  it("keeps the choice that is pointed at while the lead changes under it", async () => {
    const of = desk({ row: { priority: "low" } });
    await shown(of);
    press(await button("Priority: Low"), "ArrowDown");
    const high = await screen.findByRole("menuitemcheckbox", { name: "High" });
    high.focus();
    of.frame({ priority: "medium", city: "Ajman" });
    await waitFor(() => expect(screen.getByRole("menuitemcheckbox", { name: "Medium" }).getAttribute("aria-checked")).toBe("true"));
    expect([high.isConnected, document.activeElement === high]).toEqual([true, true]);
    press(high, "Enter");
    expect(of.last().body).toMatchObject({ fields: { priority: "high" } });
  });
});
