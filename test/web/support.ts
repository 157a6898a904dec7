import { DEFAULT_SETUP } from "../../domain/setup.ts";
import { vi } from "vitest";
import type { Boot, Sources } from "../../domain/api.ts";
import type { LeadRow } from "../../domain/lead.ts";
import type { PersonRow } from "../../domain/people.ts";
import { type Changes, type Position, PROTOCOL, type Upsert } from "../../domain/wire.ts";
import type { Remembering } from "../../web/store/remembering.ts";
import { type Browser, type Clock, clock as realClock, type Moment } from "../../web/connection/edge.ts";
import { createSources } from "../../web/store/sources.ts";

/** With vitest's fake timers the real clock stands still too; only chance has to be held. */
export const clock: Clock = { ...realClock, random: () => 0.5 };

export const uuidOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
export const at = (seq: number, epoch = "e1"): Position => ({ epoch, seq });

export const row = (n: number, over: Partial<LeadRow> = {}): LeadRow => ({
  id: uuidOf(n),
  n,
  version: 1,
  name: `lead ${n}`,
  phone: null,
  email: null,
  stage: "new",
  owner: null,
  team: null,
  form: null,
  source: null,
  isTest: false,
  submittedAt: n * 1_000,
  amberAt: n * 1_000 + 300_000,
  redAt: n * 1_000 + 600_000,
  firstAttemptAt: null,
  lastActivityAt: n * 1_000,
  archivedAt: null,
  sameAs: null,
  reason: { code: "no_rule" },
  ...over,
});

/** Names behind Pages, ad sets and ads. */
export const sourcesOf = (told: Partial<Sources> = {}) =>
  createSources({ read: () => Promise.resolve({ pages: [], adSets: [], ads: [], ...told }), clock: { after: () => () => undefined } });

export const upsert = (lead: LeadRow, over: Partial<Upsert> = {}): Upsert => ({ row: lead, by: null, ...over });
export const changes = (from: number, to: number, over: Partial<Changes> = {}): Changes => ({
  t: "changes",
  from,
  to,
  upserts: [],
  removals: [],
  members: [],
  teams: [],
  ...over,
});
export const welcome = (seq: number, epoch = "e1") => ({ t: "welcome" as const, v: PROTOCOL, position: at(seq, epoch), serverTime: 0 });

export const boot = (over: Partial<Boot> = {}): Boot => ({
  me: { id: "me", name: "Me", role: "agent", teams: [], rights: [], agentsSeeUnclaimed: true, masked: [] },
  workspace: {
    id: "w1",
    slug: "north",
    name: "North",
    settings: { country: "AE", timeZone: "Asia/Dubai", language: "en", workingHours: {}, goalMinutes: 5, agentsSeeUnclaimed: true },
  },
  members: [
    { id: "me", name: "Me", role: "agent", teams: [], status: "active", away: false, open: 0 },
    { id: "sara", name: "Sara", role: "agent", teams: [], status: "active", away: false, open: 0 },
  ],
  teams: [],
  support: [],
  forms: [],
  campaigns: [],
  projects: [],
  setup: DEFAULT_SETUP,
  views: [],
  rules: [],
  total: 0,
  unclaimed: 0,
  demo: false,
  ...over,
});

export interface FakeBrowser extends Browser {
  readonly reloads: number;
  /** Where it was left for. */
  readonly left: readonly string[];
  say(moment: Moment): void;
}

export function fakeBrowser(): FakeBrowser {
  const heard = new Map<Moment, Set<() => void>>();
  const kept = new Map<string, string>();
  const here = new Map<string, string>();
  let online = true;
  let visible = true;
  let reloads = 0;
  const left: string[] = [];
  return {
    left,
    leaveFor: (url) => void left.push(url),
    get reloads() {
      return reloads;
    },
    online: () => online,
    visible: () => visible,
    on: (moment, work) => {
      const works = heard.get(moment) ?? new Set();
      heard.set(moment, works.add(work));
      return () => void works.delete(work);
    },
    recall: (key) => kept.get(key) ?? null,
    remember: (key, value) => void kept.set(key, value),
    recallHere: (key) => here.get(key) ?? null,
    rememberHere: (key, value) => void (value === null ? here.delete(key) : here.set(key, value)),
    reloadOnce: () => reloads++ === 0,
    say: (moment) => {
      if (moment === "online" || moment === "offline") online = moment === "online";
      else visible = moment === "visible";
      for (const work of [...(heard.get(moment) ?? [])]) work();
    },
  };
}

/** What the browser's WebSocket is to the library: the test is the server. */
export class FakeSocket extends EventTarget {
  static made: FakeSocket[] = [];
  static last(): FakeSocket {
    const socket = FakeSocket.made.at(-1);
    if (socket === undefined) throw new Error("no socket was opened");
    return socket;
  }
  readonly url: string;
  readonly sent: string[] = [];
  binaryType = "blob";
  readyState = 0;

  constructor(url: string) {
    super();
    this.url = url;
    FakeSocket.made.push(this);
  }
  send(text: string): void {
    this.sent.push(text);
  }
  /** Frames sent by the client, pings aside. */
  frames(): unknown[] {
    return this.sent.filter((text) => text !== "ping").map((text) => JSON.parse(text));
  }
  hellos(): unknown[] {
    return this.frames().filter((frame) => typeof frame === "object" && frame !== null && "t" in frame && frame.t === "hello");
  }
  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }
  say(frame: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data: typeof frame === "string" ? frame : JSON.stringify(frame) }));
  }
  close(code = 1000): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason: "" }));
  }
}

/** Lets timers that are due and everything waiting on promises happen. */
export const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** A promise that the test settles when it wants to. */
export function held<T>(): { promise: Promise<T>; give(value: T): void; fail(error: unknown): void } {
  let give: (value: T) => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((resolve, reject) => {
    give = resolve;
    fail = reject;
  });
  return { promise, give, fail };
}

/** A browser that keeps nothing. */
export const nothingKept = (): Promise<never> => Promise.reject(new Error("nothing is kept here"));

/** A tab that remembers nothing of what was done in it. */
export const nothingDone: Remembering = {
  begin: () => undefined,
  read: () => null,
  write: () => undefined,
  forget: () => undefined,
  close: () => undefined,
};

export const person = (id: string, over: Partial<PersonRow> = {}): PersonRow => ({
  id,
  name: id,
  email: `${id}@x.example`,
  role: "agent",
  status: "active",
  teams: [],
  rights: [],
  weight: 1,
  away: false,
  version: 1,
  secondFactor: false,
  seenAt: null,
  sessions: 0,
  pending: false,
  ...over,
});
