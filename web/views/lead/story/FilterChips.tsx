import { For, type JSX } from "solid-js";
import { useWords } from "../../../words/index.ts";
import { type Filter, FILTERS } from "./items.ts";

/** What of the story is shown. */
export function FilterChips(props: { readonly value: Filter; readonly onChange: (filter: Filter) => void }): JSX.Element {
  const { t } = useWords();
  return (
    <div role="group" aria-label={t("story.filter.label")} class="flex flex-wrap gap-1 touch:gap-3">
      <For each={FILTERS}>
        {(filter) => (
          <button
            type="button"
            aria-pressed={props.value === filter}
            class="touch-target relative h-7 select-none rounded-full px-2.5 text-small transition-colors"
            classList={{
              "bg-pressed font-medium text-text": props.value === filter,
              "text-text-quiet hover:bg-hover hover:text-text": props.value !== filter,
            }}
            onClick={() => props.onChange(filter)}
          >
            {t(`story.filter.${filter}`)}
          </button>
        )}
      </For>
    </div>
  );
}
