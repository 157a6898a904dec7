import Check from "lucide-solid/icons/check";
import { type JSX, Show } from "solid-js";
import { Icon } from "./Icon.tsx";

/** One choice of a list that is gone through from its filter, and whether it is the one that stands. */
export function OptionRow(props: {
  readonly id: string;
  readonly active: boolean;
  readonly current: boolean;
  readonly onPoint: () => void;
  readonly onPick: () => void;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <div
      id={props.id}
      role="option"
      aria-selected={props.current}
      class="flex h-9 select-none items-center gap-2 rounded-small px-2 touch:h-11"
      classList={{ "bg-pressed": props.active }}
      onPointerMove={() => !props.active && props.onPoint()}
      // Keeps the focus in the filter: a blur would close the list before the click.
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => props.onPick()}
    >
      {props.children}
      <span class="flex w-4 justify-end text-accent">
        <Show when={props.current}>
          <Icon of={Check} size={14} />
        </Show>
      </span>
    </div>
  );
}
