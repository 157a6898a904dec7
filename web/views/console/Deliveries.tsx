import { useNavigate } from "@solidjs/router";
import { createEffect, createSignal, type JSX, on, onCleanup, Show } from "solid-js";
import { focusBack } from "../../ui/anchor.ts";
import type { VirtualListHandle } from "../../ui/VirtualList.tsx";
import { useWords } from "../../words/index.ts";
import { COVERED, createNarrow } from "../leads/narrow.ts";
import { useConsole, usePageTitle } from "./context.tsx";
import { DeliveryList } from "./DeliveryList.tsx";
import { DeliveryPanel } from "./DeliveryPanel.tsx";
import { FilterBar } from "./FilterBar.tsx";
import { useFilters } from "./filters.ts";
import { listenForLogKeys } from "./keys.ts";
import { LiveLine } from "./LiveLine.tsx";

/** What Meta sent and what became of it: a log to read, arriving as it happens. */
export function Deliveries(props: { readonly opened: string | null }): JSX.Element {
  const { t } = useWords();
  const console = useConsole();
  const navigate = useNavigate();
  const set = useFilters();
  const covered = createNarrow(COVERED);
  const [active, setActive] = createSignal<string | null>(null);
  let handle: VirtualListHandle | undefined;
  usePageTitle(() => t("console.deliveries"));
  createEffect(on(set.filters, (filters) => console.log.show(filters)));
  onCleanup(console.onMoved(() => void console.health.read()));

  const address = (id: string | null) => `/console/deliveries${id === null ? "" : `/${id}`}${set.query()}`;
  const open = (id: string | null) => navigate(address(id), { replace: props.opened !== null && id !== null, scroll: false });

  function move(step: 1 | -1): void {
    const ids = console.log.ids();
    const at = ids.indexOf(props.opened ?? active() ?? "");
    const next = ids[at === -1 ? 0 : at + step];
    if (next === undefined) return;
    setActive(next);
    if (props.opened !== null) open(next);
    if (props.opened !== null && covered()) return;
    handle?.reveal(next);
    queueMicrotask(() => handle?.element.querySelector<HTMLElement>(`[data-key="${next}"] [data-row]`)?.focus({ preventScroll: true }));
  }
  listenForLogKeys({
    next: () => move(1),
    previous: () => move(-1),
    close: () => props.opened !== null && open(null),
    top: () => handle?.toTop(),
  });
  createEffect(
    on(
      () => props.opened,
      (id, before) => {
        if (id !== null) setActive(id);
        else if (before)
          queueMicrotask(() => focusBack(handle?.element.querySelector<HTMLElement>('[data-row][tabindex="0"]') ?? undefined));
      },
    ),
  );
  const parked = () => console.health.value()?.parked.count ?? 0;

  return (
    <>
      <header class="flex h-12 shrink-0 items-center border-b border-line bg-raised px-4 md:px-6">
        <h1 class="truncate text-title font-semibold">{t("console.deliveries")}</h1>
      </header>
      <FilterBar set={set} />
      <div class="relative flex min-h-0 flex-1 flex-col bg-raised">
        <DeliveryList
          set={set}
          opened={props.opened}
          active={active()}
          address={address}
          onOpen={open}
          onActive={setActive}
          ref={(made) => {
            handle = made;
            if (props.opened !== null) made.reveal(props.opened);
          }}
        />
        <Show when={props.opened}>{(id) => <DeliveryPanel id={id()} onClose={() => open(null)} onMove={move} />}</Show>
      </div>
      <LiveLine>
        {[
          ...(console.log.ready() ? [t("console.log.shown", { n: console.log.ids().length })] : []),
          parked() === 0 ? t("console.footer.none") : t("console.footer.parked", { n: parked() }),
        ].join(t("footer.separator"))}
      </LiveLine>
    </>
  );
}
