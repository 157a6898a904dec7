import { type Accessor, batch, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import { type NoticeRow, type NoticesPage, type NoticesRead, type NoticesUnread, UNREAD_MOST } from "../../domain/notice.ts";
import type { ApiFailure, Call } from "../connection/call.ts";
import type { Browser, Clock } from "../connection/edge.ts";
import { createNoticesApi, type NoticesApi } from "../connection/notices.ts";
import { hearSummons } from "../connection/summons.ts";
import { noticesChannel, openTabs, type Tabs } from "../connection/tabs.ts";
import { asFailure } from "./console/resource.ts";
import type { Done, TakenBack } from "./taking-back.ts";
import type { Workspace } from "./workspace.ts";

export { hearSummons };
export type { NoticeRow };

/** Changes of one moment, such as many leads given away at once, are asked about once. */
const SETTLE_MS = 250;
/** What time alone brings, a goal that passed or a follow-up that is due, comes with no frame. */
const POLL_MS = 60_000;
const AGAIN_MS = 15_000;

/** What is on its way to being read. */
interface Marking {
  readonly all: boolean;
  readonly meant: (row: NoticeRow) => boolean;
}

/** NT1: what one person was told of. Made within an owner, which it ends with. */
export interface Notices {
  /** There is something to show; it stays so while it is read again. */
  readonly ready: Accessor<boolean>;
  /** Why the last reading failed; null once one works. */
  readonly failure: Accessor<ApiFailure | null>;
  /** The newest first; what is being marked read is read. */
  readonly items: Accessor<readonly NoticeRow[]>;
  /** How many are unread; `UNREAD_MOST` means that many and more. */
  readonly unread: Accessor<number>;
  /** There are older ones than those that are shown. */
  readonly more: Accessor<boolean>;
  readonly loading: Accessor<boolean>;
  refresh(): Promise<void>;
  earlier(): Promise<void>;
  /** Null when it worked, else why not: what was marked is unread again. `did` hears of it once it is, and how it is taken back. */
  markRead(id: string, did?: Heard): Promise<ApiFailure | null>;
  /** Those that are here: one that comes meanwhile stays unread. */
  markAll(did?: Heard): Promise<ApiFailure | null>;
}

type Heard = (change: Pick<Done<unknown>, "undo">) => void;

export function openNotices(deps: {
  readonly call: Call;
  readonly clock: Clock;
  readonly browser: Pick<Browser, "visible" | "on">;
  readonly workspace: Workspace;
}): Notices {
  const { call, workspace } = deps;
  return createNotices({ ...deps, api: createNoticesApi(call, workspace.slug), tabs: openTabs(noticesChannel(workspace.slug)) });
}

export function createNotices({
  api,
  clock,
  browser,
  tabs,
  workspace,
}: {
  readonly api: NoticesApi;
  readonly clock: Clock;
  readonly browser: Pick<Browser, "visible" | "on">;
  readonly tabs: Tabs;
  readonly workspace: Pick<Workspace, "live" | "state"> & {
    readonly directory: Pick<Workspace["directory"], "told">;
    readonly leads: Pick<Workspace["leads"], "onApplied">;
  };
}): Notices {
  const [rows, setRows] = createSignal<readonly NoticeRow[]>();
  const [next, setNext] = createSignal<string | null>(null);
  const [count, setCount] = createSignal(0);
  const [marking, setMarking] = createSignal<readonly Marking[]>([]);
  const [failure, setFailure] = createSignal<ApiFailure | null>(null);
  const [loading, setLoading] = createSignal(false);
  /** Raised by every mark: what was asked before it says less than is known. */
  let marks = 0;
  let asked = 0;
  let cancel: (() => void) | null = null;
  let closed = false;

  const marked = (row: NoticeRow) => marking().some(({ meant }) => meant(row));
  const items = createMemo(() => (rows() ?? []).map((row) => (!row.read && marked(row) ? { ...row, read: true } : row)));
  const unread = createMemo(() => {
    if (marking().some(({ all }) => all)) return (rows() ?? []).filter((row) => !row.read && !marked(row)).length;
    // Of more than are counted nobody knows how many are left.
    if (count() >= UNREAD_MOST) return count();
    return Math.max(0, count() - (rows() ?? []).filter((row) => !row.read && marked(row)).length);
  });

  async function refresh(): Promise<void> {
    cancel?.();
    cancel = null;
    const [mine, at] = [++asked, marks];
    try {
      const page = await api.list();
      if (closed || mine !== asked) return;
      if (at !== marks) return soon();
      take(page);
    } catch (error) {
      if (closed || mine !== asked) return;
      setFailure(asFailure(error));
      soon(AGAIN_MS);
    }
  }

  function take(page: NoticesPage): void {
    const oldest = page.notices.at(-1)?.id ?? "";
    const known = rows() ?? [];
    // Older ones stay where nothing is missing between them and these.
    const joins = page.next !== null && known.some(({ id }) => id >= oldest);
    const older = joins ? known.filter(({ id }) => id < oldest) : [];
    batch(() => {
      setRows([...page.notices, ...(page.unread === 0 ? older.map((row) => ({ ...row, read: true })) : older)]);
      if (older.length === 0) setNext(page.next);
      setCount(page.unread);
      setFailure(null);
    });
  }

  function soon(ms = SETTLE_MS): void {
    cancel ??= clock.after(ms, () => {
      cancel = null;
      // Asked when the way to the server is back.
      if (!closed && workspace.live.status() !== "offline") void refresh();
    });
  }
  /** Whatever is waited for, this is sooner. */
  function now(): void {
    cancel?.();
    cancel = null;
    soon();
  }

  async function mark(which: NoticesRead, own: Marking, did?: Heard): Promise<ApiFailure | null> {
    const { meant } = own;
    const mine = new Set((rows() ?? []).flatMap((row) => (row.read || marked(row) || !meant(row) ? [] : [row.id])));
    marks += 1;
    setMarking((all) => [...all, own]);
    const done = (work: () => void) =>
      batch(() => {
        marks += 1;
        work();
        setMarking((all) => all.filter((one) => one !== own));
      });
    try {
      const { unread: left, at } = await api.read(which);
      done(() => {
        setRows((all) => all?.map((row) => (meant(row) ? { ...row, read: true } : row)));
        setCount(left);
      });
      tabs.say();
      did?.({ undo: unreadAgain({ at, ...("ids" in which && { ids: which.ids }) }, mine) });
      return null;
    } catch (error) {
      done(() => undefined);
      return asFailure(error);
    }
  }

  /** What that marking made read, and nothing that was read elsewhere before it or since. */
  function unreadAgain(which: NoticesUnread, mine: ReadonlySet<string>): () => Promise<TakenBack> {
    let unheard = false;
    return async () => {
      try {
        const { unread: left, changed } = await api.unread(which);
        // Asked before and not answered, it was done then.
        if (changed === 0 && !unheard) return { ok: false, why: "failed", failure: null };
        if (closed) return { ok: true };
        marks += 1;
        batch(() => {
          setRows((all) => all?.map((row) => (mine.has(row.id) ? { ...row, read: false } : row)));
          setCount(left);
        });
        tabs.say();
        // Whatever of it was read elsewhere is read.
        now();
        return { ok: true };
      } catch (error) {
        unheard = true;
        return { ok: false, why: "failed", failure: asFailure(error) };
      }
    };
  }

  const ends = [
    tabs.hear(now),
    browser.on("visible", now),
    clock.every(POLL_MS, () => browser.visible() && soon()),
    // EV3: a lead that left one's sight has no name here either.
    workspace.leads.onApplied(({ dropped }) => {
      const gone = new Set(dropped.map(({ id }) => id));
      if (gone.size === 0 || !(rows() ?? []).some(({ lead }) => lead !== null && gone.has(lead.id))) return;
      setRows((all) =>
        all?.map((row) => (row.lead !== null && gone.has(row.lead.id) ? { ...row, lead: null, by: null, entry: null } : row)),
      );
      now();
    }),
  ];
  createEffect(
    on(
      () => workspace.directory.told(),
      (word) => {
        if (word === undefined) return;
        if (word.unread !== null) setCount(word.unread);
        // Loaded anew, perhaps with other rights: what is shown may be another's by now.
        if (word.unread === null || rows() !== undefined) now();
      },
    ),
  );
  createEffect(
    on(
      () => workspace.live.status() === "live",
      // What came while there was no way to the server.
      (live, before) => live && before === false && soon(),
    ),
  );
  onCleanup(() => {
    closed = true;
    cancel?.();
    for (const end of ends) end();
    tabs.close();
  });

  return {
    ready: () => rows() !== undefined,
    failure,
    items,
    unread,
    more: () => next() !== null,
    loading,
    refresh,
    earlier: async () => {
      const after = next();
      if (after === null || loading()) return;
      setLoading(true);
      const at = marks;
      try {
        const page = await api.list(after);
        if (closed || next() !== after) return;
        batch(() => {
          const known = new Set((rows() ?? []).map(({ id }) => id));
          setRows((all) => [...(all ?? []), ...page.notices.filter(({ id }) => !known.has(id))]);
          setNext(page.next);
          setFailure(null);
        });
        if (at !== marks) soon();
      } catch (error) {
        if (!closed) setFailure(asFailure(error));
      } finally {
        setLoading(false);
      }
    },
    markRead: async (id, did) => {
      const known = items().find((row) => row.id === id);
      if (known === undefined || known.read) return null;
      return mark({ ids: [id] }, { all: false, meant: (row) => row.id === id }, did);
    },
    markAll: (did) => {
      const newest = rows()?.[0]?.id;
      const upTo = newest === undefined ? {} : { upTo: newest };
      return mark({ all: true, ...upTo }, { all: true, meant: ({ id }) => newest === undefined || id <= newest }, did);
    },
  };
}
