import { type Accessor, batch, createEffect, createMemo, createSignal, on, onCleanup, untrack } from "solid-js";
import type { FollowUp } from "../../../domain/followup.ts";
import { type Bannable, isWaiting, type LeadRow } from "../../../domain/lead.ts";
import { dayStart } from "../../../domain/localtime.ts";
import { type DayItem, type MyDay, planDay, WAITING_LEADS } from "../../../domain/myday.ts";
import { ApiFailure } from "../../connection/call.ts";
import { partKey } from "../entries.ts";
import type { KeptDay } from "../keeping.ts";
import type { Workspace } from "../workspace.ts";
import type { Floor } from "./floor.ts";
import type { FollowUps } from "./followups.ts";

/** Changes of one moment, such as a lead and its follow-ups that move, are read once. */
const SETTLE_MS = 300;
/** As long as nobody looks at it, the figure beside its name is worth no more questions than this. */
const UNSEEN_MS = 5_000;
/** And it is as old as this at most: a busy hour would plan a day with each change of any lead that waits. */
const RESTS_MS = 1_000;
/** A failure is tried again by itself. */
const AGAIN_MS = 15_000;
/** What is kept of it is said to be of then: no older than this while the server is heard. */
const KEEP_AGAIN_MS = 5 * 60_000;
/** Several changes in a row are kept once. */
const KEEP_MS = 1_000;
/** How fine the day is planned: a clock that turns amber is seen at once, its lead moves up soon after. */
const TICK_MS = 10_000;

const NONE: readonly Bannable[] = [];

/** What one person has to do, and what they have done today. Made within an owner, which it ends with. */
export interface Day {
  /** There is something to show; it stays so while it is read again. */
  readonly ready: Accessor<boolean>;
  /** Why the last reading failed; null once one works. */
  readonly failure: Accessor<ApiFailure | null>;
  /** The next best first; one's own unanswered changes are in it. */
  readonly items: Accessor<readonly DayItem[]>;
  /** Open follow-ups of this person on that lead. */
  followUpsOf(lead: string): readonly FollowUp[];
  /** The channels that this lead's person did not agree to on a form. */
  unticked(lead: string): readonly Bannable[];
  /** Done since midnight, the last one first. */
  readonly done: Accessor<readonly FollowUp[]>;
  /** There is more than was read. */
  readonly more: Accessor<boolean>;
  /** What is to be done by the end of today. */
  readonly count: Accessor<number>;
  /** Some of it is past its time. */
  readonly late: Accessor<boolean>;
  refresh(): Promise<void>;
  /** It is on screen: changes are read at once. */
  watch(): () => void;
}

export function createDay({
  floor,
  followUps,
  workspace,
  now,
}: {
  readonly floor: Pick<Floor, "clock"> & { readonly api: Pick<Floor["api"], "myDay"> };
  readonly followUps: Pick<FollowUps, "shown" | "told">;
  readonly workspace: Pick<Workspace, "leads" | "directory" | "live" | "state" | "reload"> & Partial<Pick<Workspace, "asOf" | "kept">>;
  readonly now: Accessor<number>;
}): Day {
  const { leads, directory } = workspace;
  const [read, setRead] = createSignal<
    Pick<MyDay, "followUps" | "inherited" | "unticked" | "done" | "more"> & { readonly leads: readonly string[] }
  >();
  const [failure, setFailure] = createSignal<ApiFailure | null>(null);
  const me = () => directory.me()?.id;
  const zone = () => directory.workspace()?.settings.timeZone ?? "UTC";
  const tick = createMemo(() => Math.floor(now() / TICK_MS) * TICK_MS);
  const midnight = createMemo(() => dayStart(tick(), zone()));
  let reading: AbortController | null = null;
  let cancel: (() => void) | null = null;
  const [watchers, setWatchers] = createSignal(0);
  /** Each lead at the version that was read, or that it was asked again for: read once more, it is no news. */
  const seen = new Map<string, number>();

  const inherited = createMemo(() => new Set(read()?.inherited ?? []));
  const mine = (one: FollowUp) => {
    const owner = leads.row(one.lead)?.owner ?? null;
    return owner === null ? one.person === me() || inherited().has(one.id) : owner === me();
  };
  /** Follow-ups as they will be: those that were read, and those that were just set. */
  const all = createMemo(() => followUps.shown(read()?.followUps ?? [], mine));
  const rows = () => {
    const person = me();
    const ids = new Set([...(read()?.leads ?? []), ...all().map(({ lead }) => lead)]);
    // Who came in just now is there before anybody was asked. The longest wait stands last, and of thousands no more are planned.
    if (person !== undefined) for (const id of leads.ids(partKey("waiting", person)).slice(-WAITING_LEADS)) ids.add(id);
    return [...ids].flatMap((id): LeadRow | readonly LeadRow[] => leads.row(id) ?? []);
  };
  let cancelRest: (() => void) | null = null;
  let missed = false;
  const [rested, goOn] = createSignal(undefined, { equals: false });
  /** Planned a moment ago with nobody looking: what changes meanwhile is not even followed. */
  function rests(): boolean {
    rested();
    if (watchers() > 0) return false;
    if (cancelRest !== null) return (missed = true);
    cancelRest = floor.clock.after(RESTS_MS, () => {
      cancelRest = null;
      if (missed) goOn();
    });
    missed = false;
    return false;
  }
  const items = createMemo<readonly DayItem[]>(
    (before) => {
      const person = me();
      if (person === undefined || read() === undefined) return [];
      if (rests()) return before;
      return planDay({ me: person, rows: rows(), followUps: all(), inherited: inherited(), now: tick(), settings: { timeZone: zone() } });
    },
    [],
    { equals: (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b) },
  );
  const done = createMemo(() => {
    const known = new Map((read()?.done ?? []).map((one) => [one.id, one]));
    for (const one of all()) if (one.state === "done") known.set(one.id, one);
    return [...known.values()]
      .filter((one) => (one.doneAt ?? 0) >= midnight() && leads.row(one.lead) !== undefined)
      .sort((a, b) => (b.doneAt ?? 0) - (a.doneAt ?? 0));
  });

  async function refresh(): Promise<void> {
    cancel?.();
    cancel = null;
    reading?.abort();
    const mine = new AbortController();
    reading = mine;
    try {
      const answer = await floor.api.myDay(mine.signal);
      if (mine.signal.aborted) return;
      take(answer);
    } catch (error) {
      if (mine.signal.aborted) return;
      setFailure(error instanceof ApiFailure ? error : new ApiFailure("internal"));
      if (read() === undefined) await stand();
      soon(AGAIN_MS);
    }
  }

  /** Started without a connection: what the device kept is what there is to do. */
  async function stand(): Promise<void> {
    if (workspace.asOf?.() == null) return;
    const kept = await workspace.kept?.()?.now()?.day();
    if (kept != null && read() === undefined)
      take({
        ...kept,
        rows: [...kept.rows],
        followUps: [...kept.followUps],
        done: [...kept.done],
        inherited: [],
        unticked: kept.unticked ?? {},
        more: true,
      });
  }

  /** OF1: one's own leads due today, as the server said them. */
  function keptNow(): KeptDay | null {
    const [known, position, boot] = [read(), leads.position(), directory.boot()];
    if (known === undefined || position === null || boot === undefined || workspace.asOf?.() != null) return null;
    const due = items().flatMap(({ group, lead }) => (group === "later" ? [] : (leads.base(lead) ?? [])));
    const [mine, seen] = [due.filter(({ owner }) => owner === me()), new Set(due.map(({ id }) => id))];
    const about = (all: readonly FollowUp[]) => all.filter(({ lead }) => seen.has(lead));
    return {
      at: floor.clock.now(),
      position,
      boot: { ...boot, setup: directory.setup() },
      rows: mine,
      followUps: about(known.followUps),
      unticked: Object.fromEntries(mine.flatMap(({ id }) => (known.unticked[id] === undefined ? [] : [[id, known.unticked[id]]]))),
      done: about(known.done),
    };
  }
  let cancelKeep: (() => void) | null = null;
  function keepSoon(): void {
    cancelKeep ??= floor.clock.after(KEEP_MS, keep);
  }
  function keep(): void {
    cancelKeep?.();
    cancelKeep = null;
    const place = workspace.kept?.()?.now();
    const day = place == null || workspace.live.status() !== "live" ? null : keptNow();
    if (day !== null) place?.keepDay(day);
  }

  function take(answer: MyDay): void {
    for (const { id, version } of answer.rows) seen.set(id, version);
    const then = leads.position() === null ? "again" : leads.take(answer);
    // What it was read at is gone: with what stands now it will be read again.
    if (then === "again") return soon(SETTLE_MS);
    if (then === "reload") return void workspace.reload();
    const versions = new Map(answer.rows.map(({ id, version }) => [id, version]));
    batch(() => {
      setRead({
        followUps: answer.followUps,
        inherited: answer.inherited,
        unticked: answer.unticked,
        done: answer.done,
        more: answer.more,
        leads: [...versions.keys()],
      });
      setFailure(null);
      followUps.told((lead) => versions.get(lead));
    });
  }

  /** Theirs, or nobody's, and there is something to do about it; or it was in their day. */
  function concerns(row: LeadRow): boolean {
    const planned = row.nextFollowUpAt != null;
    return (
      seen.has(row.id) || (planned && row.owner === null) || ((planned || isWaiting(row) || row.againAt != null) && row.owner === me())
    );
  }

  function soon(ms = untrack(watchers) > 0 ? SETTLE_MS : UNSEEN_MS): void {
    cancel ??= floor.clock.after(ms, () => {
      cancel = null;
      // Read when the way to the server is back.
      if (workspace.live.status() !== "offline") void refresh();
    });
  }

  const ends = [
    // Follow-ups are in no frame, and every change of one is a change of its lead.
    leads.onApplied(({ set, dropped }) => {
      const news = set.filter((row) => (seen.get(row.id) ?? 0) < row.version && concerns(row));
      for (const { id, version } of news) seen.set(id, version);
      const left = dropped.filter(({ id }) => seen.delete(id));
      if (news.length > 0 || left.length > 0) soon();
    }),
  ];
  createEffect(
    // A new day is another one's plan; a connection that is back may have missed one.
    on([midnight, () => workspace.state() === "ready", () => workspace.live.status() === "live"], ([, ready, live]) => {
      const first = read() === undefined;
      if (ready && (live || first)) soon(first ? 0 : SETTLE_MS);
    }),
  );
  createEffect(on([items, () => workspace.kept?.()?.now(), () => workspace.live.status() === "live"], keepSoon));
  ends.push(floor.clock.every(KEEP_AGAIN_MS, keep));
  onCleanup(() => {
    cancel?.();
    cancelKeep?.();
    cancelRest?.();
    reading?.abort();
    for (const end of ends) end();
  });

  return {
    ready: () => read() !== undefined,
    failure,
    items,
    unticked: (lead) => read()?.unticked[lead] ?? NONE,
    followUpsOf: (lead) => all().filter((one) => one.lead === lead && one.state === "open"),
    done,
    more: () => read()?.more ?? false,
    count: createMemo(() => items().filter(({ group }) => group !== "later").length),
    late: createMemo(() => items().some(({ why }) => why.code === "overdue" || why.code === "waiting_red")),
    refresh,
    watch: () => {
      setWatchers((n) => n + 1);
      if (cancel !== null) {
        cancel();
        cancel = null;
        soon();
      }
      return () => void setWatchers((n) => n - 1);
    },
  };
}
