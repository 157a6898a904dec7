// @vitest-environment jsdom
import { cleanup } from "@solidjs/testing-library";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { LeadDetail } from "../../domain/api.ts";
import type { FollowUp } from "../../domain/followup.ts";
import type { TimelineEntry } from "../../domain/story.ts";
import { type Acts, ActsContext } from "../../web/views/context.tsx";
import type { LogChoice } from "../../web/views/lead/story/log.ts";
import { useLog } from "../../web/views/lead/story/useLog.ts";
import { type Desk, desk, settle } from "./desk.tsx";
import { uuidOf } from "./support.ts";

afterEach(cleanup);

const HOUR = 3_600_000;
const lead = uuidOf(1);
const noAnswer: LogChoice = { channel: "phone", outcome: "no_answer", way: "out" };

const followUp = (n: number, over: Partial<FollowUp> = {}): FollowUp => ({
  id: uuidOf(100 + n),
  lead,
  person: "me",
  way: "call",
  note: null,
  dueAt: Date.now() - HOUR,
  remind: null,
  repeats: null,
  state: "open",
  doneAt: null,
  createdBy: "me",
  createdAt: 0,
  version: 3,
  ...over,
});
const tried = (n: number): TimelineEntry => ({
  id: uuidOf(200 + n),
  at: n,
  actor: "me",
  data: { kind: "attempt", channel: "phone", outcome: "no_answer" },
});

/** What logs, as any screen that it is done from has it. */
function shown(there: Desk) {
  let log: ReturnType<typeof useLog> | undefined;
  const Logging = () => ((log = useLog()), null);
  there.show(() => (
    <ActsContext.Provider value={{} as Acts}>
      <Logging />
    </ActsContext.Provider>
  ));
  return async (choice: LogChoice) => {
    await vi.waitFor(() => expect(log).toBeDefined());
    void log?.(lead, choice);
    await settle();
  };
}

/** A row whose page is not open: what is known of the lead's follow-ups is what the server tells. */
function onRow(detail: Partial<LeadDetail>, reads: true | "fails" = true) {
  let count = 0;
  const due = (detail.followUps ?? []).filter(({ state }) => state === "open").map(({ dueAt }) => dueAt);
  const there = desk({
    row: { firstAttemptAt: 5, nextFollowUpAt: due.length === 0 ? null : Math.min(...due) },
    detail,
    read: reads === "fails" ? null : () => void count++,
  });
  const log = shown(there);
  return { ...there, reads: () => count, log };
}

const agreed = async (there: Desk) => there.last().done({ ...there.lead(), version: there.lead().version + 1 });
const offers = (there: Desk) => there.toasts.list().flatMap(({ actions = [] }) => actions);
const press = async (there: Desk, label: RegExp) => {
  offers(there)
    .find((one) => label.test(one.label))
    ?.run();
  await settle();
};

describe("FU1: no answer, logged where the lead's page is not open", () => {
  it("moves the follow-up whose time it was, and sets no second one", async () => {
    const there = onRow({ followUps: [followUp(1, { way: "meeting" }), followUp(2)] });
    await there.log(noAnswer);
    await agreed(there);
    await press(there, /^Try again/);
    expect(there.last()).toMatchObject({ method: "PUT", path: `/api/w/north/leads/${lead}/follow-ups/${uuidOf(102)}` });
    expect(there.last().body).toMatchObject({ act: "move", version: 3 });
    expect([there.asked.length, there.reads()]).toEqual([2, 2]);
  });

  it("sets one where none of that way was due, and none twice", async () => {
    const there = onRow({ followUps: [followUp(1, { way: "meeting" })] });
    await there.log(noAnswer);
    await agreed(there);
    await press(there, /^Try again/);
    expect(there.last()).toMatchObject({ method: "POST", path: `/api/w/north/leads/${lead}/follow-ups`, body: { way: "call" } });
    await agreed(there);
    // Somebody planned a call while this offer stood there.
    const again = onRow({ followUps: [followUp(1, { way: "meeting" })] });
    await again.log(noAnswer);
    await agreed(again);
    again.detail({ followUps: [followUp(1, { way: "meeting" }), followUp(2, { dueAt: Date.now() + 9 * HOUR })] });
    await press(again, /^Try again/);
    expect(again.last()).toMatchObject({ method: "PUT", body: { act: "move" } });
  });

  it("offers nothing where a call is planned already, though something else was due before it", async () => {
    const there = onRow({ followUps: [followUp(1, { way: "meeting" }), followUp(2, { dueAt: Date.now() + 30 * HOUR })] });
    await there.log(noAnswer);
    await agreed(there);
    expect(offers(there).map(({ label }) => label)).toEqual(["Undo"]);
  });

  it("counts the tries that the story tells: the third one goes days ahead", async () => {
    const there = onRow({ timeline: [tried(2), tried(1)], followUps: [followUp(1)] });
    await there.log(noAnswer);
    await agreed(there);
    await press(there, /^Try again/);
    expect(Number(there.last().body["dueAt"])).toBeGreaterThan(Date.now() + 24 * HOUR);
  });

  it("reads nothing of a lead that was neither tried nor planned, and offers no guess where one that is planned cannot be read", async () => {
    const fresh = desk({ read: () => expect.unreachable() });
    await shown(fresh)(noAnswer);
    await agreed(fresh);
    await press(fresh, /^Try again/);

    const there = onRow({ followUps: [followUp(1)] }, "fails");
    await there.log(noAnswer);
    await agreed(there);
    expect(offers(there).map(({ label }) => label)).toEqual(["Undo"]);
  });
});
