// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@solidjs/testing-library";
import { createSignal, type JSX, Show } from "solid-js";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { KEPT } from "../../domain/kept.ts";
import { CellKeys } from "../../web/views/leads/columns/CellKeys.tsx";
import { MoreCell } from "../../web/views/leads/columns/MoreCell.tsx";
import { type Desk, desk, settle } from "./desk.tsx";

beforeAll(async () => {
  // They come with the first press: under a test's own patience they might come too late.
  await Promise.all([
    import("../../web/views/leads/columns/CellOver.tsx"),
    import("../../web/views/leads/columns/CellPencil.tsx"),
    import("../../web/ui/Menu.tsx"),
  ]);
  Object.assign(Element.prototype, { scrollIntoView: vi.fn() });
  window.matchMedia ??= () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }) as never;
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});
afterEach(cleanup);

const COLUMNS = [{ id: "name" }, { id: "phone" }, { id: "project" }, { id: "stage" }];

/** A table of one row, as the list draws it: its cells know nothing of being changed. */
function Table(props: { readonly lead: string }): JSX.Element {
  const [grid, setGrid] = createSignal<HTMLElement>();
  return (
    <div ref={setGrid} role="grid">
      <Show when={grid()}>{(element) => <CellKeys grid={element()} columns={COLUMNS} />}</Show>
      <div role="row" data-key={props.lead}>
        {COLUMNS.map(({ id }, index) => (
          <span role="gridcell" aria-colindex={index + 1} tabindex="-1" data-testid={id}>
            {id === "name" ? (
              <a href="#lead" data-row="">
                Row
              </a>
            ) : (
              id
            )}
          </span>
        ))}
      </div>
    </div>
  );
}

const table = async (of: Desk, lead = () => of.lead().id) => {
  of.show(() => <Table lead={lead()} />);
  // The listeners come with the code.
  await screen.findByRole("grid");
  await settle();
};
const press = (on: HTMLElement, key: string) => fireEvent.keyDown(on, { key });
const type = (into: HTMLElement, text: string) => fireEvent.input(into, { target: { value: text } });
const input = (name: string) => screen.findByRole<HTMLInputElement>("textbox", { name });
const nothingOpens = async () => {
  await settle();
  await settle();
  return screen.queryByRole("textbox") === null && screen.queryByRole("dialog") === null;
};

describe("the cells that every list begins with", () => {
  it("ED1: F2 on a name writes it anew where it stands, and gives the focus back to the name", async () => {
    const of = desk({ row: { name: "Layla" } });
    await table(of);
    press(screen.getByRole("link"), "F2");
    const field = await input("Name");
    expect([field.value, screen.getByTestId("name").contains(field)]).toEqual(["Layla", true]);
    type(field, "Layla Haddad");
    press(field, "Enter");
    expect(of.last()).toMatchObject({ method: "PUT", body: { fields: { name: "Layla Haddad" } } });
    await waitFor(() => expect(document.activeElement === screen.getByRole("link")).toBe(true));
    expect([screen.queryByRole("textbox"), screen.getByTestId("name").dataset["editing"]]).toEqual([null, undefined]);
  });

  it("Enter on a telephone changes it, Escape leaves it as it was; Enter on a name stays the name's", async () => {
    const of = desk({ row: { phone: "+971501234567" } });
    await table(of);
    press(screen.getByRole("link"), "Enter");
    expect(await nothingOpens()).toBe(true);
    const cell = screen.getByTestId("phone");
    press(cell, "Enter");
    const field = await input("Phone");
    expect([field.value, field.inputMode, field.dir]).toEqual(["+971501234567", "tel", "ltr"]);
    type(field, "+971509999999");
    press(field, "Escape");
    await waitFor(() => expect(document.activeElement === cell).toBe(true));
    expect(of.asked).toEqual([]);
    press(cell, "F2");
    type(await input("Phone"), "050 999 9999");
    press(await input("Phone"), "Enter");
    expect(of.last().body).toMatchObject({ fields: { phone: "050 999 9999" } });
    await of.last().done({ ...of.lead(), version: 2, phone: "+971509999999" });
    expect(of.toasts.list()).toMatchObject([{ actions: [{ label: "Undo" }] }]);
  });

  it("projects are ticked and unticked, each at once", async () => {
    const projects = [
      { id: "p1", name: "Marina Heights", status: "active" },
      { id: "p2", name: "Palm Villas", status: "active" },
      { id: "p3", name: "Old Town", status: "closed" },
    ].map((one) => ({ code: null, place: null, version: 1, ...one }));
    const of = desk({ row: { projects: ["p1"] }, boot: { projects: projects as never } });
    await table(of);
    press(screen.getByTestId("project"), "F2");
    const options = await screen.findAllByRole("option");
    expect(options.map((one) => one.textContent)).toEqual(["Marina Heights", "Palm Villas"]);
    fireEvent.click(await screen.findByRole("option", { name: "Palm Villas" }));
    expect(of.last()).toMatchObject({
      path: `/api/w/north/leads/${of.lead().id}/projects/p2`,
      body: { on: true, interest: null, note: null },
    });
    await of.last().done({ ...of.lead(), version: 2, projects: ["p1", "p2"] });
    fireEvent.click(await screen.findByRole("option", { name: "Marina Heights" }));
    expect(of.last()).toMatchObject({ path: `/api/w/north/leads/${of.lead().id}/projects/p1`, body: { on: false } });
  });

  it.each<[string, string, Parameters<typeof desk>[0]]>([
    ["a telephone that is kept", "phone", { row: { phone: null, masked: ["phone"] } }],
    ["a name of which a part is kept", "name", { row: { name: `Layla ${KEPT}`, masked: ["phone"] } }],
    ["a lead that is not theirs", "phone", { row: { owner: "sara" } }],
    ["a stage, which has its own menu", "stage", {}],
  ])("PV2, PM1: nothing opens over %s", async (_what, column, asIs) => {
    const of = desk(asIs);
    await table(of);
    press(screen.getByTestId(column).querySelector("a") ?? screen.getByTestId(column), "F2");
    expect(await nothingOpens()).toBe(true);
  });

  it("what was typed is saved for its lead when the row becomes another one's", async () => {
    const of = desk({ row: { name: "Layla" } });
    const [lead, setLead] = createSignal(of.lead().id);
    await table(of, lead);
    press(screen.getByRole("link"), "F2");
    type(await input("Name"), "Layla Haddad");
    setLead("another");
    await waitFor(() => expect(screen.queryByRole("textbox")).toBeNull());
    expect(of.asked.map(({ path, body }) => [path, body["fields"]])).toEqual([
      [`/api/w/north/leads/${of.lead().id}/fields`, { name: "Layla Haddad" }],
    ]);
  });

  it("a pointer that rests in a cell finds the way to change it; pressed, the same opens", async () => {
    const of = desk({ row: { name: "Layla" } });
    await table(of);
    const over = new MouseEvent("pointerover", { bubbles: true });
    Object.assign(over, { pointerType: "mouse" });
    screen.getByTestId("phone").dispatchEvent(over);
    fireEvent.click(await screen.findByRole("button", { name: "Change Phone" }));
    expect(screen.getByTestId("phone").contains(await input("Phone"))).toBe(true);
    expect(screen.queryByRole("button", { name: "Change Phone" })).toBeNull();
  });
});

describe("the cells of further columns", () => {
  const cell = async (of: Desk, column: string) => {
    of.show(() => <MoreCell row={of.lead()} column={column} />);
    await settle();
  };
  const button = (name: string | RegExp) => screen.findByRole("button", { name });

  it("an address that cannot be one is said to be none before it is sent", async () => {
    const of = desk({ row: { email: null } });
    await cell(of, "email");
    fireEvent.click(await button(/^Change Email/));
    type(await input("Email"), "layla at example");
    press(await input("Email"), "Enter");
    expect([(await screen.findByRole("alert")).textContent, of.asked]).toEqual(["This is no email address", []]);
    type(await input("Email"), "layla@example.com");
    press(await input("Email"), "Enter");
    expect(of.last().body).toMatchObject({ fields: { email: "layla@example.com" } });
  });

  it("a language is chosen by its name", async () => {
    const of = desk({ row: { language: "en" } });
    await cell(of, "language");
    fireEvent.click(await button(/^Change Language/));
    press(await screen.findByRole("menuitemcheckbox", { name: "Arabic" }), "Enter");
    await waitFor(() => expect(of.last().body).toMatchObject({ fields: { language: "ar" } }));
  });

  it("a reason is given to a lead that is lost, and to no other", async () => {
    const lost = desk({ row: { stage: "lost" } });
    await cell(lost, "lostReason");
    expect(await button(/^Change Lost because/)).toBeTruthy();
    cleanup();
    const open = desk({ row: { stage: "new" } });
    await cell(open, "lostReason");
    expect(await screen.findByText("–")).toBeTruthy();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("PV2: an address that is kept is read as such", async () => {
    const of = desk({ row: { email: null, masked: ["email"] } });
    await cell(of, "email");
    await settle();
    expect(screen.queryByRole("button")).toBeNull();
  });
});
