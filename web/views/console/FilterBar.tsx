import ChevronDown from "lucide-solid/icons/chevron-down";
import X from "lucide-solid/icons/x";
import { For, type JSX, onMount, Show } from "solid-js";
import { CHANGE_STATES, VERDICTS } from "../../../domain/console.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import type { MenuItem } from "../../ui/Menu.tsx";
import { MenuButton } from "../../ui/MenuButton.tsx";
import { useWords } from "../../words/index.ts";
import { useConsole } from "./context.tsx";
import { FILTER_KEYS, type FilterKey, type FilterSet, SINCE, type Since } from "./filters.ts";

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The log's filters: one that is set says so in words, the others only their names; each opens its choices. */
export function FilterBar(props: { readonly set: FilterSet }): JSX.Element {
  const { t } = useWords();
  const console = useConsole();
  let bar!: HTMLDivElement;
  // On a phone the bar scrolls: a filter that came with the address has to be seen.
  onMount(() => {
    const first = FILTER_KEYS.find((key) => chosen(key) !== undefined);
    if (first !== undefined) bar.querySelector(`[data-filter=${first}]`)?.scrollIntoView({ block: "nearest", inline: "center" });
  });
  const chosen = (key: FilterKey) => (key === "since" ? props.set.since() : props.set.filters()[key]);

  const places = (): Choice[] => {
    const seen = new Set(console.log.ids().flatMap((id) => [console.log.row(id)?.colo, console.log.row(id)?.country]));
    const own = props.set.filters().place;
    if (own !== undefined) seen.add(own);
    return [...seen]
      .flatMap((place) => (place == null ? [] : [{ value: place, label: place }]))
      .sort((a, b) => (a.label < b.label ? -1 : 1));
  };
  const choices = (key: FilterKey): Choice[] => {
    switch (key) {
      case "verdict":
        return VERDICTS.map((value) => ({ value, label: t(`console.log.${value}`) }));
      case "state":
        return CHANGE_STATES.map((value) => ({ value, label: t(`console.state.${value}`) }));
      case "page":
        return (console.boot.value()?.pages ?? []).map(({ id, name }) => ({ value: id, label: name }));
      case "workspace":
        return (console.boot.value()?.workspaces ?? []).map(({ id, name }) => ({ value: id, label: name }));
      case "place":
        return places();
      case "since":
        return (Object.keys(SINCE) as Since[]).map((value) => ({ value, label: t(`console.filter.${value}`) }));
    }
  };
  const none = (key: FilterKey) => t(key === "since" ? "console.filter.always" : "console.filter.any");
  const words = (key: FilterKey) => {
    const now = chosen(key);
    return now === undefined ? t(`console.filter.name.${key}`) : t(`console.filter.${key}`, { value: value(key, now) });
  };
  const value = (key: FilterKey, now: string | number) => {
    return choices(key).find((choice) => choice.value === now)?.label ?? t("console.filter.another");
  };
  const items = (key: FilterKey): MenuItem[] => [
    { label: none(key), checked: chosen(key) === undefined, onSelect: () => props.set.set(key, undefined) },
    ...choices(key).map((choice) => ({
      label: key === "state" || key === "since" ? headed(choice.label) : choice.label,
      checked: chosen(key) === choice.value,
      onSelect: () => props.set.set(key, choice.value),
    })),
  ];

  return (
    <div
      ref={bar}
      role="group"
      aria-label={t("console.filter.label")}
      class="flex shrink-0 items-center gap-1.5 overflow-x-auto border-b border-line bg-raised px-4 py-2 md:px-6 [scrollbar-width:none]"
    >
      <For each={FILTER_KEYS}>
        {(key) => (
          <MenuButton
            size="small"
            variant="quiet"
            data-filter={key}
            class={chosen(key) === undefined ? "font-regular! text-text-quiet" : "border-accent! text-accent-text"}
            menuLabel={t(`console.filter.name.${key}`)}
            items={items(key)}
          >
            {words(key)}
            <Icon of={ChevronDown} size={12} class="text-text-quiet" />
          </MenuButton>
        )}
      </For>
      <Show when={props.set.any()}>
        <Button size="small" variant="icon" label={t("console.log.clear")} onClick={() => props.set.clear()}>
          <Icon of={X} size={14} />
        </Button>
      </Show>
    </div>
  );
}

/** Words of a sentence, standing alone. */
function headed(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
