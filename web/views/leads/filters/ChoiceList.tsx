import Check from "lucide-solid/icons/check";
import Plus from "lucide-solid/icons/plus";
import Search from "lucide-solid/icons/search";
import { createEffect, createMemo, createSignal, createUniqueId, For, type JSX, on, Show, untrack } from "solid-js";
import { fold } from "../../../../domain/name.ts";
import { Icon } from "../../../ui/Icon.tsx";

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
  const id = createUniqueId();
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
  const [active, setActive] = createSignal(0);
  createEffect(on(text, () => setActive(0), { defer: true }));
  const pick = (choice: Choice | undefined) => {
    if (choice === undefined || choice.off) return;
    props.onPick(choice.value);
    setText("");
  };
  const move = (to: number) => {
    if (shown().length === 0) return;
    setActive((to + shown().length) % shown().length);
    document.getElementById(`${id}-${active()}`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(active() + 1),
      ArrowUp: () => move(active() - 1),
      Enter: () => pick(shown()[active()]),
      ...(text() === "" && props.onBack !== undefined ? { Backspace: props.onBack } : {}),
    };
    const act = event.isComposing ? undefined : acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const ticked = (choice: Choice) => props.chosen?.includes(choice.value) ?? false;
  return (
    <>
      <div class="flex h-9 shrink-0 items-center gap-2 border-b border-line px-3 touch:h-11">
        <Icon of={Search} size={14} class="text-text-quiet" />
        <input
          autofocus
          role="combobox"
          aria-label={props.find}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={shown().length > 0 ? `${id}-${active()}` : undefined}
          placeholder={props.find}
          autocomplete="off"
          spellcheck={false}
          dir="auto"
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          class="h-full min-w-0 flex-1 bg-transparent outline-none touch:text-[16px]"
        />
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-multiselectable={props.chosen === undefined ? undefined : "true"}
        aria-label={props.label}
        class="max-h-84 min-h-0 overflow-y-auto p-1 touch:max-h-109"
      >
        <For each={shown()}>
          {(choice, index) => (
            <div
              id={`${id}-${index()}`}
              role="option"
              aria-selected={props.chosen === undefined ? index() === active() : ticked(choice)}
              aria-disabled={choice.off || undefined}
              class="flex min-h-8 select-none items-center gap-2 rounded-small px-2 touch:min-h-11"
              classList={{ "bg-pressed": active() === index(), "opacity-60": choice.off ?? false }}
              onPointerMove={() => setActive(index())}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => pick(choice)}
            >
              <Show when={props.chosen !== undefined}>
                <Show when={!isMade(choice)} fallback={<Icon of={Plus} size={14} class="text-text-quiet" />}>
                  <span
                    class="flex size-3.5 shrink-0 items-center justify-center rounded-[3px] border"
                    classList={{
                      "border-accent-fill bg-accent-fill text-on-fill": ticked(choice),
                      "border-line-strong": !ticked(choice),
                    }}
                  >
                    <Show when={ticked(choice)}>
                      <Icon of={Check} size={12} />
                    </Show>
                  </span>
                </Show>
              </Show>
              {choice.mark?.()}
              <bdi class="min-w-0 flex-1 truncate">{choice.label}</bdi>
              <Show when={choice.note}>
                <span class="shrink-0 text-small text-text-quiet">{choice.note}</span>
              </Show>
            </div>
          )}
        </For>
      </div>
      <p role="status" class="text-text-quiet" classList={{ "px-3 pt-1 pb-3": shown().length === 0 }}>
        <Show when={shown().length === 0}>{props.nothing}</Show>
      </p>
    </>
  );
}
