import GripVertical from "lucide-solid/icons/grip-vertical";
import { For, type JSX, Show } from "solid-js";
import { Icon } from "./Icon.tsx";
import { createSorting } from "./sorting.ts";

/**
 * A list that is put in order by hand: each row has a handle to drag, and with the focus on it the arrow keys move the row. The others stand
 * still meanwhile; a line shows where it will land.
 */
export function SortList<T extends { readonly id: string }>(props: {
  readonly label: string;
  readonly items: readonly T[];
  /** Nobody may move anything: there are no handles. */
  readonly locked?: boolean;
  /** The handle's name, such as "Move Visit". */
  readonly handle: (item: T) => string;
  /** It stands before that one from now on; null: last. */
  readonly onMove: (id: string, before: string | null) => void;
  readonly children: (item: () => T, handle: JSX.Element) => JSX.Element;
}): JSX.Element {
  let list!: HTMLUListElement;
  const sorting = createSorting({
    list: () => list,
    ids: () => props.items.map(({ id }) => id),
    onMove: (id, before) => props.onMove(id, before),
  });
  return (
    <ul ref={list} aria-label={props.label} class="relative flex flex-col">
      <For each={props.items.map(({ id }) => id)}>
        {(id) => {
          const item = () => props.items.find((one) => one.id === id);
          return (
            <Show when={item()}>
              {(found) => (
                <li
                  data-sort={id}
                  class="border-b border-line/60 last:border-0"
                  classList={{ "relative z-10 rounded bg-float shadow-float": sorting.dragged() === id }}
                  style={sorting.dragged() === id ? { transform: `translateY(${sorting.by()}px)` } : {}}
                >
                  {props.children(
                    found,
                    <Show when={!props.locked && props.items.length > 1}>
                      <button
                        type="button"
                        data-handle=""
                        aria-label={props.handle(found())}
                        data-tip={props.handle(found())}
                        class="touch-target relative flex h-8 w-5 shrink-0 cursor-grab touch-none items-center justify-center rounded-small text-text-quiet hover:bg-pressed hover:text-text active:cursor-grabbing"
                        {...sorting.handle(id)}
                      >
                        <Icon of={GripVertical} size={14} />
                      </button>
                    </Show>,
                  )}
                </li>
              )}
            </Show>
          );
        }}
      </For>
      <Show when={sorting.landing() !== null}>
        <li
          role="presentation"
          class="pointer-events-none absolute inset-x-0 z-20 h-0.5 rounded-full bg-accent"
          style={{ top: `${(sorting.landing() ?? 0) - 1}px` }}
        />
      </Show>
    </ul>
  );
}
