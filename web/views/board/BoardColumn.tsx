import { createEffect, createMemo, createSignal, type JSX, onCleanup, Show } from "solid-js";
import type { BoardColumn as Column } from "../../store/board.ts";
import type { ListPlace } from "../../ui/hold.ts";
import { Button } from "../../ui/Button.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { StageGlyph } from "../../ui/StageGlyph.tsx";
import { VirtualList, type VirtualListHandle } from "../../ui/VirtualList.tsx";
import { useWords } from "../../words/index.ts";
import { useActs, useWorkspace } from "../context.tsx";
import { currencyOf, moneyWords } from "../money.ts";
import { useStages } from "../stages.ts";
import { BoardCard } from "./BoardCard.tsx";
import type { Dragging } from "./dragging.ts";

const NewAbove = lazyPart(async () => (await import("../../ui/NewAbove.tsx")).NewAbove);

/** With the gap below it. */
const CARD = 108;
const TOUCH_CARD = 116;

export interface ColumnProps {
  readonly column: Column;
  readonly opened: string | null;
  /** The card that one is at, where it is one of these; null: it is in another column. */
  readonly active: string | null;
  /** Tab comes to this column. */
  readonly tabbed: boolean;
  readonly carried: string | null;
  readonly landed: string | null;
  /** Somebody holds a card over it that may be dropped here. */
  readonly lit: boolean;
  readonly touch: boolean;
  /** On a phone it fills the screen, and what it is called stands above it already. */
  readonly alone: boolean;
  readonly looked: boolean;
  readonly dragging: Dragging | null;
  readonly address: (lead: string) => string;
  readonly onOpen: (lead: string) => void;
  readonly onActive: (lead: string) => void;
  readonly handle: (made: VirtualListHandle | undefined) => void;
  readonly place: ListPlace | null;
  readonly onPlace: (place: ListPlace | null) => void;
}

/** One stage: what it is called, how many leads are in it and what they are worth, and the leads, as far as somebody scrolls. */
export function BoardColumn(props: ColumnProps): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const acts = useActs();
  const figures = useColumnFigures(props);
  const stages = useStages();
  let section!: HTMLElement;
  const [list, setList] = createSignal<VirtualListHandle>();
  const above = createMemo(() => (props.column.ids().length > 0 ? (list()?.above() ?? 0) : 0));
  createEffect(() => {
    const { dragging } = props;
    if (dragging !== null) onCleanup(dragging.column(section, props.column.stage));
  });
  // A list is read when it is first looked at.
  createEffect(() => {
    const { query } = props.column;
    if (query.ids().length === 0 && !query.complete() && !query.loading() && query.failure() === null) void query.more();
  });
  const item = (id: () => string, state: { onScreen(): boolean; inTabOrder(): boolean }) => {
    const inSight = () => state.onScreen() && props.looked;
    createEffect(() => {
      if (workspace.leads.fresh(id()) && inSight()) workspace.leads.seen(id());
    });
    return (
      <Show when={workspace.leads.row(id())}>
        {(row) => (
          <BoardCard
            row={row()}
            href={props.address(id())}
            opened={props.opened === id()}
            active={props.tabbed && state.inTabOrder()}
            carried={props.carried === id()}
            landed={props.landed === id()}
            dragging={props.dragging}
            onOpen={() => props.onOpen(id())}
            onActive={() => props.onActive(id())}
          />
        )}
      </Show>
    );
  };
  return (
    <section
      ref={section}
      data-column={props.column.stage}
      aria-label={figures.label()}
      class="relative flex min-h-0 shrink-0 flex-col rounded-large transition-colors"
      classList={{
        "min-w-66 max-w-86 flex-1": !props.alone,
        "w-full": props.alone,
        "bg-sunken": !props.lit && !props.alone,
        "bg-accent-ground outline-2 -outline-offset-2 outline-accent": props.lit,
      }}
    >
      <Show
        when={!props.alone}
        fallback={
          <Show when={figures.value()}>
            {(value) => <p class="shrink-0 px-4 pt-2 text-small tabular-nums text-text-quiet">{t("board.value", { value: value() })}</p>}
          </Show>
        }
      >
        <header class="flex h-10 shrink-0 items-center gap-2 ps-4 pe-4">
          <StageGlyph look={stages.look(props.column.stage)} />
          <h2 class="flex min-w-0 items-center gap-2 font-medium">
            <bdi class="truncate">{figures.name()}</bdi>
            <span class="font-regular tabular-nums text-text-quiet">{figures.count()}</span>
          </h2>
          <span class="flex-1" />
          <span class="shrink-0 text-small tabular-nums text-text-quiet">{figures.value()}</span>
        </header>
      </Show>
      <Show when={above() > 0}>
        <NewAbove
          words={t("leads.newAbove", { n: above() })}
          label={t("leads.newAboveLabel", { n: above() })}
          onPress={() => list()?.toTop()}
        />
      </Show>
      <Show when={props.column.ids().length > 0} fallback={<Nothing column={props.column} name={figures.name()} />}>
        <VirtualList
          class="flex-1 pt-1"
          as="list"
          label={t("board.cards", { stage: figures.name() })}
          rows={() => props.column.ids()}
          rowHeight={props.touch ? TOUCH_CARD : CARD}
          active={props.active}
          heldRow={acts.open()}
          place={props.place}
          onPlace={props.onPlace}
          ref={(made) => {
            setList(made);
            props.handle(made);
            onCleanup(() => {
              setList(undefined);
              props.handle(undefined);
            });
          }}
          onEnd={() => void props.column.query.more()}
        >
          {item}
        </VirtualList>
        <Show when={props.column.query.failure()}>
          <Failed onRetry={() => void props.column.query.more()} />
        </Show>
      </Show>
    </section>
  );
}

/** What a column is called and how much is in it, in words. */
export function useColumnFigures(props: { readonly column: Column }) {
  const words = useWords();
  const { t } = words;
  const workspace = useWorkspace();
  const stages = useStages();
  const some = (n: string) => (counted()?.atLeast ? t("count.more", { n }) : n);
  const name = () => {
    const { stage } = props.column;
    return stages.of(stage)?.retired === undefined ? stages.name(stage) : t("board.unknown", { stage: stages.name(stage) });
  };
  const counted = () => props.column.counted();
  const count = () => {
    const now = counted();
    return now === undefined ? "" : some(words.format().number(now.count));
  };
  const value = () => {
    const now = counted();
    return now === undefined || now.value === 0 ? "" : some(moneyWords(words.locale(), currencyOf(workspace), now.value));
  };
  const label = () => {
    const now = counted();
    if (now === undefined) return t("board.counting", { stage: name() });
    const leads = t("count.leads", { n: now.atLeast ? count() : now.count });
    return value() === "" ? t("board.columnBare", { stage: name(), leads }) : t("board.column", { stage: name(), leads, value: value() });
  };
  return { name, count, value, label };
}

function Nothing(props: { readonly column: Column; readonly name: string }): JSX.Element {
  const { t } = useWords();
  return (
    <Show when={props.column.query.failure() === null} fallback={<Failed onRetry={() => void props.column.query.more()} />}>
      <Show
        when={props.column.query.complete()}
        fallback={
          <div class="flex animate-late flex-col gap-2 px-2 pt-1">
            <Skeleton class="h-25 w-full" />
            <Skeleton class="h-25 w-full" />
          </div>
        }
      >
        <p class="px-4 py-6 text-center text-small text-text-quiet">{t("board.empty", { stage: props.name })}</p>
      </Show>
    </Show>
  );
}

function Failed(props: { readonly onRetry: () => void }): JSX.Element {
  const { t } = useWords();
  return (
    <div role="alert" class="flex shrink-0 flex-col items-center gap-2 px-4 py-3 text-center text-small text-overdue-text">
      {t("leads.failedMore")}
      <Button size="small" onClick={() => props.onRetry()}>
        {t("common.retry")}
      </Button>
    </div>
  );
}
