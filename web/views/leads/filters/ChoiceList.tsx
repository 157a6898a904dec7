import Check from "lucide-solid/icons/check";
import Plus from "lucide-solid/icons/plus";
import { createMemo, createSignal, For, type JSX, Show, untrack } from "solid-js";
import { fold } from "../../../../domain/name.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { createListbox, ListFilter, NothingFound, Tick } from "../../../ui/listbox.tsx";

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly mark?: () => JSX.Element;
  /** Quiet, at the end. */
  readonly note?: string | undefined;
  /** It cannot be chosen; the note says why. */
  readonly off?: boolean;
}

/** A combobox over its list, which stands open: focus stays in the search, arrows move, Enter takes. `chosen` given: any number is ticked. */
export function ChoiceList(props: {
  readonly label: string;
  readonly find: string;
  readonly nothing: string;
  readonly choices: readonly Choice[];
  readonly chosen?: readonly string[];
  /** The words for making a choice of what is typed. */
  readonly make?: ((text: string) => string) | undefined;
  readonly onPick: (value: string) => void;
  /** Backspace where nothing is typed. */
  readonly onBack?: (() => void) | undefined;
}): JSX.Element {
  const [text, setText] = createSignal("");
  // While it is open nothing changes places: what was chosen before stands first.
  const first = new Set(untrack(() => props.chosen ?? []));
  const shown = createMemo((): readonly Choice[] => {
    const wanted = fold(text());
    const parts = wanted.split(" ").filter((part) => part !== "");
    const known = props.choices.filter(({ label }) => parts.every((part) => fold(label).includes(part)));
    const ordered = known.length > 8 ? known.toSorted((a, b) => Number(first.has(b.value)) - Number(first.has(a.value))) : known;
    const isNew = wanted !== "" && !props.choices.some(({ label }) => fold(label) === wanted);
    return props.make !== undefined && isNew ? [...ordered, { value: text().trim(), label: props.make(text().trim()) }] : ordered;
  });
  const isMade = (choice: Choice) => !props.choices.includes(choice);
  const pick = (choice: Choice | undefined) => {
    if (choice === undefined || choice.off) return;
    props.onPick(choice.value);
    setText("");
  };
  const list = createListbox({
    count: () => shown().length,
    filter: text,
    pick: (index) => pick(shown()[index]),
    keys: () => (text() === "" && props.onBack !== undefined ? { Backspace: props.onBack } : {}),
  });
  const ticked = (choice: Choice) => props.chosen?.includes(choice.value) ?? false;
  return (
    <>
      <ListFilter list={list} label={props.find} count={shown().length} value={text()} onInput={setText} autofocus />
      <div
        id={`${list.id}-list`}
        role="listbox"
        aria-multiselectable={props.chosen === undefined ? undefined : "true"}
        aria-label={props.label}
        class="max-h-84 min-h-0 overflow-y-auto p-1 touch:max-h-109"
      >
        <For each={shown()}>
          {(choice, index) => (
            <div
              id={`${list.id}-${index()}`}
              role="option"
              aria-selected={props.chosen === undefined ? index() === list.active() : ticked(choice)}
              aria-disabled={choice.off || undefined}
              class="flex min-h-8 select-none items-center gap-2 rounded-small px-2 touch:min-h-11"
              classList={{ "bg-pressed": list.active() === index(), "opacity-60": choice.off ?? false }}
              onPointerMove={() => list.setActive(index())}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => pick(choice)}
            >
              <Show when={props.chosen !== undefined}>
                <Show when={!isMade(choice)} fallback={<Icon of={Plus} size={14} class="text-text-quiet" />}>
                  <Tick on={ticked(choice)} icon={<Icon of={Check} size={12} />} />
                </Show>
              </Show>
              {choice.mark?.()}
              <span class="flex min-w-0 flex-1">
                <bdi class="truncate">{choice.label}</bdi>
              </span>
              <Show when={choice.note}>
                <bdi class="max-w-1/2 shrink-0 truncate text-small text-text-quiet">{choice.note}</bdi>
              </Show>
            </div>
          )}
        </For>
      </div>
      <NothingFound when={shown().length === 0} words={props.nothing} />
    </>
  );
}
