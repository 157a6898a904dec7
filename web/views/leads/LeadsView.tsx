import { useLocation, useNavigate, useParams } from "@solidjs/router";
import { type Accessor, createComputed, createEffect, createMemo, createSignal, type JSX, Match, on, Show, Switch } from "solid-js";
import type { PagedList } from "../../store/paging.ts";
import type { VirtualListHandle } from "../../ui/VirtualList.tsx";
import { createFollowing } from "../../ui/after-paint.ts";
import { focusBack } from "../../ui/anchor.ts";
import { lazyPart } from "../../ui/part.tsx";
import { useActs, useApp, useWorkspace } from "../context.tsx";
import { may } from "../rights.ts";
import { hasOwnColumns } from "./columns/touched.ts";
import { LeadList } from "./LeadList.tsx";
import { LeadsFooter } from "./LeadsFooter.tsx";
import { LeadsHeader } from "./LeadsHeader.tsx";
import { LoadFailed, Loading } from "./LeadsStates.tsx";
import { useListKeys } from "./keys.ts";
import { Young } from "../start/Young.tsx";
import { COVERED, createNarrow } from "./narrow.ts";
import { isGroup, plainOf, plainShown, type Shown } from "./shown.ts";
import { stepFrom, type Whereabouts, whereabouts } from "./whereabouts.ts";

const LeadPanel = lazyPart(async () => (await import("../lead/LeadPanel.tsx")).LeadPanel);
const Choosing = lazyPart(async () => (await import("./choosing/Choosing.tsx")).Choosing, { beside: true, keys: true });
const ViewBar = lazyPart(async () => (await import("./filters/ViewBar.tsx")).ViewBar);
const ViewList = lazyPart(async () => (await import("./views/ViewList.tsx")).ViewList);

/** What came in, who has it, who waits: one live list, and the open lead over its end. */
export function LeadsView(): JSX.Element {
  const workspace = useWorkspace();
  const acts = useActs();
  const params = useParams();
  const location = useLocation();
  const navigate = useNavigate();
  const [active, setActive] = createSignal<string | null>(null);
  const covered = createNarrow(COVERED);
  let handle: VirtualListHandle | undefined;
  const [element, setElement] = createSignal<HTMLElement>();
  const [choosing, setChoosing] = createSignal(false);

  const [view, setView] = createSignal<Shown | null>(null);
  const [filtering, setFiltering] = createSignal(false);
  const { browser } = useApp();

  /** What the address asks for is what the heads say at once; the leads follow. */
  const list = usePlain(() => location.search);
  const search = createFollowing(() => location.search);
  const followed = usePlain(search);
  /** Whoever chose columns has them in every list. */
  const needsCode = createMemo(() => followed() === "view" || (followed() !== null && hasOwnColumns(browser, workspace)));
  const shown = createMemo<Shown | null>((before) => {
    const plain = followed();
    if (plain === null) return null;
    // Columns are chosen with the list in sight: it stays until it has them.
    if (needsCode()) return view() ?? (before?.plain === plain ? before : null);
    return plain === "view" ? null : plainShown(workspace, plain);
  }, null);
  /** What was asked stands above the list in words, but for the lists that are called by what they are. */
  const barred = () => {
    const plain = list();
    if (plain === "view") return true;
    return plain !== null && plain !== "all" && plain.owner !== null && plain.owner !== workspace.directory.me()?.id;
  };
  const ids = createMemo(() => shown()?.items() ?? []);
  const opened = () => params["lead"] ?? null;
  const address = (lead: string | null) => `/w/${workspace.slug}/leads${lead === null ? "" : `/${lead}`}${location.search}`;
  const open = (lead: string | null) => navigate(address(lead), { replace: opened() !== null && lead !== null, scroll: false });
  const place = createMemo<Whereabouts | null>((before) => whereabouts(shown()?.key, ids(), opened() ?? active(), before), null);
  const at = () => ids()[place()?.index ?? -1] ?? null;
  /** The next one up or down; an open lead is followed by a lead. */
  const nextOf = (step: 1 | -1) => {
    let next = place() === null ? ids()[0] : stepFrom(place(), ids(), step);
    while (opened() !== null && next !== undefined && isGroup(next)) next = ids()[ids().indexOf(next) + step];
    return next;
  };
  const canMove = (step: 1 | -1) => nextOf(step) !== undefined;

  /** Where the focus was is gone. */
  function focusList(): void {
    focusBack(handle?.element.querySelector<HTMLElement>('[data-row][tabindex="0"]') ?? undefined);
  }
  function focusRow(id: string): void {
    handle?.reveal(id);
    queueMicrotask(() => handle?.element.querySelector<HTMLElement>(`[data-key="${id}"] [data-row]`)?.focus({ preventScroll: true }));
  }
  function move(step: 1 | -1): string | undefined {
    const next = nextOf(step);
    if (next === undefined) return undefined;
    setActive(next);
    if (opened() !== null) open(next);
    // The list behind a panel that covers it must not take the focus.
    if (opened() === null || !covered()) focusRow(next);
    return next;
  }
  /** The place on screen that an act opens over: the open panel's own button, else the row's. */
  function act(kind: "assign" | "stage" | "attempt"): void {
    const lead = opened() ?? active();
    if (lead === null || isGroup(lead)) return;
    const find = (selector: string) => document.querySelector<HTMLElement>(selector);
    const row = `[data-key="${lead}"]`;
    // A row far from the screen is not drawn.
    if (opened() === null) handle?.reveal(lead);
    const anchor = find(`[data-panel] [data-act="${kind}"]`) ?? find(`${row} [data-act="${kind}"]`) ?? find(`${row} [data-row]`);
    if (anchor !== null) acts[kind](lead, anchor);
  }
  const goneTo = () => {
    const lead = opened() ?? active();
    return lead === null || isGroup(lead) ? null : lead;
  };
  useListKeys({
    lead: goneTo,
    choosing,
    opened: () => opened() !== null,
    next: () => void move(1),
    previous: () => void move(-1),
    open: () => {
      const lead = active();
      if (lead !== null && !isGroup(lead)) open(lead);
    },
    close: () => {
      if (opened() !== null) open(null);
    },
    top: () => handle?.toTop(),
    act,
    filter: () => setFiltering(true),
  });
  createEffect(
    on(opened, (lead, before) => {
      if (lead !== null) setActive(lead);
      // The panel hands the focus back to where it was opened from; that may be gone, or never have been.
      else if (before) queueMicrotask(focusList);
    }),
  );
  // Asked before the rows of the one list make room for those of the other.
  createComputed(
    on(
      search,
      () => {
        if (handle?.element.contains(document.activeElement)) queueMicrotask(focusList);
      },
      { defer: true },
    ),
  );

  return (
    <>
      <LeadsHeader list={list()} shown={shown()} filtering={filtering()} onFiltering={setFiltering} />
      <Show when={workspace.state() === "ready" && needsCode()}>
        <ViewList search={search()} list={followed()} onShown={setView} />
      </Show>
      <Show when={workspace.state() === "ready" && barred()}>
        <ViewBar shown={shown()} />
      </Show>
      <div class="relative flex min-h-0 flex-1 flex-col">
        <Show when={list() === "all"}>
          <Young />
        </Show>
        <Switch fallback={<Loading whole />}>
          <Match when={workspace.state() === "loading" && workspace.failure()}>{(failure) => <LoadFailed failure={failure()} />}</Match>
          <Match when={workspace.state() === "ready" && shown()}>
            {(now) => (
              <LeadList
                shown={now()}
                items={ids()}
                opened={opened()}
                active={at()}
                address={address}
                onOpen={open}
                onActive={setActive}
                ref={(made) => {
                  handle = made;
                  setElement(made.element);
                  const lead = opened();
                  if (lead !== null) made.reveal(lead);
                }}
              />
            )}
          </Match>
        </Switch>
        <Show when={workspace.state() === "ready" && opened()}>
          {(lead) => <LeadPanel id={lead()} onClose={() => open(null)} onMove={move} canMove={canMove} />}
        </Show>
      </div>
      <Show when={workspace.state() === "ready" && may(workspace, "lead.bulk") && shown()}>
        {(now) => (
          <Choosing
            list={now().key}
            ids={ids()}
            complete={now().complete()}
            element={element()}
            at={goneTo()}
            opened={opened() !== null}
            onStep={move}
            onGo={(lead) => {
              setActive(lead);
              // Where a row had the focus it goes along; else there is none to be seen.
              if (element()?.contains(document.activeElement)) focusRow(lead);
            }}
            onChoosing={setChoosing}
          />
        )}
      </Show>
      <LeadsFooter shown={shown()} />
    </>
  );
}

function usePlain(search: Accessor<string>): Accessor<PagedList | null | "view"> {
  const { directory } = useWorkspace();
  return createMemo(() => plainOf(search(), directory.me()?.id), null, {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
}
