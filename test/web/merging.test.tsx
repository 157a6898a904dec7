// @vitest-environment jsdom
import { MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, screen, waitFor, within } from "@solidjs/testing-library";
import { createRoot, createSignal, type JSX } from "solid-js";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Boot, LeadDetail } from "../../domain/api.ts";
import { MAX_TAGS } from "../../domain/edit.ts";
import type { LeadRow } from "../../domain/lead.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import { openLead } from "../../web/store/detail.ts";
import type { Leads } from "../../web/store/leads.ts";
import { actionsNow } from "../../web/views/actions.ts";
import { PanelMenu } from "../../web/views/lead/fields/PanelMenu.tsx";
import { Archived, Lines } from "../../web/views/lead/Lines.tsx";
import { becoming } from "../../web/views/lead/merging/becoming.ts";
import { MergeDialog } from "../../web/views/lead/merging/MergeDialog.tsx";
import { type Desk, desk, detailOf } from "./desk.tsx";
import { changes, clock, row, uuidOf } from "./support.ts";

beforeAll(async () => {
  await import("../../web/ui/Menu.tsx");
  Object.assign(Element.prototype, { scrollIntoView: vi.fn() });
  window.matchMedia ??= () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }) as never;
});
afterEach(cleanup);

const MANAGER: Boot["me"] = { id: "me", name: "Me", role: "manager", teams: [], rights: [], agentsSeeUnclaimed: true, masked: [] };
const [MINE, OTHER] = [uuidOf(1), uuidOf(2)];

const mine: Partial<LeadRow> = { name: "Sara Ali", phone: "+971501112233", email: null, company: "Acme", submittedAt: 2_000 };
const theirs = row(2, {
  name: "Sara M. Ali",
  owner: "me",
  phone: "+971501112233",
  email: "sara@example.com",
  company: "Beta",
  city: "Dubai",
  submittedAt: 1_000,
});
const note = { id: uuidOf(50), at: 1, actor: "me", data: { kind: "note" as const, text: "sea view", mentions: [] } };

/** The desk of a manager; the other lead is read from the server as `other` says. */
function floor(other: LeadDetail | ApiFailure = detailOf(theirs, { timeline: [note] }), of: Parameters<typeof desk>[0] = {}) {
  const read = createRoot(() => createSignal(other));
  const made = desk({
    boot: { me: MANAGER },
    detail: { sameAs: { id: OTHER, name: "Sara M. Ali", owner: "me" } },
    ...of,
    row: { ...mine, ...of.row },
  });
  const leads = made.workspace.leads as Leads;
  const server = {
    lead: async () => {
      const answer = read[0]();
      if (answer instanceof ApiFailure) throw answer;
      return answer;
    },
  };
  // eslint-disable-next-line unicorn/no-thenable
  const open = (id: string) => openLead(id, { api: server, slug: "north", clock, leads, then: () => undefined });
  const [status, setStatus] = createRoot(() => createSignal<"live" | "offline">("live"));
  Object.assign(made.workspace, {
    openLead: open,
    live: { status },
    here: { people: () => [], calling: vi.fn() },
    onNotice: () => () => undefined,
  });
  /** Somebody takes the other one away. */
  const taken = () => {
    const removals = [{ id: OTHER, why: "moved" as const, to: "sara", by: "boss" }];
    leads.apply({ kind: "frame", frame: changes(10, 11, { removals }) });
  };
  return { ...made, answers: read[1], taken, offline: () => setStatus("offline") };
}

function show(there: Desk, view: () => JSX.Element): void {
  there.show(() => (
    <MemoryRouter>
      <Route path="*" component={() => view()} />
    </MemoryRouter>
  ));
}

function dialog(there: ReturnType<typeof floor>, other: string | null = OTHER): void {
  const [open, setOpen] = createRoot(() => createSignal(true));
  show(there, () => <MergeDialog row={there.lead()} opened={there.opened} other={other} open={open()} onOpenChange={setOpen} />);
}

const radio = (name: string) => screen.findByRole<HTMLInputElement>("radio", { name }, { timeout: 10_000 });
const merge = () => screen.getByRole<HTMLButtonElement>("button", { name: "Merge" });

describe("LM1: two leads become one", () => {
  it("says what the one that stays gains and what it keeps; the older one stays by itself", async () => {
    const there = floor();
    dialog(there);
    expect((await radio("Sara M. Ali")).checked).toBe(true);
    expect((await radio("Sara Ali")).checked).toBe(false);
    const box = within(screen.getByRole("dialog"));
    expect(box.getByText("Nothing that it does not have already.")).toBeTruthy();
    expect(box.getByText(/^⁨?Acme⁩? is not kept$/)).toBeTruthy();

    fireEvent.click(await radio("Sara Ali"));
    expect(box.getAllByText("sara@example.com")).toHaveLength(2);
    expect(box.getByText("Dubai")).toBeTruthy();
    expect(box.getByText("1 note or try")).toBeTruthy();
    expect(box.getByText(/^⁨?Beta⁩? is not kept$/)).toBeTruthy();
  });

  it("sends the other one into the one that was chosen to stay, whichever is open", async () => {
    const there = floor();
    dialog(there);
    await radio("Sara Ali");
    fireEvent.click(merge());
    await waitFor(() => expect(there.asked).toHaveLength(1));
    expect([there.last().path, there.last().body]).toEqual([
      expect.stringMatching(`${OTHER}/merge$`),
      expect.objectContaining({ other: MINE }),
    ]);
    cleanup();

    const again = floor();
    dialog(again);
    fireEvent.click(await radio("Sara Ali"));
    fireEvent.click(merge());
    await waitFor(() => expect(again.asked).toHaveLength(1));
    expect([again.last().path, again.last().body]).toEqual([
      expect.stringMatching(`${MINE}/merge$`),
      expect.objectContaining({ other: OTHER }),
    ]);
    await again.last().done({ ...again.lead(), version: again.lead().version + 1 });
    await waitFor(() => expect(again.toasts.list().map(({ text }) => text)).toEqual(["Sara Ali and Sara M. Ali are one lead now"]));
    expect(again.toasts.list()[0]?.actions?.map(({ label }) => label)).toEqual(["Undo"]);
  });

  it.each([
    [{ field: "other", why: "merged" }, "That lead went into another one meanwhile"],
    [{ field: "followUps", why: "too_many" }, "Together they have more open follow-ups than one lead can have"],
    [{ field: "other", why: "sample" }, "Demo leads stay as they are: they all go by one act"],
  ])("says why it was refused, and asks again: %o", async (told, words) => {
    const there = floor();
    dialog(there);
    await radio("Sara Ali");
    fireEvent.click(merge());
    await waitFor(() => expect(there.asked).toHaveLength(1));
    await there.last().refuse(new ApiFailure("invalid_input", told));
    expect((await screen.findByRole("alert")).textContent).toBe(words);
    expect(there.toasts.list()).toEqual([]);
    fireEvent.click(merge());
    await waitFor(() => expect(there.asked).toHaveLength(2));
  });

  it("is not sent where they have more together than one lead can have, nor where an archived one would stay", async () => {
    const tags = (of: string) => Array.from({ length: MAX_TAGS }, (_, n) => `${of}${n}`);
    const there = floor(detailOf({ ...theirs, tags: tags("b"), archivedAt: 5 }), { row: { tags: tags("a") } });
    dialog(there);
    expect((await radio("Sara M. Ali")).disabled).toBe(true);
    expect((await radio("Sara Ali")).checked).toBe(true);
    expect(screen.getByRole("alert").textContent).toBe("Together they have more tags than one lead can have");
    expect(merge().disabled).toBe(true);
  });

  it("PV2: nor with one of which a part is kept from who looks", async () => {
    const there = floor(detailOf({ ...theirs, masked: ["phone"] }));
    dialog(there);
    await radio("Sara M. Ali");
    expect(screen.getByRole("alert").textContent).toMatch(/no right/);
    expect(merge().disabled).toBe(true);
  });

  it("the other one is read again where it could not be; without a connection the button says why it waits", async () => {
    const there = floor(new ApiFailure("unavailable"));
    dialog(there);
    const retry = await screen.findByRole("button", { name: "Try again" }, { timeout: 10_000 });
    expect(merge().disabled).toBe(true);
    there.answers(detailOf(theirs));
    fireEvent.click(retry);
    await radio("Sara M. Ali");
    expect(merge().disabled).toBe(false);
    there.offline();
    expect(await screen.findByText(/^Needs a connection/)).toBeTruthy();
    expect(merge().disabled).toBe(true);
  });

  it("asks first which other one, where it was not said: the one that may be the same person is offered", async () => {
    const there = floor();
    dialog(there, null);
    const field = await screen.findByRole("combobox", { name: "Name, phone or email" }, { timeout: 10_000 });
    expect(screen.getByRole("option").textContent).toMatch(/Sara M. Ali/);
    fireEvent.keyDown(field, { key: "Enter" });
    expect((await radio("Sara M. Ali")).checked).toBe(true);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("radio", { name: "Sara M. Ali" })));
  });

  it("KY1: the focus stays in it whatever comes and goes: a key that fell out of it would be the page's", async () => {
    const there = floor(new ApiFailure("unavailable"));
    dialog(there);
    await screen.findByRole("button", { name: "Try again" }, { timeout: 10_000 });
    const boxed = () => document.activeElement?.closest("[role=dialog]");
    await waitFor(() => expect(boxed()).toBeTruthy());
    fireEvent.click(screen.getByRole("button", { name: "Another lead" }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("combobox")));
    there.answers(detailOf(theirs));
    fireEvent.keyDown(screen.getByRole("combobox"), { key: "Enter" });
    const older = await radio("Sara M. Ali");
    await waitFor(() => expect(document.activeElement).toBe(older));
    fireEvent.click(merge());
    older.focus();
    await waitFor(() => expect(there.asked).toHaveLength(1));
    await there.last().refuse(new ApiFailure("invalid_input", { field: "other", why: "merged" }));
    await screen.findByRole("alert");
    expect(document.activeElement).toBe(older);
  });

  it("closed before the answer, it says elsewhere why it was refused", async () => {
    const there = floor();
    dialog(there);
    await radio("Sara M. Ali");
    fireEvent.click(merge());
    await waitFor(() => expect(there.asked).toHaveLength(1));
    fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
    await there.last().refuse(new ApiFailure("invalid_input", { field: "other", why: "merged" }));
    expect(there.toasts.list()[0]?.text).toMatch(/Sara Ali.*That lead went into another one meanwhile/);
  });

  it("EV3: the other one is taken from it where it leaves one's sight", async () => {
    const there = floor();
    dialog(there);
    await radio("Sara M. Ali");
    there.answers(new ApiFailure("not_found"));
    there.taken();
    await screen.findByText("That lead was archived, or is out of your sight now");
    expect(screen.queryByText("Sara M. Ali")).toBeNull();
    expect(merge().disabled).toBe(true);
  });

  it("goes once somebody goes to another lead: it asked about that one", async () => {
    const there = floor();
    const [lead, setLead] = createRoot(() => createSignal(there.lead()));
    const [open, setOpen] = createRoot(() => createSignal(true));
    show(there, () => <MergeDialog row={lead()} opened={there.opened} other={OTHER} open={open()} onOpenChange={setOpen} />);
    await radio("Sara M. Ali");
    setLead(row(3, { name: "Omar" }));
    await waitFor(() => expect(open()).toBe(false));
  });
});

describe("LM1: what comes to the one that stays", () => {
  it("follow-ups that it has a way for, projects it has not, and every ban", () => {
    const setup = floor().workspace.directory.setup();
    const ban = { channel: "phone", source: "call", note: null, at: 1, by: "me" } as const;
    const planned = (way: "call" | "email", n: number) =>
      ({ id: uuidOf(n), lead: OTHER, way, state: "open", dueAt: 1, note: null }) as unknown as LeadDetail["followUps"][number];
    const now = becoming(
      detailOf(row(1, mine), { bans: [ban], projects: [{ project: "p1", interest: null, note: null }] }),
      detailOf(theirs, {
        followUps: [planned("call", 60), planned("email", 61)],
        projects: [
          { project: "p1", interest: "high", note: null },
          { project: "p2", interest: null, note: null },
        ],
      }),
      setup,
    );
    expect(now).toMatchObject({ followUps: 1, dropped: 1, projects: ["p2"], banned: ["phone"] });
  });
});

describe("LM1: where it is offered", () => {
  const labels = () => actionsNow().map(({ label }) => label);

  it.each([
    ["a whole lead that may be changed", {}, MANAGER, true],
    ["one that is partly kept", { masked: ["email"] }, MANAGER, false],
    ["an archived one", { archivedAt: 5 }, MANAGER, false],
    ["one that may only be read", {}, { ...MANAGER, role: "auditor" }, false],
  ] as const)("%s", async (_, over, me, offered) => {
    const there = floor(undefined, { row: over as Partial<LeadRow>, boot: { me: { ...me, teams: [], rights: [], masked: [] } } });
    show(there, () => (
      <>
        <Lines row={there.lead()} sameAs={{ id: OTHER, name: "Sara M. Ali", owner: null }} opened={there.opened} />
        <PanelMenu row={there.lead()} opened={there.opened} />
      </>
    ));
    await screen.findByText(/^May be the same person/);
    expect(screen.queryAllByRole("button", { name: /^Merge with .?Sara M. Ali/ })).toHaveLength(offered ? 1 : 0);
    expect(labels().includes("Merge with another lead")).toBe(offered);
  });

  it("one that went into another says into which, and is not restored by itself", async () => {
    const there = floor(undefined, { row: { archivedAt: 5 }, detail: { mergedInto: { lead: { id: OTHER, name: "Sara M. Ali" } } } });
    show(there, () => (
      <>
        <Archived row={there.lead()} into={there.opened.detail()?.mergedInto ?? null} />
        <PanelMenu row={there.lead()} opened={there.opened} />
      </>
    ));
    const link = await screen.findByRole("link", { name: /This lead went into .?Sara M. Ali/ });
    expect(link.getAttribute("href")).toBe(`/w/north/leads/${OTHER}`);
    expect(screen.queryByRole("button", { name: "Restore" })).toBeNull();
    expect(labels()).not.toContain("Restore");
    cleanup();

    const hidden = floor(undefined, { row: { archivedAt: 5 }, detail: { mergedInto: { lead: null } } });
    show(hidden, () => <Archived row={hidden.lead()} into={{ lead: null }} />);
    expect(await screen.findByText(/out of your sight/)).toBeTruthy();
    expect(screen.queryByRole("link")).toBeNull();
  });
});
