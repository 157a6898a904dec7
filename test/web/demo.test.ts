import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LeadRow } from "../../domain/lead.ts";
import { createDemoApi } from "../../web/connection/demo.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import { createDemo, summarise } from "../../web/store/demo.ts";
import { doorOf } from "../../web/store/demo-watch.ts";
import type { Applied } from "../../web/store/leads.ts";
import { clock, fakeBrowser, held, pass, row, uuidOf } from "./support.ts";

const DOOR = {
  key: "agent",
  host: "agent.localhost",
  person: "019c0000-0003-7000-8000-000000000004",
  name: "Sara",
  role: "agent",
  workspace: "North",
  url: "http://agent.localhost:8787/x",
};
const time = (ms: number, failing = false) => ({ lead: `lead-${ms}`, ms, failing });
const ANSWERS: Record<string, unknown> = {
  "GET /demo/doors": { doors: [DOOR] },
  "GET /demo/state": { state: "seeded", leads: 3, stopped: false },
  "GET /demo/seen": { doors: [{ door: "agent", times: [time(300)] }] },
  "POST /demo/seen": { ok: true },
  "POST /demo/pulse": { rained: false, stopped: false },
  "POST /demo/act": { act: "fail" },
  "GET http://agent.localhost:8787/icon.svg": {},
};

/** The demo as a page on `host` has it, with a server that answers as told, and a screen that draws when told. */
function setUp(over: { host?: string; answers?: Record<string, unknown> } = {}) {
  const asked: string[] = [];
  const api = createDemoApi(async (path, init) => {
    const ask = `${init.method ?? "GET"} ${path}`;
    asked.push(typeof init.body === "string" && init.body !== "{}" ? `${ask} ${init.body}` : ask);
    const answer = await { ...ANSWERS, ...over.answers }[ask];
    if (answer instanceof Error) throw answer;
    return answer instanceof Response ? answer : Response.json(answer);
  });
  const frames = new Set<() => void>();
  const browser = {
    ...fakeBrowser(),
    host: () => over.host ?? "agent.localhost",
    painted: (work: () => void) => {
      frames.add(work);
      return () => void frames.delete(work);
    },
  };
  const watchers = new Set<(applied: Applied) => void>();
  const leads = {
    onApplied: (work: (applied: Applied) => void) => {
      watchers.add(work);
      return () => void watchers.delete(work);
    },
  };
  return {
    demo: createDemo({ api, clock, browser }),
    browser,
    leads,
    asked,
    of: (start: string) => asked.filter((ask) => ask.startsWith(start)),
    arrive: (...fresh: LeadRow[]) => {
      for (const work of watchers) work({ set: fresh, found: fresh, fresh, again: [], dropped: [] });
    },
    draw: () => {
      for (const work of frames) {
        frames.delete(work);
        work();
      }
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** As the server refuses, which gives each of its answers an id. */
const refused = (status: number) => Response.json({}, { status, headers: { "x-request-id": "r1" } });

describe("watching a workspace's screen", () => {
  it("asks for a lead about every five seconds, and not while the page is hidden", async () => {
    const { demo, browser, leads, of } = setUp();
    const stop = demo.watch(leads);
    await pass(10_000);
    expect(of("POST /demo/pulse")).toHaveLength(2);
    browser.say("hidden");
    await pass(20_000);
    browser.say("visible");
    await pass(5_000);
    expect(of("POST /demo/pulse")).toHaveLength(3);
    stop();
    await pass(20_000);
    expect(of("POST /demo/pulse")).toHaveLength(3);
  });

  it("asks once at a time, however slow the answer", async () => {
    const slow = held<unknown>();
    const { demo, leads, of } = setUp({ answers: { "POST /demo/pulse": slow.promise } });
    demo.watch(leads);
    await pass(30_000);
    expect(of("POST /demo/pulse")).toHaveLength(1);
  });

  it("reports a new lead with its door and the moment it was drawn", async () => {
    const { demo, leads, of, arrive, draw } = setUp();
    demo.watch(leads);
    arrive(row(7));
    await pass(40);
    expect(of("POST /demo/seen")).toEqual([]);
    draw();
    await pass();
    expect(of("POST /demo/seen")).toEqual([`POST /demo/seen {"lead":"${uuidOf(7)}","door":"agent","at":1000040}`]);
  });

  it("reports several leads one after the other, and goes on after a refused one", async () => {
    const first = held<unknown>();
    const { demo, leads, of, arrive, draw } = setUp({ answers: { "POST /demo/seen": first.promise } });
    demo.watch(leads);
    arrive(row(1), row(2));
    draw();
    await pass();
    expect(of("POST /demo/seen")).toHaveLength(1);
    first.give(new Error("network"));
    await pass();
    expect(of("POST /demo/seen")).toHaveLength(2);
  });

  it.each([
    ["a host that is no door", "localhost"],
    ["somebody else's host of the same first label", "agent.example.com"],
  ])("reports nothing on %s", async (_title, host) => {
    const { demo, leads, of, arrive, draw } = setUp({ host });
    demo.watch(leads);
    arrive(row(1));
    draw();
    await pass(10_000);
    expect(of("POST /demo/seen")).toEqual([]);
    expect(of("POST /demo/pulse")).toHaveLength(2);
  });

  it("reports nothing that arrived, or was not drawn yet, while nobody looked", async () => {
    const { demo, browser, leads, of, arrive, draw } = setUp();
    demo.watch(leads);
    arrive(row(1));
    browser.say("hidden");
    arrive(row(2));
    browser.say("visible");
    draw();
    await pass();
    expect(of("POST /demo/seen")).toEqual([]);
  });

  it("is undisturbed by a server that fails", async () => {
    const { demo, leads, of, arrive, draw } = setUp({
      answers: { "POST /demo/pulse": new Error("network"), "POST /demo/seen": refused(503) },
    });
    demo.watch(leads);
    arrive(row(1));
    draw();
    await pass(15_000);
    expect(of("POST /demo/pulse")).toHaveLength(3);
  });
});

describe("the demo's page", () => {
  it("has the doors, and knows when the browser refuses their hosts", async () => {
    const { demo } = setUp({ answers: { "GET http://agent.localhost:8787/icon.svg": new TypeError("refused") } });
    expect(demo.doors()).toEqual({ kind: "loading" });
    await demo.loadDoors();
    expect(demo.doors()).toEqual({ kind: "ready", doors: [DOOR], seeded: true });
    await pass();
    expect(demo.refused()).toBe(true);
  });

  it("says why the doors could not be had, and has them the next time", async () => {
    const answers: Record<string, unknown> = { "GET /demo/doors": refused(503) };
    const { demo } = setUp({ answers });
    await demo.loadDoors();
    expect(demo.doors()).toMatchObject({ kind: "failed", failure: { code: "unavailable" } });
    delete answers["GET /demo/doors"];
    await demo.loadDoors();
    expect(demo.doors()).toMatchObject({ kind: "ready", doors: [DOOR] });
  });

  it("reads the times every two seconds while it is visible, and says when it cannot", async () => {
    const answers: Record<string, unknown> = {};
    const { demo, browser, of, ...rest } = setUp({ answers });
    const stop = demo.follow();
    await pass(4_000);
    expect(of("GET /demo/seen")).toHaveLength(3);
    expect(demo.times()).toEqual([{ door: "agent", times: [time(300)] }]);
    expect(demo.stale()).toBe(false);
    browser.say("hidden");
    await pass(10_000);
    browser.say("visible");
    await pass();
    expect(of("GET /demo/seen")).toHaveLength(4);
    stop();
    await pass(10_000);
    expect(rest.asked).toHaveLength(4);
  });

  it("keeps the times it has when they cannot be read", async () => {
    const { demo } = setUp({ answers: { "GET /demo/seen": refused(500) } });
    demo.follow();
    await pass();
    expect(demo.stale()).toBe(true);
    expect(demo.times()).toEqual([]);
  });

  it("knows from the answer whether leads still arrive by themselves", async () => {
    const { demo } = setUp({ answers: { "POST /demo/act": { act: "stop", stopped: true } } });
    expect(demo.stopped()).toBe(false);
    await demo.act("stop");
    expect(demo.stopped()).toBe(true);
  });

  it("hands on what came of a button, or why nothing did", async () => {
    const moved = { act: "move", lead: uuidOf(1), name: "Omar", from: "Sara", to: "Yousef" };
    expect(await setUp({ answers: { "POST /demo/act": moved } }).demo.act("move")).toEqual(moved);
    const refusal = await setUp({ answers: { "POST /demo/act": refused(404) } }).demo.act("move");
    expect(refusal).toBeInstanceOf(ApiFailure);
    expect(refusal).toMatchObject({ code: "not_found" });
  });
});

describe("summarise", () => {
  it.each([
    [[], null],
    [[300], { last: 300, median: 300, slowest: 300 }],
    [[300, 100], { last: 300, median: 200, slowest: 300 }],
    [[300, 9_000, 100], { last: 300, median: 300, slowest: 9_000 }],
  ])("of %j is %j", (times, summary) => {
    expect(summarise(times.map((ms) => time(ms)))).toEqual(summary);
  });

  it("leaves what waited for a failing Meta out, as long as there is anything else", () => {
    expect(summarise([time(90_000, true), time(300), time(100)])).toEqual({ last: 90_000, median: 200, slowest: 300 });
    expect(summarise([time(90_000, true)])).toEqual({ last: 90_000, median: 90_000, slowest: 90_000 });
  });
});

describe("doorOf", () => {
  it.each([
    ["agent2.localhost", "agent2"],
    ["owner.localhost", "owner"],
    ["nobody.localhost", null],
    ["localhost", null],
    ["a.agent.localhost", null],
  ])("%s is %s", (host, key) => {
    expect(doorOf(host)).toBe(key);
  });
});
