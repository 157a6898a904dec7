import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApi } from "../../web/connection/api.ts";
import type { KeptDay, Keeper } from "../../web/store/keeping.ts";
import { createWorkspace } from "../../web/store/workspace.ts";
import { at, boot, clock, fakeBrowser, FakeSocket, held, pass, row } from "./support.ts";

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** A workspace whose server answers when the test says so, and a device that keeps one lead of this morning. */
function start() {
  const answers = held<undefined>();
  const api = createApi(async (path) => {
    await answers.promise;
    if (path.endsWith("/boot")) return Response.json(boot());
    if (path.endsWith("/waiting")) return Response.json({ count: 0, oldest: null });
    return Response.json({ position: at(5), rows: [row(1, { name: "as it is" }), row(2)], next: null });
  });
  const day: KeptDay = { at: 500_000, position: at(1), boot: boot(), rows: [row(1, { name: "as it was" })], followUps: [], done: [] };
  const stand = vi.fn(async () => day);
  const keeper = { now: () => null, refused: () => false, begin: async () => undefined, stand, close: () => undefined };
  const workspace = createWorkspace("north", {
    api,
    clock,
    browser: fakeBrowser(),
    openKeeper: async () => keeper as unknown as Keeper,
    chime: { prime: () => undefined, ring: () => undefined },
    socket: { origin: "ws://x", WebSocket: FakeSocket },
    signedOut: () => undefined,
    secondFactorNeeded: () => undefined,
  });
  const shown = () => workspace.leads.ids().map((id) => workspace.leads.row(id)?.name);
  return { workspace, stand, shown, answer: () => answers.give(undefined) };
}

it("OF1: a network that leads nowhere shows after three seconds what the device keeps, and the answer when it comes", async () => {
  const { workspace, shown, answer } = start();
  await pass(2_900);
  expect([workspace.state(), workspace.asOf()]).toEqual(["loading", null]);
  await pass(200);
  expect([workspace.state(), workspace.asOf(), shown()]).toEqual(["ready", 500_000, ["as it was"]]);
  answer();
  await pass(100);
  expect([workspace.state(), workspace.asOf(), shown()]).toEqual(["ready", null, ["lead 2", "as it is"]]);
  workspace.close();
});

it("OF1: what the device keeps is never asked for where the answer is here before", async () => {
  const { workspace, stand, shown, answer } = start();
  await pass(1_000);
  answer();
  await pass(10_000);
  expect([workspace.state(), shown(), stand.mock.calls.length]).toEqual(["ready", ["lead 2", "as it is"], 0]);
  workspace.close();
});
