import Webhook from "lucide-solid/icons/webhook";
import { createSignal, For, type JSX, Match, onCleanup, Show, Switch } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { NewAbove } from "../../ui/NewAbove.tsx";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { VirtualList, type VirtualListHandle } from "../../ui/VirtualList.tsx";
import { useWords } from "../../words/index.ts";
import { failureAdvice, failureWords } from "../failure.ts";
import { createNarrow, PHONE } from "../leads/narrow.ts";
import { useConsole } from "./context.tsx";
import { DeliveryCard } from "./DeliveryCard.tsx";
import { type DeliveryItemProps, DeliveryLine } from "./DeliveryLine.tsx";
import type { FilterSet } from "./filters.ts";
import { GRID } from "./grid.ts";

const ROW = 36;
const CARD = 64;
const SKELETONS = 40;
/** `wide`: only where there is room; `end`: figures. */
const HEADS = [
  { key: "received" },
  { key: "verdict" },
  { key: "page" },
  { key: "changes" },
  { key: "place", wide: true },
  { key: "from", wide: true },
  { key: "size", wide: true, end: true },
  { key: "age", end: true },
] as const;

/** The log itself. What comes in never moves the row under the pointer. */
export function DeliveryList(props: {
  readonly set: FilterSet;
  readonly opened: string | null;
  readonly active: string | null;
  readonly address: (id: string) => string;
  readonly onOpen: (id: string) => void;
  readonly onActive: (id: string) => void;
  readonly ref: (handle: VirtualListHandle) => void;
}): JSX.Element {
  const { t } = useWords();
  const { log } = useConsole();
  const narrow = createNarrow(PHONE);
  const [handle, setHandle] = createSignal<VirtualListHandle>();
  const above = () => handle()?.above() ?? 0;
  return (
    <div class="relative flex min-h-0 flex-1 flex-col">
      <Show when={log.ids().length > 0} fallback={<Nothing set={props.set} />}>
        <Show when={narrow()} keyed fallback={<Table count={log.ids().length}>{list("table", ROW, DeliveryLine)}</Table>}>
          {list("list", CARD, DeliveryCard)}
        </Show>
        <Tail set={props.set} />
      </Show>
      <Show when={above() > 0}>
        <NewAbove words={t("console.log.newAbove", { n: above() })} onPress={() => handle()?.toTop()} />
      </Show>
    </div>
  );

  function list(as: "table" | "list", rowHeight: number, Item: (props: DeliveryItemProps) => JSX.Element): JSX.Element {
    onCleanup(() => setHandle(undefined));
    return (
      <VirtualList
        class="flex-1"
        as={as}
        label={t("console.log.list")}
        rows={log.ids}
        rowHeight={rowHeight}
        active={props.active}
        ref={(made) => {
          setHandle(made);
          props.ref(made);
        }}
        // With a filter a page may hold next to nothing: whoever reads decides how far back to look.
        onEnd={() => !props.set.any() && void log.more()}
      >
        {(id, state) => (
          <Show when={log.row(id())}>
            {(row) => (
              <Item
                row={row()}
                href={props.address(id())}
                opened={props.opened === id()}
                fresh={log.fresh(id())}
                active={state.inTabOrder()}
                onOpen={() => props.onOpen(id())}
                onActive={() => props.onActive(id())}
              />
            )}
          </Show>
        )}
      </VirtualList>
    );
  }
}

function Table(props: { readonly count: number; readonly children: JSX.Element }): JSX.Element {
  const { t } = useWords();
  return (
    <div role="table" aria-label={t("console.log.list")} aria-rowcount={props.count + 1} class="flex min-h-0 flex-1 flex-col">
      <Heads />
      {props.children}
    </div>
  );
}

function Heads(): JSX.Element {
  const { t } = useWords();
  return (
    <div role="rowgroup" class="shrink-0 overflow-y-scroll border-b border-line [scrollbar-color:transparent_transparent]">
      <div role="row" aria-rowindex="1" class={`${GRID} h-8 text-small text-text-quiet`}>
        <For each={HEADS}>
          {(head) => (
            <span role="columnheader" class="truncate" classList={{ "max-xl:hidden": "wide" in head, "text-end": "end" in head }}>
              {t(`console.log.${head.key}`)}
            </span>
          )}
        </For>
      </div>
    </div>
  );
}

/** Below the last row: the way on, or why there is none. */
function Tail(props: { readonly set: FilterSet }): JSX.Element {
  const { t } = useWords();
  const { log } = useConsole();
  return (
    <Switch>
      <Match when={log.failure()}>
        {(failure) => (
          <div role="alert" class="flex shrink-0 items-center justify-center gap-3 border-t border-line py-2 text-small text-overdue-text">
            {failureWords(t, failure().code)}
            <Button size="small" onClick={() => void log.refresh()}>
              {t("common.retry")}
            </Button>
          </div>
        )}
      </Match>
      <Match when={props.set.any() && log.lookedTo() !== null}>
        <Further />
      </Match>
    </Switch>
  );
}

function Further(): JSX.Element {
  const { t, format } = useWords();
  const { log } = useConsole();
  return (
    <div class="flex shrink-0 flex-wrap items-center justify-center gap-3 border-t border-line py-2 text-small text-text-quiet">
      {t("console.log.nothingHint", { time: format().exact(log.lookedTo() ?? 0) })}
      <Button size="small" busy={log.loading()} onClick={() => void log.more()}>
        {t("console.log.further")}
      </Button>
    </div>
  );
}

function Nothing(props: { readonly set: FilterSet }): JSX.Element {
  const { t } = useWords();
  const { log } = useConsole();
  return (
    <Switch
      fallback={<EmptyState icon={<Icon of={Webhook} size={20} />} title={t("console.log.empty")} hint={t("console.log.emptyHint")} />}
    >
      <Match when={!log.ready() && log.failure()}>
        {(failure) => (
          <ErrorState
            title={t("part.notLoaded")}
            hint={failureAdvice(t, failure().code)}
            {...(failure().request === null ? {} : { request: failure().request ?? "" })}
            onRetry={() => void log.refresh()}
          />
        )}
      </Match>
      <Match when={!log.ready()}>
        <Loading />
      </Match>
      <Match when={props.set.any()}>
        <EmptyState
          icon={<Icon of={Webhook} size={20} />}
          title={t("console.log.nothing")}
          action={<Button onClick={() => props.set.clear()}>{t("console.log.clear")}</Button>}
        />
        <Show when={log.lookedTo() !== null}>
          <Further />
        </Show>
      </Match>
    </Switch>
  );
}

function Loading(): JSX.Element {
  const { t } = useWords();
  return (
    <div class="min-h-0 flex-1 overflow-hidden">
      <SkeletonGroup label={t("common.loading")}>
        <div aria-hidden="true" class="max-md:hidden">
          <Heads />
        </div>
        <SkeletonRows
          count={SKELETONS}
          row={(n) => (
            <>
              <div class={`${GRID} h-9 border-b border-line/60 max-md:hidden!`}>
                <Skeleton class="h-3 w-16" />
                <Skeleton class="h-3 w-20" />
                <Skeleton class={`h-3 ${n % 3 === 0 ? "w-56" : "w-44"} max-w-full`} />
                <Skeleton class="h-3 w-16" />
                <Skeleton class="h-3 w-14 max-xl:hidden" />
                <Skeleton class="h-3 w-24 max-xl:hidden" />
                <Skeleton class="h-3 w-10 justify-self-end max-xl:hidden" />
                <Skeleton class="h-3 w-14 justify-self-end" />
              </div>
              <div class="flex h-16 flex-col justify-center gap-2.5 border-b border-line/60 px-4 md:hidden">
                <div class="flex justify-between">
                  <Skeleton class="h-3 w-36" />
                  <Skeleton class="h-3 w-14" />
                </div>
                <div class="flex justify-between">
                  <Skeleton class={`h-2.5 ${n % 3 === 0 ? "w-44" : "w-36"}`} />
                  <Skeleton class="h-2.5 w-24" />
                </div>
              </div>
            </>
          )}
        />
      </SkeletonGroup>
    </div>
  );
}
