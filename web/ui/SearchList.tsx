import Check from "lucide-solid/icons/check";
import { createMemo, createSignal, For, type JSX, onMount, Show, untrack } from "solid-js";
import { fold } from "../../domain/name.ts";
import { Icon } from "./Icon.tsx";
import { createListbox, ListFilter, NothingFound } from "./listbox.tsx";
import { Popup } from "./Popup.tsx";

export interface SearchOption {
  readonly value: string;
  readonly label: string;
  /** Quiet, at the end; looked through too. */
  readonly note?: string;
}

export interface SearchListProps {
  readonly label: string;
  readonly find: string;
  readonly nothing: string;
  readonly options: readonly SearchOption[];
  readonly value: string;
  readonly onPick: (value: string) => void;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: HTMLElement;
}

/** A combobox over a long list, as in PersonPicker: focus stays in the filter, the arrow keys move. Load it lazily, through `SearchSelect`. */
export function SearchList(props: SearchListProps): JSX.Element {
  return (
    <Popup label={props.label} anchor={props.anchor} open={props.open} onOpenChange={props.onOpenChange} class="w-90">
      <List {...props} />
    </Popup>
  );
}

function List(props: SearchListProps): JSX.Element {
  const [filter, setFilter] = createSignal("");
  const folded = createMemo(() =>
    props.options.map((option) => ({ option, text: fold(`${option.label} ${option.value} ${option.note ?? ""}`) })),
  );
  const shown = createMemo(() => {
    const wanted = fold(filter().replaceAll(/[_/]/g, " "))
      .split(" ")
      .filter((word) => word !== "");
    return folded().flatMap(({ option, text }) => (wanted.every((word) => text.includes(word)) ? [option] : []));
  });
  const current = () => shown().findIndex((option) => option.value === props.value);
  const pick = (option: SearchOption | undefined) => {
    if (option === undefined) return;
    props.onOpenChange(false);
    if (option.value !== props.value) props.onPick(option.value);
  };
  const list = createListbox({
    count: () => shown().length,
    filter,
    first: untrack(() => Math.max(0, current())),
    page: 8,
    pick: (index) => pick(shown()[index]),
  });
  onMount(() => list.reveal("center"));

  return (
    <>
      <ListFilter list={list} label={props.find} count={shown().length} value={filter()} onInput={setFilter} />
      <div id={`${list.id}-list`} role="listbox" aria-label={props.label} class="max-h-76 min-h-0 overflow-y-auto p-1 touch:max-h-109">
        <For each={shown()}>
          {(option, index) => (
            <div
              id={`${list.id}-${index()}`}
              role="option"
              aria-selected={option.value === props.value}
              class="flex min-h-8 select-none items-center gap-2 rounded-small px-2 [contain-intrinsic-size:auto_32px] [content-visibility:auto] touch:min-h-11"
              classList={{ "bg-pressed": list.active() === index() }}
              onPointerMove={() => list.setActive(index())}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => pick(option)}
            >
              <span class="min-w-0 flex-1 truncate">{option.label}</span>
              <Show when={option.note}>
                <span class="shrink-0 text-small tabular-nums text-text-quiet">{option.note}</span>
              </Show>
              <span class="flex w-4 justify-end text-accent">
                <Show when={option.value === props.value}>
                  <Icon of={Check} size={14} />
                </Show>
              </span>
            </div>
          )}
        </For>
      </div>
      <NothingFound when={shown().length === 0} words={props.nothing} />
    </>
  );
}
