import X from "lucide-solid/icons/x";
import { For, type JSX, Show } from "solid-js";
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

/** The log's filters, as words that say what is shown; each opens its choices. */
export function FilterBar(props: { readonly set: FilterSet }): JSX.Element {
  const { t } = useWords();
  const console = useConsole();
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
  const value = (key: FilterKey) => {
    const now = chosen(key);
    if (now === undefined) return none(key);
    return choices(key).find((choice) => choice.value === now)?.label ?? t("console.filter.another");
  };
  const items = (key: FilterKey): MenuItem[] => [
    { label: none(key), checked: chosen(key) === undefined, onSelect: () => props.set.set(key, undefined) },
    ...choices(key).map((choice) => ({
      label: choice.label,
      checked: chosen(key) === choice.value,
      onSelect: () => props.set.set(key, choice.value),
    })),
  ];

  return (
    <div
      role="group"
      aria-label={t("console.filter.label")}
      class="flex shrink-0 items-center gap-1.5 overflow-x-auto border-b border-line bg-raised px-4 py-2 [scrollbar-width:none]"
    >
      <For each={FILTER_KEYS}>
        {(key) => (
          <MenuButton
            size="small"
            variant="quiet"
            data-filter={key}
            class={chosen(key) === undefined ? "font-regular! text-text-quiet" : "border-accent! text-accent-text"}
            menuLabel={t(`console.filter.${key}`, { value: "" })}
            items={items(key)}
          >
            {t(`console.filter.${key}`, { value: value(key) })}
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
