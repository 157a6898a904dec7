import { useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, type JSX, Match, on, Show, Switch } from "solid-js";
import { keyOf, type PagedList } from "../../store/paging.ts";
import type { VirtualListHandle } from "../../ui/VirtualList.tsx";
import { focusBack } from "../../ui/anchor.ts";
import { lazyPart } from "../../ui/part.tsx";
import { useActs, useWorkspace } from "../context.tsx";
import { keysShown, showKeys } from "../frame/keys-open.ts";
import { LeadList } from "./LeadList.tsx";
import { LeadsFooter } from "./LeadsFooter.tsx";
import { LeadsHeader } from "./LeadsHeader.tsx";
import { LoadFailed, Loading } from "./LeadsStates.tsx";
import { listenForKeys } from "./keys.ts";
import { COVERED, createNarrow } from "./narrow.ts";
import { stepFrom, type Whereabouts, whereabouts } from "./whereabouts.ts";

const LeadPanel = lazyPart(async () => (await import("../lead/LeadPanel.tsx")).LeadPanel);
const KeysDialog = lazyPart(async () => (await import("../frame/KeysDialog.tsx")).KeysDialog);

/** What came in, who has it, who waits: one live list, and the open lead over its end. */
export function LeadsView(): JSX.Element {
  const workspace = useWorkspace();
  const acts = useActs();
  const params = useParams();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const [active, setActive] = createSignal<string | null>(null);
  const covered = createNarrow(COVERED);
  let handle: VirtualListHandle | undefined;

  /** `null` while "me" is not known yet. */
  const list = createMemo<PagedList | null>(
    () => {
      const owner = search["owner"];
      if (owner === undefined || owner === "" || Array.isArray(owner)) return "all";
      if (owner === "none") return { owner: null };
      const me = workspace.directory.me()?.id;
      return owner !== "me" ? { owner } : me === undefined ? null : { owner: me };
    },
    null,
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const ids = createMemo(() => {
    const shown = list();
    return shown === null ? [] : workspace.leads.ids(keyOf(shown));
  });
  const opened = () => params["lead"] ?? null;
  const address = (lead: string | null) => {
    const owner = search["owner"];
    const query = typeof owner === "string" && owner !== "" ? `?owner=${encodeURIComponent(owner)}` : "";
    return `/w/${workspace.slug}/leads${lead === null ? "" : `/${lead}`}${query}`;
  };
  const open = (lead: string | null) => navigate(address(lead), { replace: opened() !== null && lead !== null, scroll: false });
  const place = createMemo<Whereabouts | null>((before) => whereabouts(list(), ids(), opened() ?? active(), before), null);
  const at = () => ids()[place()?.index ?? -1] ?? null;
  const canMove = (step: 1 | -1) => stepFrom(place(), ids(), step) !== undefined;

  function focusRow(id: string): void {
    handle?.reveal(id);
    queueMicrotask(() => handle?.element.querySelector<HTMLElement>(`[data-key="${id}"] [data-row]`)?.focus({ preventScroll: true }));
  }
  function move(step: 1 | -1): void {
    const next = place() === null ? ids()[0] : stepFrom(place(), ids(), step);
    if (next === undefined) return;
    setActive(next);
    if (opened() !== null) open(next);
    // The list behind a panel that covers it must not take the focus.
    if (opened() === null || !covered()) focusRow(next);
  }
  /** The place on screen that an act opens over: the open panel's own button, else the row's. */
  function act(kind: "assign" | "stage" | "attempt"): void {
    const lead = opened() ?? active();
    if (lead === null) return;
    const find = (selector: string) => document.querySelector<HTMLElement>(selector);
    const row = `[data-key="${lead}"]`;
    // A row far from the screen is not drawn.
    if (opened() === null) handle?.reveal(lead);
    const anchor = find(`[data-panel] [data-act="${kind}"]`) ?? find(`${row} [data-act="${kind}"]`) ?? find(`${row} [data-row]`);
    if (anchor !== null) acts[kind](lead, anchor);
  }
  listenForKeys({
    next: () => move(1),
    previous: () => move(-1),
    open: () => {
      const lead = active();
      if (lead !== null) open(lead);
    },
    close: () => {
      if (opened() !== null) open(null);
    },
    top: () => handle?.toTop(),
    assign: () => act("assign"),
    stage: () => act("stage"),
    attempt: () => act("attempt"),
    keys: showKeys,
  });
  createEffect(
    on(opened, (lead, before) => {
      if (lead !== null) setActive(lead);
      // The panel hands the focus back to where it was opened from; that may be gone, or never have been.
      else if (before) queueMicrotask(() => focusBack(handle?.element.querySelector<HTMLElement>('[data-row][tabindex="0"]') ?? undefined));
    }),
  );

  return (
    <>
      <LeadsHeader list={list()} ids={ids()} />
      <div class="relative flex min-h-0 flex-1 flex-col">
        <Switch fallback={<Loading whole />}>
          <Match when={workspace.state() === "loading" && workspace.failure()}>{(failure) => <LoadFailed failure={failure()} />}</Match>
          <Match when={workspace.state() === "ready" && list()}>
            {(shown) => (
              <LeadList
                list={shown()}
                ids={ids()}
                opened={opened()}
                active={at()}
                address={address}
                onOpen={open}
                onActive={setActive}
                ref={(made) => {
                  handle = made;
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
        <Show when={keysShown()}>
          <KeysDialog />
        </Show>
      </div>
      <LeadsFooter list={list()} />
    </>
  );
}
