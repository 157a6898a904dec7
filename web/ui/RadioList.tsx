import { createUniqueId, For, type JSX, Show } from "solid-js";
import type { CheckOption } from "./CheckList.tsx";

/** One of a few, each with what it means. */
export function RadioList(props: {
  readonly legend: string;
  readonly options: readonly CheckOption[];
  readonly value: string;
  readonly disabled?: boolean;
  readonly onChange: (value: string) => void;
}): JSX.Element {
  const name = createUniqueId();
  return (
    <fieldset disabled={props.disabled ?? false} class="min-w-0">
      <legend class="font-medium">{props.legend}</legend>
      <div class="mt-1 flex flex-col">
        <For each={props.options}>
          {(option) => (
            <label class="flex min-h-8 items-start gap-2 py-1 touch:min-h-11 touch:py-2">
              <input
                type="radio"
                name={name}
                class="mt-0.5 size-4 shrink-0"
                checked={props.value === option.value}
                onChange={() => props.onChange(option.value)}
              />
              <span class="min-w-0">
                {option.label}
                <Show when={option.hint}>
                  <span class="block text-small text-text-quiet">{option.hint}</span>
                </Show>
              </span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}
