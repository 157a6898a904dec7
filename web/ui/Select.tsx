import ChevronDown from "lucide-solid/icons/chevron-down";
import { For, type JSX } from "solid-js";
import { useField } from "./Field.tsx";
import { Icon } from "./Icon.tsx";

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

/** A short list to choose from, the browser's own: on a phone it is the phone's wheel. Inside a `Field` it needs no `label`. */
export function Select(props: {
  readonly options: readonly SelectOption[];
  readonly value: string;
  readonly label?: string;
  readonly disabled?: boolean;
  readonly class?: string;
  readonly onChange: (value: string) => void;
}): JSX.Element {
  const field = useField();
  return (
    <span class={`relative inline-flex items-center ${props.class ?? "w-full"}`}>
      <select
        id={props.label === undefined ? field?.id : undefined}
        aria-label={props.label}
        aria-describedby={props.label === undefined ? field?.describedBy() : undefined}
        disabled={props.disabled ?? false}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        class="h-8 w-full min-w-0 appearance-none truncate rounded border border-line-strong bg-raised ps-2.5 pe-8 text-text tabular-nums disabled:opacity-60 touch:h-11 touch:text-[16px]"
      >
        <For each={props.options}>
          {(option) => (
            <option value={option.value} selected={option.value === props.value}>
              {option.label}
            </option>
          )}
        </For>
      </select>
      <Icon of={ChevronDown} size={14} class="pointer-events-none absolute end-2.5 text-text-quiet" />
    </span>
  );
}
