import Search from "lucide-solid/icons/search";
import { type Accessor, createEffect, createSignal, createUniqueId, type JSX, on } from "solid-js";
import { Icon } from "./Icon.tsx";

/** A list that is gone through while the focus stays in the filter over it. */
export interface Listbox {
  readonly id: string;
  readonly active: Accessor<number>;
  readonly setActive: (index: number) => void;
  reveal(block: "nearest" | "center"): void;
  onKeyDown(event: KeyboardEvent): void;
}

export function createListbox(of: {
  readonly count: () => number;
  readonly filter: Accessor<string>;
  readonly first?: number;
  /** How far the page keys go; 0: they do nothing. */
  readonly page?: number;
  readonly pick: (index: number) => void;
  /** Keys of this list alone. */
  readonly keys?: () => Readonly<Record<string, () => void>>;
}): Listbox {
  const id = createUniqueId();
  const [active, setActive] = createSignal(of.first ?? 0);
  createEffect(on(of.filter, () => setActive(0), { defer: true }));
  const reveal = (block: "nearest" | "center") => document.getElementById(`${id}-${active()}`)?.scrollIntoView({ block });
  const move = (to: number) => {
    if (of.count() === 0) return;
    setActive((to + of.count()) % of.count());
    reveal("nearest");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { page = 0 } = of;
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(active() + 1),
      ArrowUp: () => move(active() - 1),
      ...(page > 0 && {
        PageDown: () => move(Math.min(active() + page, of.count() - 1)),
        PageUp: () => move(Math.max(active() - page, 0)),
      }),
      Enter: () => of.pick(active()),
      ...of.keys?.(),
    };
    const act = event.isComposing ? undefined : acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return { id, active, setActive, reveal, onKeyDown };
}

/** The filter over it. */
export function ListFilter(props: {
  readonly list: Listbox;
  readonly label: string;
  readonly count: number;
  readonly value: string;
  readonly onInput: (text: string) => void;
  readonly maxLength?: number | undefined;
  readonly autofocus?: boolean;
}): JSX.Element {
  return (
    <div class="flex h-9 shrink-0 items-center gap-2 border-b border-line px-3 touch:h-11">
      <Icon of={Search} size={14} class="text-text-quiet" />
      <input
        autofocus={props.autofocus}
        role="combobox"
        aria-label={props.label}
        aria-expanded="true"
        aria-controls={`${props.list.id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={props.count > 0 ? `${props.list.id}-${props.list.active()}` : undefined}
        placeholder={props.label}
        autocomplete="off"
        spellcheck={false}
        dir="auto"
        maxLength={props.maxLength}
        enterkeyhint="done"
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onKeyDown={(event) => props.list.onKeyDown(event)}
        class="h-full min-w-0 flex-1 bg-transparent outline-none touch:text-[16px]"
      />
    </div>
  );
}

/** Said where nothing is found. */
export function NothingFound(props: { readonly when: boolean; readonly words: string }): JSX.Element {
  return (
    <p role="status" class="text-text-quiet" classList={{ "px-3 pt-1 pb-3": props.when }}>
      {props.when ? props.words : ""}
    </p>
  );
}

/** Whether one of several is chosen. */
export function Tick(props: { readonly on: boolean; readonly icon: JSX.Element }): JSX.Element {
  return (
    <span
      class="flex size-3.5 shrink-0 items-center justify-center rounded-[3px] border"
      classList={{ "border-accent-fill bg-accent-fill text-on-fill": props.on, "border-line-strong": !props.on }}
    >
      {props.on ? props.icon : null}
    </span>
  );
}
