import { useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, type JSX, lazy, Match, on, Show, Suspense, Switch } from "solid-js";
import { keyOf, type PagedList } from "../../store/paging.ts";
import type { VirtualListHandle } from "../../ui/VirtualList.tsx";
import { useActs, useWorkspace } from "../context.tsx";
import { keysShown, showKeys } from "../frame/keys-open.ts";
import { LeadList } from "./LeadList.tsx";
import { LeadsFooter } from "./LeadsFooter.tsx";
import { LeadsHeader } from "./LeadsHeader.tsx";
import { LoadFailed, Loading } from "./LeadsStates.tsx";
import { listenForKeys } from "./keys.ts";
import { createNarrow } from "./narrow.ts";

const LeadPanel = lazy(async () => ({ default: (await import("../lead/LeadPanel.tsx")).LeadPanel }));
const KeysDialog = lazy(async () => ({ default: (await import("../frame/KeysDialog.tsx")).KeysDialog }));

/** What came in, who has it, who waits: one live list, and the open lead over its end. */
export function LeadsView(): JSX.Element {
  const workspace = useWorkspace();
  const acts = useActs();
  const params = useParams();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const [active, setActive] = createSignal<string | null>(null);
  const narrow = createNarrow();
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
  const place = () => ids().indexOf(opened() ?? active() ?? "");
  const canMove = (step: 1 | -1) => place() !== -1 && ids()[place() + step] !== undefined;

  function focusRow(id: string): void {
    handle?.reveal(id);
    queueMicrotask(() => handle?.element.querySelector<HTMLElement>(`[data-key="${id}"] [data-row]`)?.focus({ preventScroll: true }));
  }
  function move(step: 1 | -1): void {
    const next = ids()[place() === -1 ? 0 : place() + step];
    if (next === undefined) return;
    setActive(next);
    if (opened() !== null) open(next);
    // On a phone the panel is the whole page: the list behind it must not take the focus.
    if (opened() === null || !narrow()) focusRow(next);
  }
  /** The place on screen that an act opens over: the open panel's own button, else the row's. */
  function act(kind: "assign" | "stage" | "attempt"): void {
    const lead = opened() ?? active();
    if (lead === null) return;
    const find = (selector: string) => document.querySelector<HTMLElement>(selector) ?? undefined;
    const row = `[data-key="${lead}"]`;
    const anchor =
      find(`[data-panel] [data-act="${kind}"]`) ?? find(`${row} [data-act="${kind}"]`) ?? find(`${row} [data-row]`) ?? handle?.element;
    if (anchor !== undefined) acts[kind](lead, anchor);
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
  createEffect(on(opened, (lead) => lead !== null && setActive(lead)));

  return (
    <>
      <LeadsHeader list={list()} ids={ids()} />
      <div class="relative flex min-h-0 flex-1 flex-col">
        <Switch fallback={<Loading />}>
          <Match when={workspace.state() === "loading" && workspace.failure()}>{(failure) => <LoadFailed failure={failure()} />}</Match>
          <Match when={workspace.state() === "ready" && list()}>
            {(shown) => (
              <LeadList
                list={shown()}
                ids={ids()}
                opened={opened()}
                active={active()}
                address={address}
                onOpen={open}
                onActive={setActive}
                ref={(list) => (handle = list)}
              />
            )}
          </Match>
        </Switch>
        <Suspense>
          <Show when={workspace.state() === "ready" && opened()}>
            {(lead) => <LeadPanel id={lead()} onClose={() => open(null)} onMove={move} canMove={canMove} />}
          </Show>
          <Show when={keysShown()}>
            <KeysDialog />
          </Show>
        </Suspense>
      </div>
      <LeadsFooter />
    </>
  );
}
