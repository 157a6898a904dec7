import { I18nProvider } from "@kobalte/core/i18n";
import { Content, Portal, Root, usePopoverContext } from "@kobalte/core/popover";
import Check from "lucide-solid/icons/check";
import Search from "lucide-solid/icons/search";
import {
  createComputed,
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  on,
  onMount,
  Show,
  untrack,
} from "solid-js";
import { fold } from "../../domain/name.ts";
import { useWords } from "../words/index.ts";
import { Icon } from "./Icon.tsx";
import { SHEET } from "./sheet.ts";
import { Veil } from "./Veil.tsx";

export interface SearchOption {
  readonly value: string;
  readonly label: string;
  /** Quiet, at the end; looked through too. */
  readonly note?: string;
}

export interface SearchListProps {
  readonly label: string;
  readonly find: string;
  readonly nothing: string;
  readonly options: readonly SearchOption[];
  readonly value: string;
  readonly onPick: (value: string) => void;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: HTMLElement;
}

/** A combobox over a long list, as in PersonPicker: focus stays in the filter, the arrow keys move. Load it lazily, through `SearchSelect`. */
export function SearchList(props: SearchListProps): JSX.Element {
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
            class={`z-65 flex max-h-(--kb-popper-content-available-height) w-90 max-w-[calc(100vw-16px)] animate-appear flex-col rounded bg-float shadow-float outline-none ${SHEET}`}
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

function List(props: SearchListProps): JSX.Element {
  const id = createUniqueId();
  const [filter, setFilter] = createSignal("");
  const folded = createMemo(() =>
    props.options.map((option) => ({ option, text: fold(`${option.label} ${option.value} ${option.note ?? ""}`) })),
  );
  const shown = createMemo(() => {
    const wanted = fold(filter().replaceAll(/[_/]/g, " "))
      .split(" ")
      .filter((word) => word !== "");
    return folded().flatMap(({ option, text }) => (wanted.every((word) => text.includes(word)) ? [option] : []));
  });
  const current = () => shown().findIndex((option) => option.value === props.value);
  const [active, setActive] = createSignal(untrack(() => Math.max(0, current())));
  const reveal = (block: "nearest" | "center") => document.getElementById(`${id}-${active()}`)?.scrollIntoView({ block });
  createEffect(on(filter, () => setActive(0), { defer: true }));
  onMount(() => reveal("center"));

  const pick = (option: SearchOption | undefined) => {
    if (option === undefined) return;
    props.onOpenChange(false);
    if (option.value !== props.value) props.onPick(option.value);
  };
  const move = (to: number) => {
    if (shown().length === 0) return;
    setActive((to + shown().length) % shown().length);
    reveal("nearest");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(active() + 1),
      ArrowUp: () => move(active() - 1),
      PageDown: () => move(Math.min(active() + 8, shown().length - 1)),
      PageUp: () => move(Math.max(active() - 8, 0)),
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
          value={filter()}
          onInput={(event) => setFilter(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          class="h-full min-w-0 flex-1 bg-transparent outline-none touch:text-[16px]"
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={props.label} class="max-h-76 min-h-0 overflow-y-auto p-1 touch:max-h-109">
        <For each={shown()}>
          {(option, index) => (
            <div
              id={`${id}-${index()}`}
              role="option"
              aria-selected={option.value === props.value}
              class="flex min-h-8 select-none items-center gap-2 rounded-small px-2 [contain-intrinsic-size:auto_32px] [content-visibility:auto] touch:min-h-11"
              classList={{ "bg-pressed": active() === index() }}
              onPointerMove={() => setActive(index())}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => pick(option)}
            >
              <span class="min-w-0 flex-1 truncate">{option.label}</span>
              <Show when={option.note}>
                <span class="shrink-0 text-small tabular-nums text-text-quiet">{option.note}</span>
              </Show>
              <span class="flex w-4 justify-end text-accent">
                <Show when={option.value === props.value}>
                  <Icon of={Check} size={14} />
                </Show>
              </span>
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
