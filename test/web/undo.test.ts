import { beforeEach, describe, expect, it, vi } from "vitest";
import { ApiFailure } from "../../web/connection/call.ts";
import { createLeads } from "../../web/store/leads.ts";
import { createPending, type Pending } from "../../web/store/pending.ts";
import { at, clock, row, uuidOf } from "./support.ts";

const MINUTE = 60_000;
const undone: string[] = [];
let refuse: string | null = null;
let commands: Pending;

beforeEach(() => {
  vi.useFakeTimers();
  undone.length = 0;
  refuse = null;
  const leads = createLeads({ clock, me: () => "me", notify: () => undefined });
  leads.restart({ position: at(1), rows: [row(1), row(2)], next: null });
  let seq = 1;
  const answer = (id: string, over = {}) =>
    Promise.resolve({ id, row: row(id === uuidOf(1) ? 1 : 2, { version: ++seq, ...over }), position: at(seq) });
  commands = createPending({
    slug: "w",
    clock,
    leads,
    me: () => "me",
    notify: () => undefined,
    then: () => undefined,
    api: {
      assign: (_, id, { owner }) => answer(id, { owner }),
      setStage: (_, id, { stage }) => answer(id, { stage }),
      attempt: (_, id) => answer(id, { firstAttemptAt: 5 }),
      undo: (_, { of }) => {
        undone.push(of);
        return of === refuse ? Promise.reject(new ApiFailure("conflict")) : answer(uuidOf(1));
      },
    },
  });
  return () => vi.useRealTimers();
});

describe("ED1: the last change taken back", () => {
  it("is one's newest, then the one before it, and what took back is not taken back itself", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    const second = await commands.assign(uuidOf(2), "sara");
    expect(await commands.undoLast()).toMatchObject({ ok: true, called: { name: "lead 2" } });
    expect(await commands.undoLast()).toMatchObject({ ok: true, called: { name: "lead 1" } });
    expect(await commands.undoLast()).toBeNull();
    expect(undone).toEqual([second.mutation, first.mutation]);
  });

  it("goes ten minutes back and no further", async () => {
    await commands.setStage(uuidOf(1), "contacted");
    vi.advanceTimersByTime(10 * MINUTE + 1);
    expect(await commands.undoLast()).toBeNull();
    expect(undone).toEqual([]);
  });

  it("leaves out what was taken back from its toast", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    const second = await commands.setStage(uuidOf(2), "contacted");
    await commands.undo(second.mutation);
    await commands.undoLast();
    expect(undone).toEqual([second.mutation, first.mutation]);
  });

  it("refused because somebody changed it since, the next press takes the one before it", async () => {
    const first = await commands.setStage(uuidOf(1), "contacted");
    const second = await commands.setStage(uuidOf(2), "contacted");
    refuse = second.mutation;
    expect(await commands.undoLast()).toMatchObject({ ok: false, code: "conflict" });
    expect(await commands.undoLast()).toMatchObject({ ok: true });
    expect(undone).toEqual([second.mutation, first.mutation]);
  });
});
