import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup, untrack } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { LeadDetail } from "../../../domain/api.ts";
import type { LeadRow } from "../../../domain/lead.ts";
import type { ApiFailure } from "../../store/notice.ts";
import type { Notice } from "../../store/notice.ts";
import type { Workspace } from "../../store/workspace.ts";

export interface Opened {
  /** As the screen shows it; undefined until it is known and once it has left one's sight. */
  row(): LeadRow | undefined;
  detail(): LeadDetail | undefined;
  failure(): ApiFailure | null;
  gone(): Parting | null;
  /** Since when what is shown may be old, ms UTC. */
  staleSince(): number | null;
  retry(): Promise<void>;
  /** One is about to archive it: it stays here, read anew, though it leaves every list. Returns what ends the wait. */
  archiving(): (done: boolean) => void;
}

/** Why a lead is gone, and who has it, as far as this person was told. */
export interface Parting {
  readonly why: "moved" | "archived" | "erased";
  readonly to: string | null;
  /** It was this person's before. */
  readonly wasMine: boolean;
}

/** The lead that a panel shows: opened, watched and closed as the address changes. */
export function createOpened(workspace: Workspace, id: Accessor<string>, now: Accessor<number>): Opened {
  const lead = createMemo(
    on(id, (wanted) => {
      const opened = workspace.openLead(wanted);
      workspace.here.watch(wanted);
      onCleanup(() => opened.close());
      return opened;
    }),
  );
  onCleanup(() => workspace.here.watch(null));

  // Read again, a detail is new in all its parts; merged by id, only what changed is drawn again and selected text stays selected.
  const [shown, setShown] = createStore<{ detail: LeadDetail | undefined }>({ detail: undefined });
  createEffect(
    on([lead, () => lead().detail()], ([current, detail], before) => {
      if (before !== undefined && before[0] !== current) setShown("detail", undefined);
      setShown("detail", reconcile(detail));
    }),
  );

  const row = createMemo(() => workspace.leads.row(id()) ?? lead().detail()?.row);
  const parting = createParting(workspace, id, row);
  const [archiving, setArchiving] = createSignal<string>();
  const readArchived = async (wanted: string) => {
    setArchiving(wanted);
    await lead().refresh();
    setArchiving((now) => (now === wanted ? undefined : now));
  };
  onCleanup(
    workspace.onNotice((notice) => {
      // Told before the lead is let go: what is read now would be let go with it.
      if (notice.kind === "left" && notice.why === "archived" && notice.id === id()) queueMicrotask(() => void readArchived(notice.id));
    }),
  );

  const current = () => workspace.live.status() !== "offline" && lead().failure() === null;
  const staleSince = createMemo<number | null>((since) => (current() ? null : (since ?? untrack(now))), null);
  createEffect(
    on(
      () => workspace.live.status() === "live",
      (live) => {
        if (live && lead().failure() !== null) void lead().refresh();
      },
      { defer: true },
    ),
  );

  return {
    row,
    detail: () => (lead().detail() === undefined ? undefined : shown.detail),
    failure: () => lead().failure(),
    gone: () => (lead().gone() && archiving() !== id() ? (parting() ?? { why: "moved", to: null, wasMine: false }) : null),
    staleSince,
    retry: () => lead().refresh(),
    archiving: () => {
      const wanted = id();
      setArchiving(wanted);
      return (done) => {
        if (done && wanted === id()) void readArchived(wanted);
        else setArchiving(undefined);
      };
    },
  };
}

/** Who took it is told by a notice; that one gave it away oneself is told by the row just before it went. */
function createParting(workspace: Workspace, id: Accessor<string>, row: Accessor<LeadRow | undefined>): Accessor<Parting | undefined> {
  const [left, setLeft] = createSignal<Extract<Notice, { kind: "left" }>>();
  onCleanup(
    workspace.onNotice((notice) => {
      if (notice.kind === "left" && notice.id === id()) setLeft(notice);
    }),
  );
  const given = createMemo<{ readonly id: string; readonly to: string | null } | undefined>((before) => {
    const shown = row();
    if (shown === undefined) return before?.id === id() ? before : undefined;
    const me = workspace.directory.me()?.id;
    const mine = shown.reason.code === "by_hand" && shown.reason.by === me && shown.owner !== me;
    return mine ? { id: shown.id, to: shown.owner } : undefined;
  });
  /** The lead that was theirs as long as it was here. */
  const had = createMemo<string | undefined>((before) => {
    const shown = row();
    if (shown === undefined) return before;
    return shown.owner === workspace.directory.me()?.id || before === shown.id ? shown.id : undefined;
  });
  return () => {
    const told = left();
    const wasMine = had() === id();
    if (told?.id === id()) return { why: told.why, to: told.to, wasMine };
    const gave = given();
    return gave === undefined ? undefined : { why: "moved", to: gave.to, wasMine };
  };
}
