// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type TimelineEntry, withdrawnOf } from "../../domain/story.ts";
import { TalkItem } from "../../web/views/lead/story/TalkItem.tsx";
import { desk, settle } from "./desk.tsx";
import { uuidOf } from "./support.ts";

afterEach(cleanup);

const of = uuidOf(201);
const called = (actor: string): TimelineEntry => ({
  id: of,
  at: 5_000,
  actor,
  data: { kind: "attempt", channel: "phone", outcome: "reached" },
});

async function shown(actor: string, { withdrawn = false, mayEdit = true } = {}) {
  const there = desk();
  const item = { kind: "talk", key: of, at: 5_000, entry: called(actor), withdrawn } as const;
  there.show(() => <TalkItem row={there.lead()} item={item} mayEdit={mayEdit} />);
  await screen.findByText(/^Called, reached/);
  return there;
}
const more = () => screen.queryByRole("button", { name: "Called, reached: more actions" });

describe("ST1: a talk in the story is taken back", () => {
  it("by who logged it, where they may work on the lead, and once", async () => {
    for (const [actor, how, offered] of [
      ["me", {}, true],
      ["sara", {}, false],
      ["me", { withdrawn: true }, false],
      ["me", { mayEdit: false }, false],
    ] as const) {
      await shown(actor, how);
      expect([actor, how, more() !== null]).toEqual([actor, how, offered]);
      cleanup();
    }
  });

  it("with two presses, says so, and is put back with one", async () => {
    const there = await shown("me");
    fireEvent.click(more() ?? document.body);
    const item = await screen.findByRole("menuitem", { name: "Take back" }, { timeout: 4_000 });
    item.focus();
    fireEvent.keyDown(item, { key: "Enter" });
    await vi.waitFor(() => expect(there.asked).toHaveLength(1));
    const { method, path, body } = there.last();
    expect([method, path]).toEqual(["POST", `/api/w/north/leads/${there.lead().id}/attempts/${of}/withdraw`]);
    await there.last().done({ ...there.lead(), version: 2 });
    const [toast] = there.toasts.list();
    expect(toast?.text).toBe("Taken back: Called, reached");
    toast?.actions?.at(-1)?.run();
    await settle();
    expect(there.last().body).toMatchObject({ of: body["mutation"] });
  });

  it("OF1: one that waits for the connection is no more sent, and nothing is asked of the server about it", async () => {
    const there = desk();
    there.browser.say("offline");
    void there.workspace.commands.attempt(there.lead().id, "phone", "reached");
    await settle();
    const id = there.workspace.commands.waiting()[0]?.command.body.mutation ?? "";
    const item = { kind: "talk", key: id, at: 5_000, entry: { ...called("me"), id }, withdrawn: false, waits: true } as const;
    there.show(() => <TalkItem row={there.lead()} item={item} mayEdit />);
    await screen.findByText(/^Called, reached/);
    fireEvent.click(more() ?? document.body);
    const takeBack = await screen.findByRole("menuitem", { name: "Take back" }, { timeout: 4_000 });
    takeBack.focus();
    fireEvent.keyDown(takeBack, { key: "Enter" });
    await vi.waitFor(() => expect(there.workspace.commands.waiting()).toEqual([]));
    expect(there.asked).toEqual([]);
  });

  it("the last word on it counts, in whatever order the entries came", () => {
    const gone: TimelineEntry = { id: uuidOf(202), at: 6_000, actor: "me", data: { kind: "withdrawn", of } };
    const back: TimelineEntry = { id: uuidOf(203), at: 7_000, actor: "me", data: { kind: "withdrawn", of, off: true } };
    const again: TimelineEntry = { ...gone, id: uuidOf(204) };
    expect([[gone], [back, gone], [again, gone, back]].map((all) => withdrawnOf(all).has(of))).toEqual([true, false, true]);
  });
});
