// @vitest-environment jsdom
import { cleanup, screen } from "@solidjs/testing-library";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { LeadDetail } from "../../domain/api.ts";
import type { FollowUp } from "../../domain/followup.ts";
import type { TimelineEntry } from "../../domain/story.ts";
import { type Acts, ActsContext } from "../../web/views/context.tsx";
import { AskHow } from "../../web/views/lead/story/AskHow.tsx";
import { useDesk } from "../../web/views/lead/story/desk.ts";
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

/** The server does it, and it is said. */
const agreed = async (there: Desk) => {
  await there.last().done({ ...there.lead(), version: there.lead().version + 1 });
  await vi.waitFor(() => expect(there.toasts.list()).not.toEqual([]));
};
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

const reached: LogChoice = { channel: "phone", outcome: "reached", way: "out" };

describe("FU1: what was to be done, and was done", () => {
  it.each<[string, LogChoice, FollowUp["way"], boolean]>([
    ["a call that reached them", reached, "call", true],
    ["they called", { channel: "phone", outcome: "reached", way: "in" }, "call", true],
    ["a message left", { channel: "phone", outcome: "message_left", way: "out" }, "call", false],
    ["a message that was sent", { channel: "whatsapp", outcome: "message_left", way: "out" }, "whatsapp", true],
    ["a meeting that was held", { channel: "in_person", outcome: "reached", way: "out" }, "meeting", true],
    ["a call, where a meeting is due", reached, "meeting", false],
  ])("%s: the follow-up of that kind that is due is offered to be done: %j, %s: %s", async (_, choice, way, offered) => {
    const there = onRow({ followUps: [followUp(1, { way })] });
    await there.log(choice);
    await agreed(there);
    expect(offers(there).some(({ label }) => label === "Mark the follow-up done")).toBe(offered);
  });

  it("is done with one press, and taken back with another", async () => {
    const there = onRow({ followUps: [followUp(1, { dueAt: Date.now() + 9 * HOUR }), followUp(2)] });
    await there.log(reached);
    await agreed(there);
    await press(there, /^Mark the follow-up done/);
    const { path, body } = there.last();
    expect([path.split("/").at(-1), body]).toMatchObject([uuidOf(102), { act: "done", version: 3 }]);
    await agreed(there);
    const undo = there.toasts
      .list()
      .find(({ id }) => id === body["mutation"])
      ?.actions?.at(-1);
    undo?.run();
    await settle();
    expect(there.last()).toMatchObject({ path: "/api/w/north/undo", body: { of: body["mutation"] } });
  });

  it("is not offered before its time", async () => {
    const early = onRow({ followUps: [followUp(1, { dueAt: Date.now() + HOUR })] });
    await early.log(reached);
    await agreed(early);
    expect(early.reads()).toBe(0);
    expect(offers(early).map(({ label }) => label)).not.toContain("Mark the follow-up done");
  });

  it("stands beside the answers of who is back from a call, and does both with one press", async () => {
    const there = onRow({ followUps: [followUp(1)] });
    let asked: ReturnType<typeof useDesk>["asked"] | undefined;
    const Page = () => {
      const own = useDesk();
      own.known.set(lead, { version: 1, tries: 0, followUps: [followUp(1)] });
      asked = own.asked;
      return <AskHow row={there.lead()} />;
    };
    there.show(() => (
      <ActsContext.Provider value={{} as Acts}>
        <Page />
      </ActsContext.Provider>
    ));
    await vi.waitFor(() => expect(asked).toBeDefined());
    asked?.went({ lead, channel: "phone" });
    window.dispatchEvent(new Event("blur"));
    window.dispatchEvent(new Event("focus"));
    (await screen.findByRole("button", { name: "Reached, follow-up done" })).click();
    await settle();
    expect(there.last().body).toMatchObject({ channel: "phone", outcome: "reached" });
    await agreed(there);
    expect(there.last().body).toMatchObject({ act: "done", version: 3 });
    await agreed(there);
    expect(offers(there).map(({ label }) => label)).not.toContain("Mark the follow-up done");
  });
});
