import { fc, test as property } from "@fast-check/vitest";
import { afterEach, beforeEach, describe, expect, vi } from "vitest";
import type { Position } from "../../domain/wire.ts";
import { createApi } from "../../web/connection/api.ts";
import { createWorkspace } from "../../web/store/workspace.ts";
import { Model } from "./model.ts";
import { boot, clock, fakeBrowser, FakeSocket, nothingKept, pass } from "./support.ts";

/** What a person gives a screen that they come back to. */
const BUDGET_MS = 1_500;
const HOUR_MS = 3_600_000;
const STEP_MS = 20;
const OWNERS = ["me", "sara", null] as const;

const pick = fc.nat(1_000);
const happens = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom("create" as const, "assign" as const, "edit" as const), pick, to: pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("stage" as const, "archive" as const, "erase" as const), pick, to: pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("many" as const, "rights" as const, "restore" as const), pick, to: pick }) },
);
type Happens = typeof happens extends fc.Arbitrary<infer T> ? T : never;
/** How somebody comes to sleep, and what the browser says of waking: nothing at all, where only the clock has moved. */
const sleeps = fc.constantFrom("clock" as const, "hidden" as const, "offline" as const);

function happen(model: Model, { do: what, pick: n, to }: Happens): void {
  const ids = [...model.rows.keys()];
  const id = ids[n % Math.max(1, ids.length)] ?? "";
  if (what === "create") model.create({ owner: OWNERS[to % 3] ?? null });
  if (what === "many") for (let one = 0; one < 130; one++) model.create({ owner: "me" });
  if (what === "assign") model.change(id, { owner: OWNERS[to % 3] ?? null });
  if (what === "edit") model.change(id, { name: `renamed ${to}` });
  if (what === "stage") model.change(id, { stage: "contacted" });
  if (what === "archive") model.change(id, { archivedAt: to % 2 === 0 ? 1 : null });
  if (what === "erase") model.erase(id);
  if (what === "rights") model.rights(to % 2 === 0);
  if (what === "restore") model.restore();
}

/** The app before a server, and the network between them. */
class Desk {
  readonly model: Model;
  readonly browser = fakeBrowser();
  readonly workspace: ReturnType<typeof createWorkspace>;
  #heard = new WeakMap<FakeSocket, number>();
  #live: FakeSocket | null = null;

  constructor(model: Model) {
    this.model = model;
    const api = createApi(async (path) => {
      const { pathname, searchParams } = new URL(path, "http://x");
      if (pathname.endsWith("/boot")) return Response.json(boot());
      if (pathname.endsWith("/waiting")) return Response.json({ count: 0, oldest: null });
      if (pathname.endsWith("/leads")) return Response.json(model.page(searchParams.get("after"), Number(searchParams.get("limit"))));
      return Response.json({ error: { code: "not_found", request: "1" } }, { status: 404 });
    });
    this.workspace = createWorkspace("north", {
      api,
      clock,
      browser: this.browser,
      openKeeper: nothingKept,
      chime: { prime: () => undefined, ring: () => undefined },
      socket: { origin: "ws://x", WebSocket: FakeSocket },
      signedOut: () => undefined,
      secondFactorNeeded: () => undefined,
    });
  }

  /** The network works for so long, or until `done`. Returns how long it took. */
  async works(ms: number, done: () => boolean = () => false): Promise<number> {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      if (done()) return passed;
      await pass(STEP_MS);
      const socket = FakeSocket.made.at(-1);
      if (socket === undefined) continue;
      if (socket.readyState === 0) {
        this.model.connect();
        this.#live = socket;
        socket.open();
      }
      // Frames of a connection that was given up reach nobody.
      if (socket !== this.#live) continue;
      const hellos = socket.hellos();
      const heard = this.#heard.get(socket) ?? 0;
      this.#heard.set(socket, hellos.length);
      for (const hello of hellos.slice(heard) as { position: Position }[]) this.model.hello(hello.position);
      this.model.poke();
      for (const frame of this.model.wire.splice(0)) socket.say(frame);
    }
    return ms;
  }

  /** The connection is dead and nobody said so: what the room sends goes nowhere. */
  sleep(how: "clock" | "hidden" | "offline"): void {
    if (how !== "clock") this.browser.say(how);
    this.model.connect();
    this.#live = null;
  }

  wake(how: "clock" | "hidden" | "offline", ms: number): void {
    // Timers stand still while the machine does.
    vi.setSystemTime(Date.now() + ms);
    if (how === "hidden") this.browser.say("visible");
    if (how === "offline") this.browser.say("online");
  }

  right(): boolean {
    const { leads, live, state } = this.workspace;
    const ids = leads.ids();
    const visible = this.model.visible();
    if (state() !== "ready" || live.status() !== "live" || (ids.length === 0) !== (visible.length === 0)) return false;
    // What lies below the last page that was read is not shown; down to there nothing is missing.
    if (leads.complete() && ids.length !== visible.length) return false;
    return JSON.stringify(ids.map((id) => leads.row(id))) === JSON.stringify(visible.slice(0, ids.length));
  }
}

describe("a screen that slept", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  property.prop(
    [
      fc.array(
        fc.record({ meanwhile: fc.array(happens, { maxLength: 25 }), how: sleeps, ms: fc.integer({ min: 60_000, max: 3 * HOUR_MS }) }),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      fc.constantFrom(8, 1_000),
    ],
    { numRuns: 60 },
  )(
    "EV2, EV3: is exactly right within 1.5 s of waking, whatever happened meanwhile, though nothing told it that it slept",
    async (nights, limit) => {
      FakeSocket.made = [];
      const model = new Model(limit);
      for (let n = 0; n < 9; n++) model.create({ owner: OWNERS[n % 3] ?? null });
      const desk = new Desk(model);
      expect(await desk.works(3_000, () => desk.right())).toBeLessThan(3_000);
      for (const { meanwhile, how, ms } of nights) {
        desk.sleep(how);
        for (const one of meanwhile) happen(model, one);
        desk.wake(how, ms);
        const took = await desk.works(BUDGET_MS + STEP_MS, () => desk.right());
        expect(took, `${how}, ${meanwhile.length} changes`).toBeLessThanOrEqual(BUDGET_MS);
      }
      desk.workspace.close();
    },
    60_000,
  );
});
