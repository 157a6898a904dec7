// @vitest-environment jsdom
import { cleanup, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { FollowUp } from "../../domain/followup.ts";
import type { Note } from "../../domain/story.ts";
import { actionsNow } from "../../web/views/actions.ts";
import { Fields } from "../../web/views/lead/fields/Fields.tsx";
import { FollowUpItem } from "../../web/views/lead/followups/FollowUpItem.tsx";
import { NoteItem } from "../../web/views/lead/story/NoteItem.tsx";
import { WithWords } from "../../web/views/WithWords.tsx";
import { type Desk, desk } from "./desk.tsx";

beforeAll(async () => {
  await import("../../web/ui/Menu.tsx");
  Object.assign(Element.prototype, { scrollIntoView: vi.fn() });
  window.matchMedia ??= () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }) as never;
});
afterEach(cleanup);

const PROJECT = { id: "p1", name: "Marina Heights", code: "MH", place: null, status: "active", version: 1 } as never;

/** The open lead of somebody who may work on it, or may only read it. */
function panel(role: "manager" | "auditor" = "manager"): Desk {
  const made = desk({
    row: { phone: "+971501234567", projects: ["p1"] },
    boot: { me: { id: "me", name: "Me", role, teams: [], rights: [], agentsSeeUnclaimed: true, masked: [] }, projects: [PROJECT] },
    detail: {
      contacts: [{ kind: "phone", value: "+971509999999", label: null }],
      projects: [{ project: "p1", interest: "high", note: null }],
    },
  });
  Object.assign(made.workspace, { here: { people: () => [], calling: vi.fn() }, onNotice: () => () => undefined });
  return made;
}

const labels = () => actionsNow().map(({ label }) => label);
const run = (label: string | RegExp) => {
  const found = actionsNow().find((one) => (typeof label === "string" ? one.label === label : label.test(one.label)));
  expect(found?.whenAsked).toBe(true);
  found?.run?.();
};

describe("KY1: what stands in the menus of the open lead is offered by name", () => {
  it("each phone's and each project's own acts, but for what is chosen already", async () => {
    const made = panel();
    made.show(() => <Fields id={made.lead().id} opened={made.opened} linked />);
    await waitFor(() =>
      expect(labels()).toEqual(expect.arrayContaining([expect.stringMatching(/^Make it the first one: \+971 50 999 9999$/)])),
    );
    expect(labels().filter((one) => one.endsWith(": Marina Heights")).length).toBeGreaterThan(3);
    expect(labels()).not.toContain("High interest: Marina Heights");
    run(/^Make it the first/);
    await waitFor(() => expect(made.asked).toHaveLength(1));
    expect(made.last().body).toMatchObject({ fields: { phone: "+971509999999" } });
  });

  it("PM1: none of them to who may not change the lead", async () => {
    const made = panel("auditor");
    made.show(() => <Fields id={made.lead().id} opened={made.opened} linked />);
    await screen.findByText("Marina Heights");
    expect(labels()).toEqual([]);
  });

  it("a follow-up is done, put off, changed and dropped, and one's own note is written anew or taken back", async () => {
    const made = panel();
    const followUp = {
      id: "f1",
      lead: made.lead().id,
      person: "me",
      way: "call",
      note: "keys",
      dueAt: Date.UTC(2026, 10, 27, 8),
      remind: null,
      repeats: null,
      state: "open",
      doneAt: null,
      createdBy: "me",
      createdAt: 0,
      version: 1,
    } satisfies FollowUp;
    const note = (by: string, text: string): Note => ({ id: text, at: 0, by, text, mentions: [], since: 0, edits: [], withdrawn: false });
    made.show(() => (
      <WithWords part="palette">
        <FollowUpItem row={made.lead()} of={followUp} beside={[followUp]} mayEdit />
        <NoteItem row={made.lead()} note={note("me", "sea view")} sending={false} mayEdit />
        <NoteItem row={made.lead()} note={note("sara", "not mine")} sending={false} mayEdit />
      </WithWords>
    ));
    await waitFor(() => expect(labels().length).toBeGreaterThan(0));
    expect(labels().map((one) => one.split(":")[0])).toEqual(["Edit", "Drop", "Mark as done", "Snooze", "Edit", "Take back"]);
    expect(labels().some((one) => one.includes("not mine"))).toBe(false);
    run("Edit: note “sea view”");
    expect((await screen.findByRole<HTMLTextAreaElement>("textbox")).value).toBe("sea view");
    run(/^Mark as done/);
    await waitFor(() => expect(made.last().path).toContain("follow-ups/f1"));
    run(/^Snooze/);
    expect(await screen.findByRole("menu", { name: /^Snooze/ })).toBeTruthy();
  });
});
