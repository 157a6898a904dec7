import { I18nProvider } from "@kobalte/core/i18n";
import { Content, Portal, Root, usePopoverContext } from "@kobalte/core/popover";
import Check from "lucide-solid/icons/check";
import Plus from "lucide-solid/icons/plus";
import Search from "lucide-solid/icons/search";
import { createComputed, createEffect, createMemo, createSignal, createUniqueId, For, type JSX, on, Show, untrack } from "solid-js";
import { fold } from "../../domain/name.ts";
import { useWords } from "../words/index.ts";
import { Icon } from "./Icon.tsx";
import { SHEET } from "./sheet.ts";
import { Veil } from "./Veil.tsx";

export interface PickOption {
  readonly value: string;
  readonly label: string;
}

export interface CheckPickerProps {
  readonly label: string;
  readonly find: string;
  /** Where nothing matches and nothing can be made of it. */
  readonly nothing: string;
  readonly options: readonly PickOption[];
  readonly chosen: readonly string[];
  /** The words for making an option of what is typed; without it only what there is can be chosen. */
  readonly make?: ((text: string) => string) | undefined;
  readonly maxLength?: number | undefined;
  readonly onToggle: (value: string) => void;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: HTMLElement;
}

/** Any number of many, chosen one after another: focus stays in the filter, Enter ticks and unticks, Escape is done. Load it lazily. */
export function CheckPicker(props: CheckPickerProps): JSX.Element {
  const words = useWords();
  return (
    <I18nProvider locale={words.locale()}>
      <Root
        open={props.open}
        onOpenChange={props.onOpenChange}
        placement="bottom-start"
        gutter={4}
        fitViewport
        anchorRef={() => props.anchor}
      >
        <Anchor to={props.anchor} />
        <Portal>
          <Veil />
          <Content
            aria-label={props.label}
            class={`z-65 flex max-h-(--kb-popper-content-available-height) w-72 max-w-[calc(100vw-16px)] animate-appear flex-col rounded bg-float shadow-float outline-none ${SHEET}`}
          >
            <List {...props} />
          </Content>
        </Portal>
      </Root>
    </I18nProvider>
  );
}

/** As in Menu: the control that opened it is no outside click, and focus goes back to it. */
function Anchor(props: { readonly to: HTMLElement }): JSX.Element {
  const popover = usePopoverContext();
  createComputed(() => popover.setTriggerRef(props.to));
  return null;
}

type Line = PickOption | { readonly make: string };

function List(props: CheckPickerProps): JSX.Element {
  const id = createUniqueId();
  const [text, setText] = createSignal("");
  // While it is open nothing changes places: what was chosen before stands first, and stays there when it is unticked.
  const first = new Set(untrack(() => props.chosen));
  const shown = createMemo((): readonly Line[] => {
    const typed = text().trim();
    const wanted = fold(typed);
    const known = props.options
      .filter((option) => fold(option.label).includes(wanted))
      .sort((a, b) => Number(first.has(b.value)) - Number(first.has(a.value)));
    const isNew = typed !== "" && !props.options.some((option) => fold(option.label) === wanted);
    return props.make !== undefined && isNew ? [...known, { make: typed }] : known;
  });
  const [active, setActive] = createSignal(0);
  createEffect(on(text, () => setActive(0), { defer: true }));
  const pick = (line: Line | undefined) => {
    if (line === undefined) return;
    props.onToggle("make" in line ? line.make : line.value);
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
    };
    const act = event.isComposing ? undefined : acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <>
      <div class="flex h-9 shrink-0 items-center gap-2 border-b border-line px-3 touch:h-11">
        <Icon of={Search} size={14} class="text-text-quiet" />
        <input
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
          maxLength={props.maxLength}
          enterkeyhint="done"
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          class="h-full min-w-0 flex-1 bg-transparent outline-none touch:text-[16px]"
        />
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-multiselectable="true"
        aria-label={props.label}
        class="max-h-76 min-h-0 overflow-y-auto p-1 touch:max-h-109"
      >
        <For each={shown()}>
          {(line, index) => (
            <div
              id={`${id}-${index()}`}
              role="option"
              aria-selected={"value" in line && props.chosen.includes(line.value)}
              class="flex min-h-8 select-none items-center gap-2 rounded-small px-2 touch:min-h-11"
              classList={{ "bg-pressed": active() === index() }}
              onPointerMove={() => setActive(index())}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => pick(line)}
            >
              <span class="flex size-4 shrink-0 items-center justify-center">
                <Show when={"value" in line && line} fallback={<Icon of={Plus} size={14} class="text-text-quiet" />}>
                  {(option) => (
                    <span
                      class="flex size-3.5 items-center justify-center rounded-[3px] border"
                      classList={{
                        "border-accent-fill bg-accent-fill text-on-fill": props.chosen.includes(option().value),
                        "border-line-strong": !props.chosen.includes(option().value),
                      }}
                    >
                      <Show when={props.chosen.includes(option().value)}>
                        <Icon of={Check} size={12} />
                      </Show>
                    </span>
                  )}
                </Show>
              </span>
              <bdi class="min-w-0 flex-1 truncate">{"value" in line ? line.label : props.make?.(line.make)}</bdi>
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
