import { createRoot, createSignal } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type NoticeRow, type NoticesPage, type NoticesRead, UNREAD_MOST } from "../../domain/notice.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import { createDirectory, type Directory } from "../../web/store/directory.ts";
import { createLeads, type Leads } from "../../web/store/leads.ts";
import { createNotices, type Notices } from "../../web/store/notices.ts";
import type { TakenBack } from "../../web/store/taking-back.ts";
import { at, boot, changes, clock, fakeBrowser, type FakeBrowser, pass, row, sourcesOf, upsert, uuidOf } from "./support.ts";

const notice = (n: number, over: Partial<NoticeRow> = {}): NoticeRow => ({
  id: uuidOf(n),
  at: n * 1_000,
  kind: "assigned",
  lead: { id: uuidOf(n), name: `lead ${n}`, form: null },
  by: "sara",
  entry: null,
  read: false,
  ...over,
});
/** As the server would say it, the newest first, so many a page. */
const PAGE = 3;

let server: NoticeRow[];
let asked: (string | undefined)[];
let marked: NoticesRead[];
/** When each was marked read, by the server's own clock. */
let readAt: ReadonlyMap<string, number>;
let moment: number;
let refuses: ApiFailure | null;
/** Held back until the test lets it through. */
let gate: Promise<void> | null;
let browser: FakeBrowser;
let directory: Directory;
let leads: Leads;
let notices: Notices;
let others: number;
let fromOthers: () => void;
let status: (value: "live" | "offline") => void;
let end: () => void;

function page(after?: string): NoticesPage {
  const all = [...server].sort((a, b) => (a.id < b.id ? 1 : -1)).filter(({ id }) => after === undefined || id < after);
  const some = all.slice(0, PAGE);
  return { notices: some, next: all.length > PAGE ? (some.at(-1)?.id ?? null) : null, unread: server.filter(({ read }) => !read).length };
}

function open(unread = 0): void {
  createRoot((dispose) => {
    end = dispose;
    const [live, setLive] = createSignal<"live" | "offline">("live");
    status = (value) => void setLive(value);
    directory = createDirectory(sourcesOf());
    directory.load(boot({ unread }));
    leads = createLeads({ clock, me: () => "me", notify: () => undefined });
    leads.restart({ position: at(1), rows: [row(1), row(2)], next: null } as never);
    notices = createNotices({
      clock,
      browser,
      tabs: {
        say: () => void (others += 1),
        hear: (work) => {
          fromOthers = work;
          return () => undefined;
        },
        close: () => undefined,
      },
      workspace: { directory, leads, live: { status: live } as never, state: () => "ready" },
      api: {
        list: async (after) => {
          asked.push(after);
          const answer = page(after);
          await gate;
          if (refuses !== null) throw refuses;
          return answer;
        },
        read: async (which) => {
          marked.push(which);
          await gate;
          if (refuses !== null) throw refuses;
          const meant = ({ id }: NoticeRow) => ("ids" in which ? which.ids.includes(id) : which.upTo === undefined || id <= which.upTo);
          moment += 1;
          const changed = server.filter((one) => meant(one) && !one.read).map(({ id }) => id);
          readAt = new Map([...readAt, ...changed.map((id) => [id, moment] as const)]);
          server = server.map((one) => (meant(one) ? { ...one, read: true } : one));
          return { unread: page().unread, at: moment };
        },
        unread: async ({ at: then, ids }) => {
          const meant = (one: NoticeRow) => one.read && readAt.get(one.id) === then && (ids === undefined || ids.includes(one.id));
          const changed = server.filter(meant).length;
          server = server.map((one) => (meant(one) ? { ...one, read: false } : one));
          if (refuses !== null) throw refuses;
          return { unread: page().unread, changed };
        },
      },
    });
  });
}

const told = (person: string) => directory.changed(changes(1, 2, { told: [person] }));
const shown = () => notices.items().map(({ id, read }) => `${Number(id.slice(-12))}${read ? "" : "!"}`);

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  [server, asked, marked, refuses, gate, others] = [[], [], [], null, null, 0];
  [readAt, moment] = [new Map(), 0];
  browser = fakeBrowser();
});
afterEach(() => {
  end();
  vi.useRealTimers();
});

describe("NT1: one's own notices", () => {
  it("counts what the workspace was loaded with, and asks for nothing until there is news or somebody looks", async () => {
    open(4);
    await pass(10_000);
    expect([notices.unread(), notices.ready(), asked]).toEqual([4, false, []]);
  });

  it("asks once for all that a moment brings, within half a second, and for nothing that is another's", async () => {
    open();
    server = [notice(1), notice(2)];
    told("sara");
    await pass(1_000);
    expect(asked).toHaveLength(0);
    told("me");
    told("me");
    told("me");
    await pass(500);
    expect([asked.length, notices.unread(), shown()]).toEqual([1, 2, ["2!", "1!"]]);
  });

  it("asks when a lead that came in is one's own, and not when one made it oneself or it is another's", async () => {
    open();
    const came = (owner: string, by: string | null, created = true) =>
      directory.changed(changes(1, 2, { upserts: [upsert(row(3, { owner }), { by, ...(created && { created }) })] }));
    came("sara", null);
    came("me", "me");
    came("me", "sara", false);
    await pass(1_000);
    expect(asked).toHaveLength(0);
    came("me", null);
    await pass(500);
    expect(asked).toHaveLength(1);
  });

  it("asks each minute while it is seen, when it is seen again, when another tab read one, and once the way is back", async () => {
    open();
    server = [notice(1)];
    await pass(61_000);
    expect([asked.length, notices.unread()]).toEqual([1, 1]);
    browser.say("hidden");
    await pass(300_000);
    expect(asked).toHaveLength(1);
    browser.say("visible");
    await pass(500);
    expect(asked).toHaveLength(2);
    fromOthers();
    await pass(500);
    expect(asked).toHaveLength(3);
    status("offline");
    told("me");
    await pass(30_000);
    expect(asked).toHaveLength(3);
    status("live");
    await pass(500);
    expect(asked).toHaveLength(4);
  });

  it("marks one at once, tells the other tabs when it is, and marks nothing twice", async () => {
    server = [notice(1), notice(2)];
    open(2);
    await notices.refresh();
    let through = () => undefined as void;
    gate = new Promise((resolve) => (through = resolve));
    const marking = notices.markRead(uuidOf(2));
    expect([shown(), notices.unread(), others]).toEqual([["2", "1!"], 1, 0]);
    expect(await notices.markRead(uuidOf(2))).toBeNull();
    through();
    expect(await marking).toBeNull();
    expect([shown(), notices.unread(), others, marked]).toEqual([["2", "1!"], 1, 1, [{ ids: [uuidOf(2)] }]]);
    expect(await notices.markRead(uuidOf(2))).toBeNull();
    expect(marked).toHaveLength(1);
  });

  it("marks all that are here: one that comes meanwhile stays unread", async () => {
    server = [notice(1), notice(2)];
    open(2);
    await notices.refresh();
    server.push(notice(3));
    const marking = notices.markAll();
    expect([shown(), notices.unread()]).toEqual([["2", "1"], 0]);
    await marking;
    expect([marked, notices.unread()]).toEqual([[{ all: true, upTo: uuidOf(2) }], 1]);
    await notices.refresh();
    expect(shown()).toEqual(["3!", "2", "1"]);
  });

  describe("ED1: what was marked is unread again", () => {
    const undos: (() => Promise<TakenBack>)[] = [];
    const did = ({ undo }: { readonly undo: () => Promise<TakenBack> }) => void undos.push(undo);
    const elsewhere = (n: number) => {
      server = server.map((one) => (one.id === uuidOf(n) ? { ...one, read: true } : one));
      readAt = new Map([...readAt, [uuidOf(n), -1]]);
    };
    beforeEach(async () => {
      undos.length = 0;
      server = [notice(1, { read: true }), notice(2), notice(3)];
      open(2);
      await notices.refresh();
    });

    it("one, here and in the other tabs", async () => {
      await notices.markRead(uuidOf(2), did);
      expect(await undos[0]?.()).toEqual({ ok: true });
      expect([shown(), notices.unread(), others]).toEqual([["3!", "2!", "1"], 2, 2]);
    });

    it("all, and neither what was read before nor what another tab had read meanwhile", async () => {
      elsewhere(2);
      await notices.markAll(did);
      expect(shown()).toEqual(["3", "2", "1"]);
      expect(await undos[0]?.()).toEqual({ ok: true });
      expect(notices.unread()).toBe(1);
      await pass(500);
      expect([shown(), notices.unread()]).toEqual([["3!", "2", "1"], 1]);
    });

    it("not what was read again since, and nothing where another tab was first", async () => {
      await notices.markRead(uuidOf(2), did);
      elsewhere(2);
      expect(await undos[0]?.()).toEqual({ ok: false, why: "failed", failure: null });
      expect([shown(), notices.unread()]).toEqual([["3!", "2", "1"], 1]);
    });

    it("asked again after an answer that never came, it is so", async () => {
      await notices.markAll(did);
      refuses = new ApiFailure("offline");
      expect(await undos[0]?.()).toMatchObject({ ok: false, why: "failed", failure: { code: "offline" } });
      expect(shown()).toEqual(["3", "2", "1"]);
      refuses = null;
      expect(await undos[0]?.()).toEqual({ ok: true });
      expect([shown(), notices.unread()]).toEqual([["3!", "2!", "1"], 2]);
    });

    it("nothing is said of what could not be marked, or was read already", async () => {
      await notices.markRead(uuidOf(1), did);
      refuses = new ApiFailure("offline");
      await notices.markAll(did);
      expect(undos).toEqual([]);
    });
  });

  it("shows as unread again what could not be marked, and says why", async () => {
    server = [notice(1)];
    open(1);
    await notices.refresh();
    refuses = new ApiFailure("offline");
    expect((await notices.markRead(uuidOf(1)))?.code).toBe("offline");
    expect([shown(), notices.unread(), others]).toEqual([["1!"], 1, 0]);
  });

  it("is not set back by an answer that was asked for before something was read", async () => {
    server = [notice(1)];
    open(1);
    await notices.refresh();
    let through = () => undefined as void;
    gate = new Promise((resolve) => (through = resolve));
    const reading = notices.refresh();
    const marking = notices.markRead(uuidOf(1));
    through();
    await Promise.all([reading, marking]);
    expect([shown(), notices.unread()]).toEqual([["1"], 0]);
    gate = null;
    await pass(500);
    expect([shown(), notices.unread(), asked.length]).toEqual([["1"], 0, 3]);
  });

  it("goes back page by page; new ones come on top, and after a long gap it begins anew", async () => {
    server = [1, 2, 3, 4, 5].map((n) => notice(n));
    open(5);
    await notices.refresh();
    expect([shown(), notices.more()]).toEqual([["5!", "4!", "3!"], true]);
    await notices.earlier();
    expect([shown(), notices.more(), asked.at(-1)]).toEqual([["5!", "4!", "3!", "2!", "1!"], false, uuidOf(3)]);
    server.push(notice(6));
    await notices.refresh();
    expect([shown(), notices.more()]).toEqual([["6!", "5!", "4!", "3!", "2!", "1!"], false]);
    server.push(...[7, 8, 9, 10].map((n) => notice(n)));
    await notices.refresh();
    expect([shown(), notices.more()]).toEqual([["10!", "9!", "8!"], true]);
    server = server.map((one) => ({ ...one, read: true }));
    await notices.refresh();
    expect(notices.unread()).toBe(0);
  });

  it("of more than are counted it counts none down by itself", async () => {
    server = [notice(1), notice(2)];
    open(UNREAD_MOST);
    expect(notices.unread()).toBe(UNREAD_MOST);
  });

  it("EV3: names no lead that has just left one's sight, and asks anew", async () => {
    server = [notice(1), notice(2)];
    open(2);
    await notices.refresh();
    leads.apply({ kind: "frame", frame: changes(1, 2, { removals: [{ id: uuidOf(1), why: "moved", to: "sara", by: "sara" }] }) });
    expect(notices.items().map(({ lead }) => lead?.name ?? null)).toEqual(["lead 2", null]);
    await pass(500);
    expect(asked).toHaveLength(2);
    leads.apply({ kind: "frame", frame: changes(2, 3, { upserts: [upsert(row(2, { version: 2 }))] }) });
    await pass(500);
    expect(asked).toHaveLength(2);
  });

  it("keeps what it has when it cannot be read, and tries again by itself", async () => {
    server = [notice(1)];
    open(1);
    await notices.refresh();
    refuses = new ApiFailure("unavailable");
    await notices.refresh();
    expect([notices.failure()?.code, shown()]).toEqual(["unavailable", ["1!"]]);
    refuses = null;
    await pass(16_000);
    expect(notices.failure()).toBeNull();
  });
});
