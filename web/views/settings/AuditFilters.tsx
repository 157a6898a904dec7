import ChevronDown from "lucide-solid/icons/chevron-down";
import X from "lucide-solid/icons/x";
import { createMemo, type JSX, onMount, Show } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import type { MenuItem } from "../../ui/Menu.tsx";
import { MenuButton } from "../../ui/MenuButton.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { type RecordFilters, type Span, SPANS } from "./record-filters.ts";
import { PARTS } from "./record-keys.ts";
import { createRecordWords } from "./record-words.ts";

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** By whom, about whom, what and when. A filter that is set says so in words. */
export function AuditFilters(props: { readonly filters: RecordFilters }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { directory } = useWorkspace();
  const said = createRecordWords(words, directory);
  let bar!: HTMLDivElement;
  // On a phone the bar scrolls: a filter that came with the address has to be seen.
  onMount(() => bar.querySelector("[data-set=true]")?.scrollIntoView({ block: "nearest", inline: "center" }));
  const people = createMemo((): Choice[] =>
    directory
      .members()
      .map(({ id, name }) => ({ value: id, label: name }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  );
  const subjects = (): Choice[] => [...people(), ...directory.teams().map(({ id, name }) => ({ value: id, label: name }))];
  const acts = (): Choice[] => PARTS.map((part) => ({ value: part, label: t(`records.part.${part}`) }));
  const spans = (): Choice[] => (Object.keys(SPANS) as Span[]).map((span) => ({ value: span, label: t(`records.since.${span}`) }));
  return (
    <div ref={bar} role="group" aria-label={t("records.filters")} class="flex flex-wrap items-center gap-1.5">
      <Filter key="actor" choices={people()} another={(id) => said.nameOf(id) ?? t("records.somebody")} />
      <Filter key="act" choices={acts()} another={said.act} />
      <Filter key="subject" choices={subjects()} another={(id) => said.nameOf(id) ?? `${id.slice(0, 8)}…`} />
      <Filter key="since" choices={spans()} another={(one) => one} />
      <Show when={props.filters.span() === undefined}>
        <span class="flex items-center gap-1.5 max-md:w-full max-md:flex-wrap">
          <DayInput key="from" />
          <DayInput key="to" />
        </span>
      </Show>
      <Show when={props.filters.any()}>
        <Button size="small" variant="icon" label={t("records.clear")} onClick={() => props.filters.clear()}>
          <Icon of={X} size={14} />
        </Button>
      </Show>
    </div>
  );

  function Filter(own: {
    readonly key: "actor" | "subject" | "act" | "since";
    readonly choices: readonly Choice[];
    readonly another: (value: string) => string;
  }): JSX.Element {
    const now = () => props.filters.value(own.key);
    const label = (value: string) => own.choices.find((choice) => choice.value === value)?.label ?? own.another(value);
    const set = (value: string | undefined) =>
      props.filters.set(
        own.key === "since" && value !== undefined ? { since: value, from: undefined, to: undefined } : { [own.key]: value },
      );
    const items = (): MenuItem[] => [
      { label: t(own.key === "since" ? "records.always" : "records.any"), checked: now() === undefined, onSelect: () => set(undefined) },
      ...own.choices.map((choice) => ({ label: choice.label, checked: now() === choice.value, onSelect: () => set(choice.value) })),
    ];
    return (
      <MenuButton
        size="small"
        data-set={now() !== undefined}
        class={`touch:h-11 ${now() === undefined ? "font-regular! text-text-quiet" : "border-accent! text-accent-text"}`}
        menuLabel={t(`records.filter.${own.key}`)}
        items={items()}
      >
        <Show when={now()} fallback={t(`records.filter.${own.key}`)}>
          {(value) => <>{t(`records.is.${own.key}`, { value: label(value()) })}</>}
        </Show>
        <Icon of={ChevronDown} size={12} class="text-text-quiet" />
      </MenuButton>
    );
  }

  function DayInput(own: { readonly key: "from" | "to" }): JSX.Element {
    return (
      <label
        class="flex h-7 items-center gap-1.5 rounded border max-md:flex-1 border-line bg-float ps-2 pe-1 text-small touch:h-11"
        classList={{ "border-accent! text-accent-text": props.filters.day(own.key) !== undefined }}
      >
        <span class="text-text-quiet">{t(`records.filter.${own.key}`)}</span>
        <input
          type="date"
          value={props.filters.day(own.key) ?? ""}
          onChange={(event) => props.filters.set({ [own.key]: event.currentTarget.value || undefined })}
          class="h-full w-28 bg-transparent tabular-nums max-md:flex-1 touch:w-36 touch:text-[16px]"
        />
      </label>
    );
  }
}
