import { useNavigate, useParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, type JSX, Match, on, onCleanup, Show, Switch } from "solid-js";
import { NewAbove } from "../../ui/NewAbove.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { useWords } from "../../words/index.ts";
import { useActs, useWorkspace } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { COVERED, createNarrow } from "../leads/narrow.ts";
import { stepFrom, type Whereabouts, whereabouts } from "../leads/whereabouts.ts";
import { useDayActs } from "./DayActs.tsx";
import { Young } from "../start/Young.tsx";
import { DayFooter } from "./DayFooter.tsx";
import { DayList, isLater, nextOf } from "./DayList.tsx";
import { DoneToday } from "./DoneToday.tsx";
import { useDayKeys } from "./keys.ts";
import { createPointed } from "./pointed.ts";
import { Failed, Loading, NothingLeft } from "./states.tsx";
import { createStill, type Section } from "./still.ts";
import { useDay } from "./useDay.ts";
import { useDayWords } from "./words.ts";

const AskAfter = lazyPart(async () => (await import("./AskAfter.tsx")).AskAfter);
const LeadPanel = lazyPart(async () => (await import("../lead/LeadPanel.tsx")).LeadPanel);

/** The list, the way through it by keys, and the open lead over its end. */
export function DayScreen(): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const day = useDay();
  const acts = useActs();
  const own = useDayActs();
  const words = useDayWords();
  const params = useParams();
  const navigate = useNavigate();
  const covered = createNarrow(COVERED);
  const [active, setActive] = createSignal<string | null>(null);
  const [unfolded, setUnfolded] = createSignal<ReadonlySet<Section>>(new Set());
  let scroller!: HTMLDivElement;
  onCleanup(day.watch());

  const opened = () => params["lead"] ?? null;
  const pointed = createPointed(() => scroller);
  const still = createStill({
    items: day.items,
    sectionOf: words.sectionOf,
    held: () => pointed() || own.choosing() || acts.open() !== null,
    mine: ({ lead }) => own.isMine(lead) || opened() === lead,
  });
  const next = createMemo(() => nextOf(still.shown()));
  /** What can be gone through: days to come only where they are unfolded. */
  const rows = createMemo(() => still.shown().filter(({ section }) => !isLater(section) || unfolded().has(section)));
  const keys = createMemo(() => rows().flatMap(({ key, state }) => (state === "leaving" ? [] : [key])));
  const here = () => {
    const lead = opened();
    return (lead === null ? undefined : rows().find(({ item }) => item.lead === lead)?.key) ?? active();
  };
  const place = createMemo<Whereabouts | null>((before) => whereabouts("day", keys(), here(), before), null);
  const at = () => keys()[Math.min(place()?.index ?? 0, keys().length - 1)] ?? null;
  const current = () => rows().find(({ key }) => key === at());
  const address = (lead: string | null) => `/w/${workspace.slug}/day${lead === null ? "" : `/${lead}`}`;
  const open = (lead: string | null) => navigate(address(lead), { replace: opened() !== null && lead !== null, scroll: false });

  const row = (key: string) => scroller.querySelector<HTMLElement>(`[data-key="${key}"]`);
  function focusRow(key: string): void {
    queueMicrotask(() => {
      const link = row(key)?.querySelector<HTMLElement>("[data-row]");
      link?.focus({ preventScroll: true });
      link?.closest("[data-key]")?.scrollIntoView({ block: "nearest" });
    });
  }
  const canMove = (step: 1 | -1) => stepFrom(place(), keys(), step) !== undefined;
  function move(step: 1 | -1): void {
    const to = place() === null || active() === null ? keys()[0] : stepFrom(place(), keys(), step);
    if (to === undefined) return;
    setActive(to);
    const lead = rows().find(({ key }) => key === to)?.item.lead;
    if (opened() !== null && lead !== undefined) open(lead);
    // The list behind a panel that covers it must not take the focus.
    if (opened() === null || !covered()) focusRow(to);
  }
  /** An act opens over its own button, where there is one. */
  function act(kind: "assign" | "stage" | "attempt"): void {
    const lead = opened() ?? current()?.item.lead;
    if (lead === undefined) return;
    own.touched(lead);
    const find = (selector: string) => document.querySelector<HTMLElement>(selector);
    const inRow = at() === null ? null : row(at() ?? "");
    const anchor = find(`[data-panel] [data-act="${kind}"]`) ?? inRow?.querySelector<HTMLElement>(`[data-act="${kind}"]`) ?? inRow;
    if (anchor !== null && anchor !== undefined) acts[kind](lead, anchor);
  }
  useDayKeys({
    lead: () => opened() ?? current()?.item.lead ?? null,
    opened: () => opened() !== null,
    next: () => move(1),
    previous: () => move(-1),
    open: () => {
      const lead = current()?.item.lead;
      if (lead !== undefined) open(lead);
    },
    close: () => {
      if (opened() !== null) open(null);
    },
    top: () => {
      const [first] = keys();
      if (first === undefined) return;
      setActive(first);
      focusRow(first);
    },
    done: () => {
      const item = current()?.item;
      // Who waits is done with by trying to reach them.
      if (item?.followUp == null) act("attempt");
      else own.done(item.followUp);
    },
    snooze: () =>
      row(at() ?? "")
        ?.querySelector<HTMLElement>('[data-act="snooze"] button')
        ?.click(),
    act,
  });

  /** Whoever was in the list, and did not go anywhere else by themselves. */
  let inList = false;
  const follow = ({ target }: FocusEvent) => (inList = target instanceof Node && scroller.contains(target));
  document.addEventListener("focusin", follow);
  onCleanup(() => document.removeEventListener("focusin", follow));
  /** What had the focus went with what was done: the person goes on from the row that took its place. */
  function regain(): void {
    const [now, to] = [document.activeElement, at()];
    if (inList && to !== null && (now === null || now === document.body)) focusRow(to);
  }
  createEffect(on([keys, opened], () => queueMicrotask(regain), { defer: true }));

  return (
    <>
      <header class="flex h-12 shrink-0 items-center gap-3 border-b border-line px-4 md:px-6">
        <h1 class="text-title font-semibold">{t("nav.day")}</h1>
        <span class="text-text-quiet first-letter:uppercase">{words.today()}</span>
        <span class="flex-1" />
        <Show when={day.ready() && day.failure()}>
          {(failure) => (
            <span role="status" class="truncate text-small text-waiting-text">
              {t("day.stale", { reason: failureWords(t, failure().code) })}
            </span>
          )}
        </Show>
      </header>
      <div class="relative flex min-h-0 flex-1 flex-col">
        <Show when={still.changes() > 0}>
          <NewAbove
            words={t("day.changes", { n: still.changes() })}
            label={t("day.changesLabel", { n: still.changes() })}
            onPress={still.settle}
          />
        </Show>
        <div ref={scroller} class="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-8">
          <Young />
          <Switch fallback={<Loading />}>
            <Match when={day.ready()}>
              <Show when={next() === undefined}>
                <NothingLeft coming={still.shown()[0]?.item} />
              </Show>
              <DayList
                shown={still.shown()}
                unfolded={unfolded()}
                onFold={(section) =>
                  setUnfolded((before) =>
                    before.has(section) ? new Set([...before].filter((one) => one !== section)) : new Set([...before, section]),
                  )
                }
                opened={opened()}
                active={at()}
                address={address}
                onOpen={open}
                onActive={setActive}
              />
              <Show when={day.more()}>
                <p class="px-4 pt-4 text-small text-text-quiet md:px-6">{t("day.more")}</p>
              </Show>
              <DoneToday done={day.done()} onOpen={open} />
            </Match>
            <Match when={day.failure()}>
              <Failed />
            </Match>
          </Switch>
        </div>
        <Show when={opened()}>{(lead) => <LeadPanel id={lead()} onClose={() => open(null)} onMove={move} canMove={canMove} />}</Show>
        <AskAfter opened={opened() !== null} />
      </div>
      <DayFooter />
    </>
  );
}
