import Check from "lucide-solid/icons/check";
import Plus from "lucide-solid/icons/plus";
import { createMemo, createSignal, For, type JSX, Show, untrack } from "solid-js";
import { fold } from "../../domain/name.ts";
import { Icon } from "./Icon.tsx";
import { createListbox, ListFilter, NothingFound, Tick } from "./listbox.tsx";
import { Popup } from "./Popup.tsx";

export interface PickOption {
  readonly value: string;
  readonly label: string;
}

export interface CheckPickerProps {
  readonly label: string;
  readonly find: string;
  /** Where nothing matches and nothing can be made of it. */
  readonly nothing: string;
  readonly options: readonly PickOption[];
  readonly chosen: readonly string[];
  /** The words for making an option of what is typed; without it only what there is can be chosen. */
  readonly make?: ((text: string) => string) | undefined;
  readonly maxLength?: number | undefined;
  readonly onToggle: (value: string) => void;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: HTMLElement;
}

/** Any number of many, chosen one after another: focus stays in the filter, Enter ticks and unticks, Escape is done. Load it lazily. */
export function CheckPicker(props: CheckPickerProps): JSX.Element {
  return (
    <Popup label={props.label} anchor={props.anchor} open={props.open} onOpenChange={props.onOpenChange} class="w-72">
      <List {...props} />
    </Popup>
  );
}

type Line = PickOption | { readonly make: string };

function List(props: CheckPickerProps): JSX.Element {
  const [text, setText] = createSignal("");
  // While it is open nothing changes places: what was chosen before stands first, and stays there when it is unticked.
  const first = new Set(untrack(() => props.chosen));
  const shown = createMemo((): readonly Line[] => {
    const typed = text().trim();
    const wanted = fold(typed);
    const known = props.options
      .filter((option) => fold(option.label).includes(wanted))
      .sort((a, b) => Number(first.has(b.value)) - Number(first.has(a.value)));
    const isNew = typed !== "" && !props.options.some((option) => fold(option.label) === wanted);
    return props.make !== undefined && isNew ? [...known, { make: typed }] : known;
  });
  const pick = (line: Line | undefined) => {
    if (line === undefined) return;
    props.onToggle("make" in line ? line.make : line.value);
    setText("");
  };
  const list = createListbox({ count: () => shown().length, filter: text, pick: (index) => pick(shown()[index]) });
  return (
    <>
      <ListFilter list={list} label={props.find} count={shown().length} value={text()} onInput={setText} maxLength={props.maxLength} />
      <div
        id={`${list.id}-list`}
        role="listbox"
        aria-multiselectable="true"
        aria-label={props.label}
        class="max-h-76 min-h-0 overflow-y-auto p-1 touch:max-h-109"
      >
        <For each={shown()}>
          {(line, index) => (
            <div
              id={`${list.id}-${index()}`}
              role="option"
              aria-selected={"value" in line && props.chosen.includes(line.value)}
              class="flex min-h-8 select-none items-center gap-2 rounded-small px-2 touch:min-h-11"
              classList={{ "bg-pressed": list.active() === index() }}
              onPointerMove={() => list.setActive(index())}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => pick(line)}
            >
              <span class="flex size-4 shrink-0 items-center justify-center">
                <Show when={"value" in line && line} fallback={<Icon of={Plus} size={14} class="text-text-quiet" />}>
                  {(option) => <Tick on={props.chosen.includes(option().value)} icon={<Icon of={Check} size={12} />} />}
                </Show>
              </span>
              {/* A name in another script stands beside its box all the same, and is cut at its own end. */}
              <span class="flex min-w-0 flex-1">
                <bdi class="truncate">{"value" in line ? line.label : props.make?.(line.make)}</bdi>
              </span>
            </div>
          )}
        </For>
      </div>
      <NothingFound when={shown().length === 0} words={props.nothing} />
    </>
  );
}
