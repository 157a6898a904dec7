// @vitest-environment jsdom
import { cleanup, screen } from "@solidjs/testing-library";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { LeadFieldsInput } from "../../domain/edit.ts";
import { DEFAULT_SETUP, type FieldSetup } from "../../domain/setup.ts";
import type { Command } from "../../web/connection/command.ts";
import { KeptAsks } from "../../web/views/offline/KeptAsks.tsx";
import { askKept } from "../../web/views/offline/open.ts";
import { clock } from "./support.ts";
import { type Desk, desk } from "./desk.tsx";

beforeAll(() => {
  Object.assign(Element.prototype, { scrollIntoView: vi.fn() });
  window.scrollTo = vi.fn();
});
afterEach(() => {
  askKept(null);
  cleanup();
});

/** The list of what waits and of what came back, over a desk without a connection. */
async function listed(of: Desk): Promise<HTMLElement> {
  of.show(() => <KeptAsks open onOpenChange={() => undefined} />);
  askKept("list");
  return screen.findByRole("dialog");
}
function change(of: Desk, fields: LeadFieldsInput): void {
  const command: Command = {
    kind: "fields",
    method: "PUT",
    path: `leads/${of.lead().id}/fields`,
    body: { mutation: clock.id(), ...{ fields } },
  };
  void of.workspace.commands.run(of.lead().id, null, command, "quiet");
}

describe("OF1: the list of what waits and of what came back", () => {
  it("tells all that was typed, each with its field's name: contacts, tags and the workspace's own fields too", async () => {
    const own: FieldSetup = { id: "budget", name: "Budget", type: "text", options: [], filterable: false };
    const of = desk({ boot: { setup: { ...DEFAULT_SETUP, fields: [own] } } });
    of.browser.say("offline");
    const further = { kind: "phone" as const, value: "+971501234567", label: null };
    change(of, { city: "Sharjah", contacts: [further], tags: ["garden", "urgent"], custom: { budget: "1.2 million" } });
    const list = await listed(of);
    expect(list.textContent).toContain("City: Sharjah");
    expect(list.textContent).toMatch(/\+971 ?50 ?123 ?4567/);
    expect(list.textContent).toContain("Tags: garden and urgent");
    expect(list.textContent).toContain("Budget: 1.2 million");
  });
});
