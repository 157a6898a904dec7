import X from "lucide-solid/icons/x";
import { createSignal, Index, type JSX, Show } from "solid-js";
import type { Condition } from "../../../../domain/filter/condition.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { VisuallyHidden } from "../../../ui/VisuallyHidden.tsx";
import { useWords } from "../../../words/index.ts";
import { WithWords } from "../../WithWords.tsx";
import type { Shown } from "../shown.ts";
import { shownOf, useView } from "../views/useView.ts";
import { createAsking } from "./asking.ts";
import { ConditionEditor } from "./ConditionEditor.tsx";
import { useNames } from "./names.ts";
import { Sheet } from "./Sheet.tsx";
import { SortChips } from "./SortChips.tsx";
import { ValueMark } from "./ValueMark.tsx";

/** What is asked for, as words that are changed where they stand. */
export function ViewBar(props: { readonly shown: Shown | null }): JSX.Element {
  return (
    <WithWords part="panel" fallback={<div class="h-10 shrink-0 border-b border-line" />}>
      <WithWords part="views" fallback={<div class="h-10 shrink-0 border-b border-line" />}>
        <Bar shown={props.shown} />
      </WithWords>
    </WithWords>
  );
}

function Bar(props: { readonly shown: Shown | null }): JSX.Element {
  const { t, format } = useWords();
  const view = useView();
  const names = useNames();
  const asking = createAsking(view);
  const [anchor, setAnchor] = createSignal<HTMLElement>();
  const [open, setOpen] = createSignal(false);
  let list!: HTMLUListElement;
  const filter = () => view.state().filter;
  const edited = () => filter()[asking.index() ?? -1];

  function edit(index: number, from: HTMLElement): void {
    asking.begin(index);
    setAnchor(from);
    setOpen(true);
  }
  function close(): void {
    setOpen(false);
    asking.end();
  }
  function remove(index: number): void {
    view.ask({ filter: filter().filter((_, one) => one !== index) });
    // The keys go on with what closed up to it.
    queueMicrotask(() => {
      const chips = list.querySelectorAll<HTMLElement>("[data-condition]");
      (chips[Math.min(index, chips.length - 1)] ?? document.getElementById("main"))?.focus({ preventScroll: true });
    });
  }
  const counted = () => {
    const figures = props.shown?.figures?.() ?? null;
    if (figures === null) return "";
    return t("count.leads", { n: figures.atLeast ? t("count.more", { n: format().number(figures.total) }) : figures.total });
  };
  return (
    <div class="flex min-h-10 shrink-0 items-center gap-1.5 border-b border-line ps-4 pe-4 max-md:overflow-x-auto md:flex-wrap md:py-1.5 md:ps-6">
      <ul ref={list} aria-label={t("views.conditions")} class="contents">
        <Index each={filter()}>
          {(condition, index) => (
            <li class="flex h-7 min-w-0 shrink-0 items-center rounded border border-line text-small touch:h-9">
              <button
                type="button"
                data-condition
                aria-haspopup="dialog"
                aria-expanded={open() && asking.index() === index}
                class="flex h-full max-w-100 min-w-0 items-center gap-1 rounded-s-small ps-2 pe-1 hover:bg-hover aria-expanded:bg-pressed"
                onClick={(event) => edit(index, event.currentTarget)}
                onKeyDown={(event) => {
                  if (event.key !== "Backspace" && event.key !== "Delete") return;
                  event.preventDefault();
                  remove(index);
                }}
              >
                <VisuallyHidden>{`${t("views.conditionLabel")}: `}</VisuallyHidden>
                <Said condition={condition()} />
              </button>
              <button
                type="button"
                tabindex="-1"
                aria-label={t("views.removeCondition", { condition: names.sentence(condition()) })}
                data-tip={t("views.remove")}
                class="touch-target relative flex h-full w-6 items-center justify-center rounded-e-small text-text-quiet hover:bg-hover hover:text-text"
                onClick={() => remove(index)}
              >
                <Icon of={X} size={12} />
              </button>
            </li>
          )}
        </Index>
      </ul>
      <SortChips cut={shownOf(view).cut} />
      <Show when={filter().length > 0}>
        <Button size="small" variant="ghost" class="text-text-quiet touch:h-9" onClick={() => view.ask({ filter: [] })}>
          {t("views.clear")}
        </Button>
      </Show>
      <span class="flex-1" />
      <span role="status" class="shrink-0 text-small tabular-nums text-text-quiet max-md:sr-only">
        {counted()}
      </span>
      <Show when={anchor()}>
        {(element) => (
          <Sheet label={t("views.conditionLabel")} open={open()} onOpenChange={(next) => !next && close()} anchor={element()}>
            <Show when={open() && edited()?.field} keyed>
              {(field) => <ConditionEditor field={field} condition={edited()} onChange={(next) => asking.put(next)} onDone={close} />}
            </Show>
          </Sheet>
        )}
      </Show>
      <Show when={view.state().dropped.length > 0 || (view.state().view !== null && view.saved() === null)}>
        <p role="status" class="w-full pb-1 text-small text-waiting-text">
          {view.saved() === null ? t("views.gone") : t("views.dropped", { parts: view.state().dropped.join(", ") })}
        </p>
      </Show>
    </div>
  );
}

function Said(props: { readonly condition: Condition }): JSX.Element {
  const names = useNames();
  return (
    <>
      <span class="shrink-0 text-text-quiet">{names.field(props.condition.field)}</span>{" "}
      <span class="shrink-0 text-text-quiet">{names.op(props.condition)}</span>{" "}
      <Show when={props.condition.values.length === 1 && (props.condition.op === "any" || props.condition.op === "none")}>
        <ValueMark field={props.condition.field} value={props.condition.values[0] ?? ""} />
      </Show>
      <bdi class="truncate font-medium">{names.values(props.condition)}</bdi>
    </>
  );
}
