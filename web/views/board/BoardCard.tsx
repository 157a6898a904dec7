import ArrowRightLeft from "lucide-solid/icons/arrow-right-left";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import { createEffect, For, type JSX, onCleanup, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Pill } from "../../ui/InlineChecks.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useWords } from "../../words/index.ts";
import { calledWords } from "../called.ts";
import { useActs, useNow, useWorkspace } from "../context.tsx";
import { LeadName } from "../leads/LeadName.tsx";
import { LeadSource } from "../leads/LeadSource.tsx";
import { currencyOf, moneyWords } from "../money.ts";
import { mayWith } from "../rights.ts";
import { Waiting } from "../Waiting.tsx";
import type { Dragging } from "./dragging.ts";

/** One lead on the board: who and how long; where from and what it is worth; what comes next, and whose it is. */
export function BoardCard(props: {
  readonly row: LeadRow;
  readonly href: string;
  readonly opened: boolean;
  readonly active: boolean;
  /** In somebody's hand, here. */
  readonly carried: boolean;
  readonly landed: boolean;
  readonly dragging: Dragging | null;
  readonly onOpen: () => void;
  readonly onActive: () => void;
}): JSX.Element {
  const words = useWords();
  const { t } = words;
  const workspace = useWorkspace();
  const acts = useActs();
  const now = useNow();
  let card!: HTMLDivElement;
  const fresh = () => workspace.leads.fresh(props.row.id);
  const mayMove = () => mayWith(workspace, "lead.stage", props.row);
  const owner = () => workspace.directory.member(props.row.owner);
  const owned = () => owner()?.name ?? t("assign.unassigned");
  const value = () => (props.row.value == null ? null : moneyWords(words.locale(), currencyOf(workspace), props.row.value));
  const tags = () => props.row.tags ?? [];
  /** As many as there is room for beside what comes next; how many others there are is said. */
  const room = () => (props.row.nextFollowUpAt == null ? 2 : 1);
  createEffect(() => {
    const { dragging } = props;
    if (dragging !== null) onCleanup(dragging.card(card, { lead: props.row.id, mayMove }));
  });
  return (
    <div
      ref={card}
      data-card=""
      class="group/card relative mx-2 flex h-[calc(100%-8px)] flex-col justify-between rounded border bg-raised py-2.5 ps-3 pe-2.5 data-ghost:m-0 data-ghost:rotate-2 data-ghost:shadow-float"
      classList={{
        "border-line hover:border-line-strong has-[[data-row]:focus-visible]:border-accent": !props.opened,
        "border-accent bg-selected!": props.opened,
        "opacity-40": props.carried,
        "cursor-grab active:cursor-grabbing": props.dragging !== null && mayMove(),
        "animate-appear": props.landed,
        "bg-accent-ground!": fresh() && !props.opened,
      }}
      data-fresh={fresh() ? "" : undefined}
      onClick={(event) => {
        if (event.defaultPrevented || (event.target instanceof Element && event.target.closest("a, button"))) return;
        props.onOpen();
      }}
    >
      <div class="flex items-center gap-2">
        <span class="min-w-0 flex-1">
          <LeadName row={props.row} href={props.href} active={props.active} onActive={props.onActive} />
        </span>
        <Waiting row={props.row} edge="end" />
      </div>
      <div class="flex items-center gap-2 text-small">
        <span class="min-w-0 flex-1">
          <LeadSource row={props.row} whole />
        </span>
        <Show when={value()}>
          {(worth) => (
            <span class="shrink-0 tabular-nums">
              <VisuallyHidden>{t("board.value", { value: worth() })}</VisuallyHidden>
              <span aria-hidden="true">{worth()}</span>
            </span>
          )}
        </Show>
      </div>
      <div class="flex h-6 items-center gap-2 text-small touch:h-8 touch:gap-3">
        <Show when={props.row.nextFollowUpAt}>{(at) => <NextFollowUp at={at()} now={now()} />}</Show>
        <span class="flex min-w-0 flex-1 gap-1 overflow-hidden">
          <For each={tags().slice(0, room())}>{(tag) => <Pill>{tag}</Pill>}</For>
          <Show when={tags().length > room()}>
            <span dir="ltr" class="shrink-0 self-center text-text-quiet tabular-nums" data-tip={tags().slice(room()).join(" · ")}>
              {`+${tags().length - room()}`}
            </span>
          </Show>
        </span>
        <Show when={mayMove()}>
          <button
            type="button"
            tabindex={-1}
            data-act="stage"
            aria-haspopup="menu"
            aria-label={t("board.moveOf", { name: calledWords(t, props.row) })}
            data-tip={t("board.move")}
            data-tip-keys="m"
            class="touch-target relative flex size-6 shrink-0 items-center justify-center rounded-small text-text-quiet hover:bg-pressed hover:text-text touch:size-8 pointer-fine:opacity-0 pointer-fine:group-hover/card:opacity-100 pointer-fine:group-has-[:focus-visible]/card:opacity-100"
            onClick={(event) => acts.stage(props.row.id, event.currentTarget)}
          >
            <Icon of={ArrowRightLeft} size={14} />
          </button>
        </Show>
        <Show
          when={mayWith(workspace, "lead.assign", props.row)}
          fallback={<Avatar id={props.row.owner} name={owned()} size={20} away={owner()?.away ?? false} label={owned()} />}
        >
          <button
            type="button"
            tabindex={-1}
            data-act="assign"
            aria-haspopup="dialog"
            data-tip={owned()}
            data-tip-keys="a"
            class="touch-target relative flex size-6 shrink-0 items-center justify-center rounded-full hover:bg-pressed touch:size-8"
            onClick={(event) => acts.assign(props.row.id, event.currentTarget)}
          >
            <VisuallyHidden>{`${t("assign.label")}: ${owned()}`}</VisuallyHidden>
            <Avatar id={props.row.owner} name={owned()} size={20} away={owner()?.away ?? false} />
          </button>
        </Show>
      </div>
    </div>
  );
}

function NextFollowUp(props: { readonly at: number; readonly now: number }): JSX.Element {
  const { t, format } = useWords();
  const when = () => `${format().day(props.at, props.now)} ${format().time(props.at)}`;
  return (
    <span
      data-tip={t("board.followUp", { when: when() })}
      class="flex shrink-0 items-center gap-1 tabular-nums"
      classList={{ "text-overdue-text": props.at < props.now, "text-text-quiet": props.at >= props.now }}
    >
      <Icon of={CalendarClock} size={12} />
      <VisuallyHidden>{t("board.followUp", { when: when() })}</VisuallyHidden>
      <span aria-hidden="true">{format().date(props.at, props.now)}</span>
    </span>
  );
}
