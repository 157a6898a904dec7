import { createEffect, createRoot } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CALLING_MS, type UpFrame } from "../../domain/wire.ts";
import { createApi } from "../../web/connection/api.ts";
import { FRAME_MS } from "../../web/connection/gathering.ts";
import { createHere, type Here } from "../../web/store/presence.ts";
import { createWorkspace } from "../../web/store/workspace.ts";
import { at, boot, changes, clock, fakeBrowser, FakeSocket, nothingKept, pass, row, uuidOf, welcome } from "./support.ts";

const [LEAD, OTHER] = [uuidOf(1), uuidOf(2)];
const calls = (people: string[], lead = LEAD) => ({ t: "calls" as const, lead, people });
const said = (lead: string, on = true) => ({ t: "calling", lead, on });

let sent: UpFrame[];
let here: Here;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  here = createHere(
    clock,
    (frame) => void sent.push(frame),
    () => "me",
  );
});
afterEach(() => vi.useRealTimers());

const ids = (lead = LEAD) => here.callers(lead).map(({ id }) => id);

describe("saying that one is on the telephone", () => {
  it("is said again until one says that one is no more, three times before the room would end it", async () => {
    here.calling(LEAD, true);
    await pass(CALLING_MS);
    expect(sent).toEqual(Array(4).fill(said(LEAD)));
    here.calling(LEAD, false);
    await pass(2 * CALLING_MS);
    expect(sent.slice(4)).toEqual([said(LEAD, false)]);
  });

  it("once, however often it is asked for; what is not on is not ended", () => {
    here.calling(OTHER, false);
    here.calling(LEAD, true);
    here.calling(LEAD, true);
    here.calling(OTHER, false);
    expect(sent).toEqual([said(LEAD)]);
  });

  it("of one at a time: another lead takes the place of the one before", async () => {
    here.calling(LEAD, true);
    here.take(calls(["me", "sara"]));
    here.calling(OTHER, true);
    expect([here.callers(LEAD), here.callers(OTHER)]).toEqual([[{ id: "sara", self: false }], [{ id: "me", self: true }]]);
    here.calling(LEAD, false);
    await pass(CALLING_MS);
    expect(sent.slice(1)).toEqual(Array(4).fill(said(OTHER)));
  });

  it("EV2: again at once when a connection begins, beside the lead that is open", async () => {
    here.welcomed();
    here.watch(OTHER);
    here.calling(LEAD, true);
    await pass(20_000);
    sent.length = 0;
    here.welcomed();
    expect(sent).toEqual([{ t: "watch", lead: OTHER }, said(LEAD)]);
    // And from then on as seldom as before.
    await pass(CALLING_MS / 3 - 1);
    expect(sent).toHaveLength(2);
    await pass(1);
    expect(sent).toHaveLength(3);
  });

  it("EV3: no more once the lead has left one's sight, nor after the end, which says so", async () => {
    here.calling(LEAD, true);
    here.drop([OTHER, LEAD]);
    await pass(CALLING_MS);
    expect([sent, ids()]).toEqual([[said(LEAD)], []]);
    here.calling(LEAD, true);
    here.close();
    await pass(CALLING_MS);
    expect([sent.slice(1), ids(), vi.getTimerCount()]).toEqual([[said(LEAD), said(LEAD, false)], [], 0]);
  });
});

describe("who is on the telephone with a lead", () => {
  it("is as the room says, of each lead apart, oneself marked; one's own word shows at once", () => {
    here.take(calls(["sara", "me"]));
    expect(here.callers(LEAD)).toEqual([
      { id: "sara", self: false },
      { id: "me", self: true },
    ]);
    expect(here.callers(OTHER)).toEqual([]);
    here.take(calls([]));
    expect(here.callers(LEAD)).toEqual([]);
    here.calling(LEAD, true);
    expect(here.callers(LEAD)).toEqual([{ id: "me", self: true }]);
    here.calling(LEAD, false);
    expect(here.callers(LEAD)).toEqual([]);
    // Another tab of one's own goes on.
    here.take(calls(["me"]));
    expect(ids()).toEqual(["me"]);
  });

  it("is believed until it is told again, and no longer than the room believes it", async () => {
    here.take(calls(["sara"]));
    here.take(calls(["omar"], OTHER));
    await pass(CALLING_MS - 1);
    here.take(calls(["sara"]));
    await pass(1);
    expect([ids(), ids(OTHER)]).toEqual([["sara"], []]);
    await pass(CALLING_MS - 2);
    expect(ids()).toEqual(["sara"]);
    await pass(1);
    expect([ids(), vi.getTimerCount()]).toEqual([[], 0]);
  });

  it("EV2: after a hello, is whom the room told of: what ended meanwhile is over in a moment, what stands never flickers", async () => {
    here.take(calls(["sara"]));
    here.take(calls(["omar"], OTHER));
    here.welcomed();
    expect([ids(), ids(OTHER)]).toEqual([["sara"], ["omar"]]);
    here.take(calls(["omar"], OTHER));
    await pass(5_000);
    expect([ids(), ids(OTHER)]).toEqual([[], ["omar"]]);
    await pass(CALLING_MS - 5_000);
    expect(ids(OTHER)).toEqual([]);
  });

  it("is news to what shows that lead, and to nothing else", () => {
    const seen: string[][] = [];
    const runs = { other: 0, saying: 0 };
    const dispose = createRoot((end) => {
      createEffect(() => void seen.push(ids()));
      createEffect(() => {
        here.callers(OTHER);
        runs.other += 1;
      });
      // Saying so asks for nothing.
      createEffect(() => {
        runs.saying += 1;
        here.calling(LEAD, true);
      });
      return end;
    });
    here.take(calls(["sara"]));
    here.take(calls([]));
    expect([seen, runs]).toEqual([[[], ["me"], ["sara"], []], { other: 1, saying: 1 }]);
    dispose();
  });

  it("EV3: is nobody once everything has left one's sight", async () => {
    here.calling(LEAD, true);
    here.take(calls(["sara"]));
    here.take(calls(["omar"], OTHER));
    here.drop();
    await pass(CALLING_MS);
    expect([ids(), ids(OTHER), sent, vi.getTimerCount()]).toEqual([[], [], [said(LEAD)], 0]);
  });
});

describe("calls in an open workspace", () => {
  async function open() {
    const api = createApi(async (path) => {
      if (path.endsWith("/boot")) return Response.json(boot());
      return Response.json(path.endsWith("/waiting") ? { count: 0, oldest: null } : { position: at(1), rows: [row(1)], next: "1.1" });
    });
    const browser = fakeBrowser();
    const chime = { prime: () => undefined, ring: () => undefined };
    const ends = { signedOut: vi.fn(), secondFactorNeeded: vi.fn() };
    const workspace = createWorkspace("north", {
      api,
      clock,
      browser,
      openKeeper: nothingKept,
      chime,
      socket: { origin: "ws://x", WebSocket: FakeSocket },
      ...ends,
    });
    await pass();
    const socket = FakeSocket.last();
    socket.open();
    socket.say(welcome(1));
    const callers = (lead: string) => workspace.here.callers(lead).map(({ id }) => id);
    return { workspace, socket, browser, callers, said: () => socket.frames().filter((frame) => (frame as UpFrame).t === "calling") };
  }
  const removal = (id: string) => ({ id, why: "moved" as const, to: null, by: null });

  it("EV3: are dropped with leads that left one's sight, whether a page held them or not", async () => {
    const { workspace, socket, callers, said: own } = await open();
    socket.say(calls(["sara"]));
    socket.say(calls(["sara"], OTHER));
    await pass(FRAME_MS);
    workspace.here.calling(OTHER, true);
    expect([callers(LEAD), callers(OTHER)]).toEqual([["sara"], ["sara", "me"]]);
    socket.say(changes(1, 2, { removals: [removal(LEAD), removal(OTHER)] }));
    await pass(FRAME_MS);
    expect([callers(LEAD), callers(OTHER)]).toEqual([[], []]);
    await pass(CALLING_MS);
    expect(own()).toEqual([said(OTHER)]);
    workspace.close();
  });

  it("EV3: are dropped with other rights", async () => {
    const { workspace, socket, callers } = await open();
    socket.say(calls(["sara"], OTHER));
    workspace.here.calling(LEAD, true);
    socket.say({ t: "reset", why: "rights" });
    await pass(FRAME_MS);
    expect([callers(LEAD), callers(OTHER)]).toEqual([[], []]);
    workspace.close();
  });

  it("go on while the page is hidden, are nobody's while it is offline, and end with the workspace", async () => {
    const { workspace, socket, browser, callers, said: own } = await open();
    workspace.here.calling(LEAD, true);
    socket.say(calls(["me", "sara"]));
    browser.say("hidden");
    await pass(CALLING_MS / 3);
    expect(own()).toEqual([said(LEAD), said(LEAD)]);
    expect(callers(LEAD)).toEqual(["me", "sara"]);
    workspace.close();
    expect([own().at(-1), callers(LEAD)]).toEqual([said(LEAD, false), []]);
  });

  it("say so again on the next connection", async () => {
    const { workspace, browser, callers } = await open();
    workspace.here.calling(LEAD, true);
    browser.say("offline");
    await pass(10_000);
    expect([workspace.live.status(), callers(LEAD)]).toEqual(["offline", []]);
    browser.say("online");
    const next = FakeSocket.last();
    next.open();
    next.say(welcome(1));
    expect(next.frames()).toContainEqual(said(LEAD));
    workspace.close();
  });
});
