import { A, useNavigate, useParams, useSearchParams } from "@solidjs/router";
import CheckCheck from "lucide-solid/icons/check-check";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import { createComputed, createEffect, createMemo, createSignal, type JSX, Match, on, onCleanup, onMount, Show, Switch } from "solid-js";
import type { NoticeRow } from "../../store/notices.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { LiveFooter } from "../../ui/LiveFooter.tsx";
import { NewAbove } from "../../ui/NewAbove.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { useWords } from "../../words/index.ts";
import { useActs, useApp, useWorkspace } from "../context.tsx";
import { createPointed } from "../day/pointed.ts";
import { useDid } from "../did.ts";
import { failureWords } from "../failure.ts";
import { noticeCount } from "../frame/notice-count.ts";
import { useListKeys } from "../leads/keys.ts";
import { COVERED, createNarrow } from "../leads/narrow.ts";
import { stepFrom, type Whereabouts, whereabouts } from "../leads/whereabouts.ts";
import { useLiveWords } from "../live-words.ts";
import { useNoticeKeys } from "./keys.ts";
import { NoticeList } from "./NoticeList.tsx";
import { reachEntry } from "./reach.ts";
import { Failed, Loading, Nothing } from "./states.tsx";
import { useNotices } from "./useNotices.ts";
import { useSettingsPath } from "./words.ts";

const LeadPanel = lazyPart(async () => (await import("../lead/LeadPanel.tsx")).LeadPanel);

/** The list, the way through it by keys, and the lead that a notice is about over its end. */
export function NoticesScreen(): JSX.Element {
  const { t } = useWords();
  const app = useApp();
  const workspace = useWorkspace();
  const notices = useNotices();
  const acts = useActs();
  const did = useDid();
  const live = useLiveWords();
  const params = useParams();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const settings = useSettingsPath();
  const covered = createNarrow(COVERED);
  const [active, setActive] = createSignal<string | null>(null);
  const [scrolled, setScrolled] = createSignal(false);
  let scroller!: HTMLDivElement;
  onMount(() => void notices.refresh());

  const opened = () => params["lead"] ?? null;
  const pointed = createPointed(() => scroller);
  /** No row moves under a pointer: what comes meanwhile waits above this one. */
  const [top, setTop] = createSignal<string | null>(null);
  createComputed(
    on([() => notices.items()[0]?.id, () => pointed() || scrolled()], ([newest, still]) => {
      if (newest !== undefined && (!still || top() === null)) setTop(newest);
    }),
  );
  const rows = createMemo(() => notices.items().filter(({ id }) => id <= (top() ?? "")));
  const above = () => notices.items().length - rows().length;

  const ids = createMemo(() => rows().map(({ id }) => id));
  const here = () => {
    const lead = opened();
    const known = rows().find(({ id }) => id === active());
    if (lead === null || known?.lead?.id === lead) return active();
    return rows().find((row) => row.lead?.id === lead && (search["at"] === undefined || row.entry === search["at"]))?.id ?? active();
  };
  const place = createMemo<Whereabouts | null>((before) => whereabouts("notices", ids(), here(), before), null);
  const at = () => ids()[Math.min(place()?.index ?? 0, ids().length - 1)] ?? null;
  const current = () => rows().find(({ id }) => id === at());

  const address = ({ lead, entry }: NoticeRow) =>
    lead === null ? null : `/w/${workspace.slug}/notices/${lead.id}${entry === null ? "" : `?at=${entry}`}`;
  async function read(work: ReturnType<typeof notices.markRead>): Promise<void> {
    const failure = await work;
    if (failure !== null)
      app.toasts.show({ id: "notices", tone: "overdue", text: t("notices.notRead", { reason: failureWords(t, failure.code) }) });
  }
  function open(notice: NoticeRow): void {
    setActive(notice.id);
    void read(notices.markRead(notice.id));
    const to = address(notice);
    if (to !== null) navigate(to, { replace: opened() !== null, scroll: false });
  }
  const close = () => navigate(`/w/${workspace.slug}/notices`, { scroll: false });
  createEffect(
    on([opened, () => search["at"]], ([lead, entry]) => {
      if (lead !== null && typeof entry === "string") onCleanup(reachEntry(entry));
    }),
  );

  // Whoever comes by a link, or from a locked screen, has read it too.
  createEffect(() => {
    const notice = rows().find(({ id }) => id === here());
    if (notice === undefined || notice.lead === null || notice.lead.id !== opened() || notice.id === active()) return;
    setActive(notice.id);
    void read(notices.markRead(notice.id));
  });

  const row = (id: string) => scroller.querySelector<HTMLElement>(`[data-key="${id}"]`);
  function focusRow(id: string): void {
    queueMicrotask(() => {
      row(id)?.querySelector<HTMLElement>("[data-row]")?.focus({ preventScroll: true });
      row(id)?.scrollIntoView({ block: "nearest" });
    });
  }
  const found = (id: string | undefined) => rows().find((one) => one.id === id);
  /** With a lead open, one goes on to the next notice that has one. */
  function step(by: 1 | -1): NoticeRow | undefined {
    let to = place() === null ? found(ids()[0]) : found(stepFrom(place(), ids(), by));
    while (opened() !== null && to !== undefined && to.lead === null) to = found(ids()[ids().indexOf(to.id) + by]);
    return to;
  }
  function move(by: 1 | -1): void {
    const to = step(by);
    if (to === undefined) return;
    if (opened() === null) setActive(to.id);
    else open(to);
    // The list behind a panel that covers it must not take the focus.
    if (opened() === null || !covered()) focusRow(to.id);
  }
  useListKeys({
    // Nothing is done with the lead of a notice that nobody went to.
    lead: () => opened() ?? (active() === null ? null : (current()?.lead?.id ?? null)),
    opened: () => opened() !== null,
    next: () => move(1),
    previous: () => move(-1),
    open: () => {
      const notice = current();
      if (notice !== undefined) open(notice);
    },
    close,
    top: () => {
      const [first] = ids();
      if (first === undefined) return;
      setActive(first);
      focusRow(first);
    },
    act: (kind) => {
      const lead = opened() ?? current()?.lead?.id;
      const anchor = document.querySelector<HTMLElement>(`[data-panel] [data-act="${kind}"]`) ?? (at() === null ? null : row(at() ?? ""));
      if (lead !== undefined && anchor !== null) acts[kind](lead, anchor);
    },
    calls: () => ({ next: t("notices.key.next"), previous: t("notices.key.previous") }),
  });
  const undone = () => t("notices.unreadAgain");
  const markAll = () => {
    const saying = () => ({ key: "notices", called: t("notices.readAll"), text: t("notices.allRead"), undone: undone() });
    void read(notices.markAll((change) => did(change, saying)));
  };
  const mark = (id: string) => {
    const saying = () => ({ key: `notice-${id}`, called: t("notices.read"), undone: undone(), quiet: true });
    void read(notices.markRead(id, (change) => did(change, saying)));
  };
  useNoticeKeys({
    unread: () => current()?.read === false,
    markHere: () => mark(at() ?? ""),
    markAll,
  });

  return (
    <>
      <header class="flex h-12 shrink-0 items-center gap-3 border-b border-line px-4 md:px-6">
        <h1 class="text-title font-semibold">{t("nav.notices")}</h1>
        <span class="truncate text-text-quiet max-sm:sr-only">
          {notices.unread() > 0 ? t("nav.unread", { n: noticeCount().unread }) : ""}
        </span>
        <span class="flex-1" />
        <Show when={notices.ready() && notices.failure()}>
          {(failure) => (
            <span role="status" class="truncate text-small text-waiting-text">
              {t("notices.stale", { reason: failureWords(t, failure().code) })}
            </span>
          )}
        </Show>
        <Show when={notices.unread() > 0}>
          <Button variant="ghost" keys="shift+e" class="touch:h-11!" onClick={markAll}>
            <Icon of={CheckCheck} size={14} />
            {t("notices.readAll")}
          </Button>
        </Show>
        <A
          href={settings()}
          aria-label={t("notices.settings")}
          data-tip={t("notices.settings")}
          class="touch-target relative -me-1.5 flex size-8 shrink-0 items-center justify-center rounded text-text-quiet hover:bg-pressed/60 hover:text-text touch:size-11"
        >
          <Icon of={SlidersHorizontal} size={16} />
        </A>
      </header>
      <div class="relative flex min-h-0 flex-1 flex-col">
        <Show when={above() > 0}>
          <NewAbove
            words={t("notices.above", { n: above() })}
            onPress={() => {
              setTop(notices.items()[0]?.id ?? null);
              scroller.scrollTo({ top: 0 });
            }}
          />
        </Show>
        <div
          ref={scroller}
          class="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-8"
          onScroll={(event) => setScrolled(event.currentTarget.scrollTop > 0)}
        >
          <Switch fallback={<Loading />}>
            <Match when={notices.ready() && rows().length === 0}>
              <Nothing />
            </Match>
            <Match when={notices.ready()}>
              <NoticeList
                rows={rows()}
                opened={opened() === null ? null : at()}
                active={at()}
                address={address}
                onActive={setActive}
                onOpen={open}
                onRead={mark}
              />
              <Show when={notices.more()}>
                <div class="flex justify-center px-4 pt-4">
                  <Button busy={notices.loading()} class="touch:h-11!" onClick={() => void notices.earlier()}>
                    {t("notices.earlier")}
                  </Button>
                </div>
              </Show>
            </Match>
            <Match when={notices.failure()}>{(failure) => <Failed failure={failure()} onRetry={() => void notices.refresh()} />}</Match>
          </Switch>
        </div>
        <Show when={opened()}>
          {(lead) => <LeadPanel id={lead()} onClose={close} onMove={move} canMove={(by) => step(by) !== undefined} />}
        </Show>
      </div>
      <LiveFooter state={live.state()} text={live.text()} />
    </>
  );
}
