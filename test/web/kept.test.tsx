// @vitest-environment jsdom
import { createMemoryHistory, MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { DEFAULT_SETUP, type FieldSetup } from "../../domain/setup.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import type { CommandKind } from "../../web/connection/command.ts";
import { Kept } from "../../web/views/offline/Kept.tsx";
import { KeptAsks } from "../../web/views/offline/KeptAsks.tsx";
import { askKept } from "../../web/views/offline/open.ts";
import { clock, uuidOf } from "./support.ts";
import { type Desk, desk, settle } from "./desk.tsx";

beforeAll(async () => {
  // They come when they are asked for: under a test's own patience they might come too late.
  await Promise.all([
    import("../../web/words/en/offline.ts"),
    import("../../web/words/en/panel.ts"),
    import("../../web/words/en/takeback.ts"),
  ]);
  Object.assign(Element.prototype, { scrollIntoView: vi.fn() });
  window.scrollTo = vi.fn();
});
afterEach(() => {
  askKept(null);
  cleanup();
});

/** The list of what waits and of what came back, over a desk. */
async function listed(of: Desk, history = createMemoryHistory()): Promise<HTMLElement> {
  of.show(() => (
    <MemoryRouter history={history}>
      <Route path="*" component={() => <KeptAsks open onOpenChange={() => undefined} />} />
    </MemoryRouter>
  ));
  askKept("list");
  return screen.findByRole("dialog");
}
function change(of: Desk, kind: CommandKind, body: object, lead = of.lead().id): void {
  const path = `leads/${lead}/${kind}`;
  void of.workspace.commands.run(lead, null, { kind, method: "PUT", path, body: { mutation: clock.id(), ...body } }, "quiet");
}
/** The connection is back, and the server refuses the first of those that waited. */
async function refused(of: Desk, failure: ApiFailure): Promise<void> {
  of.browser.say("online");
  of.workspace.commands.queue.resume();
  await waitFor(() => expect(of.asked.length).toBeGreaterThan(0));
  await of.last().refuse(failure);
}
const act = (name: string) => screen.queryByRole("button", { name });

describe("OF1: the list of what waits and of what came back", () => {
  it("tells all that was typed, each with its field's name: contacts, tags and the workspace's own fields too", async () => {
    const own: FieldSetup = { id: "budget", name: "Budget", type: "text", options: [], filterable: false };
    const of = desk({ boot: { setup: { ...DEFAULT_SETUP, fields: [own] } } });
    of.browser.say("offline");
    const further = { kind: "phone" as const, value: "+971501234567", label: null };
    const fields = { city: "Sharjah", contacts: [further], tags: ["garden", "urgent"], custom: { budget: "1.2 million" } };
    change(of, "fields", { fields });
    const list = await listed(of);
    expect(list.textContent).toContain("City: Sharjah");
    expect(list.textContent).toMatch(/\+971 ?50 ?123 ?4567/);
    expect(list.textContent).toContain("Tags: garden and urgent");
    expect(list.textContent).toContain("Budget: 1.2 million");
  });

  it("says that what waits is not kept where nothing can be, and has the browser ask before it is left", async () => {
    const of = desk();
    const leave = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
    of.show(() => <Kept />);
    expect(leave()).toBe(false);
    of.browser.say("offline");
    change(of, "fields", { fields: { city: "Sharjah" } });
    expect((await screen.findByText(/1 change waits for the connection/)).textContent).toContain("not kept on this device");
    expect(leave()).toBe(true);
    of.keep();
    await waitFor(() => expect(screen.getByText(/waits for the connection/).textContent).not.toContain("not kept"));
    expect(leave()).toBe(false);
    cleanup();
    expect(leave()).toBe(false);
  });

  it("offers to insist on an owner or a stage that somebody was first with, and on nothing that would be refused again", async () => {
    const of = desk();
    of.browser.say("offline");
    void of.workspace.commands.setStage(of.lead().id, "contacted");
    await refused(of, new ApiFailure("conflict", { by: "sara" }));
    await listed(of);
    expect(act("Do it all the same")).toBeTruthy();
    of.workspace.commands.deal(of.workspace.commands.returned()[0]?.command.body.mutation ?? "");
    for (const kind of ["undo", "follow_up_change"] as const) {
      of.browser.say("offline");
      change(of, kind, { of: clock.id(), version: 1, act: "done" });
      await refused(of, new ApiFailure("conflict", { by: "sara" }));
    }
    expect(of.workspace.commands.returned()).toHaveLength(2);
    expect(screen.getAllByText("Sara changed it first")).toHaveLength(2);
    expect(act("Do it all the same")).toBeNull();
  });

  it("says of an undo that came too late that it did, and of a lead that was archived that it is", async () => {
    const of = desk();
    of.browser.say("offline");
    change(of, "undo", { of: clock.id() });
    await refused(of, new ApiFailure("not_found"));
    of.browser.say("offline");
    change(of, "fields", { fields: { city: "Sharjah" } });
    await refused(of, new ApiFailure("invalid_input", { why: "archived" }));
    const list = await listed(of);
    expect(list.textContent).toContain("ten minutes");
    expect(list.textContent).toContain("The lead is archived");
    expect(list.textContent).not.toContain("out of your sight");
  });

  it("asks for what failed at the server again, as the same one", async () => {
    const of = desk();
    of.browser.say("offline");
    change(of, "fields", { fields: { city: "Sharjah" } });
    await refused(of, new ApiFailure("internal"));
    await listed(of);
    const [first] = of.asked;
    fireEvent.click(act("Try again") ?? never());
    await settle();
    expect(of.asked).toHaveLength(2);
    expect(of.last().body).toEqual(first?.body);
    // Refused again, it comes back again.
    await of.last().refuse(new ApiFailure("too_large"));
    expect(of.workspace.commands.returned()).toMatchObject([{ code: "too_large", command: { body: { fields: { city: "Sharjah" } } } }]);
  });

  it("gives back what was discarded, by the key and as long as that is said", async () => {
    const of = desk();
    of.browser.say("offline");
    change(of, "fields", { fields: { city: "Sharjah" } });
    await refused(of, new ApiFailure("not_found"));
    await listed(of);
    const discard = async () => {
      fireEvent.click(screen.getByRole("button", { name: /^Discard: / }));
      expect(of.workspace.commands.returned()).toEqual([]);
      await waitFor(() => expect(of.toasts.list()[0]?.actions?.map(({ label }) => label)).toEqual(["Undo"]));
    };
    const back = [{ code: "not_found", command: { body: { fields: { city: "Sharjah" } } } }];
    await discard();
    await of.workspace.commands.undoLast();
    expect(of.workspace.commands.returned()).toMatchObject(back);
    await discard();
    of.toasts.list()[0]?.actions?.[0]?.run();
    expect(of.workspace.commands.returned()).toMatchObject(back);
  });

  it("offers to open the lead that has this person already, or to add them all the same", async () => {
    const of = desk();
    const history = createMemoryHistory();
    const lead = uuidOf(7);
    of.browser.say("offline");
    change(of, "create", { id: lead, fields: { name: "Huda", phone: "0501234567" } }, lead);
    await refused(of, new ApiFailure("known_person", { lead: uuidOf(9), by: "sara" }));
    await listed(of, history);
    expect(act("Open that lead")).toBeTruthy();
    fireEvent.click(act("Add all the same") ?? never());
    await settle();
    expect(of.last().body).toMatchObject({ id: lead, anyway: true, fields: { name: "Huda" } });
    await of.last().refuse(new ApiFailure("internal"));
    of.browser.say("offline");
    change(of, "create", { id: uuidOf(8), fields: { name: "Huda" } }, uuidOf(8));
    await refused(of, new ApiFailure("known_person", { lead: uuidOf(9), by: "sara" }));
    fireEvent.click(act("Open that lead") ?? never());
    await waitFor(() => expect(history.get()).toBe(`/w/north/leads/${uuidOf(9)}`));
  });
});

function never(): never {
  throw new Error("it is not offered");
}
