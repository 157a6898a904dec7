import { For, type JSX, Show } from "solid-js";

export interface CheckOption {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  /** Stands before the label: a face. */
  readonly before?: JSX.Element;
}

/** Any number of a few. The legend says what of; in a row where the words are short. */
export function CheckList(props: {
  readonly legend: string;
  readonly hint?: string;
  readonly options: readonly CheckOption[];
  readonly chosen: readonly string[];
  readonly disabled?: boolean;
  readonly row?: boolean;
  /** Kept for those who do not see it. */
  readonly quietLegend?: boolean;
  readonly onChange: (chosen: string[]) => void;
}): JSX.Element {
  const turn = (value: string, on: boolean) =>
    props.onChange(props.options.map((option) => option.value).filter((one) => (one === value ? on : props.chosen.includes(one))));
  return (
    <fieldset disabled={props.disabled ?? false} class="min-w-0">
      <legend class={props.quietLegend ? "sr-only" : "font-medium"}>{props.legend}</legend>
      <Show when={props.hint}>
        <p class="text-small text-text-quiet">{props.hint}</p>
      </Show>
      <div class={`mt-1 flex ${props.row ? "flex-wrap gap-x-5" : "flex-col"}`}>
        <For each={props.options}>
          {(option) => (
            <label class={`flex min-h-8 items-center gap-2 touch:min-h-11 ${option.hint === undefined ? "" : "py-1"}`}>
              <input
                type="checkbox"
                class="size-4 shrink-0"
                checked={props.chosen.includes(option.value)}
                onChange={(event) => turn(option.value, event.currentTarget.checked)}
              />
              <Show when={option.before}>{option.before}</Show>
              <span class="min-w-0">
                <bdi>{option.label}</bdi>
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
