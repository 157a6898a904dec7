import { I18nProvider } from "@kobalte/core/i18n";
import { Content, Portal, Root, usePopoverContext } from "@kobalte/core/popover";
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
import { type Choice, PersonOption } from "./PersonOption.tsx";
import { SHEET } from "./sheet.ts";
import { Veil } from "./Veil.tsx";

export interface PersonPickerProps {
  readonly people: readonly Choice[];
  /** Who has it now; null is nobody, undefined that nothing is chosen yet. */
  readonly current: string | null | undefined;
  /** The words for nobody, which is then offered last and always in sight. */
  readonly unassigned?: string;
  readonly onPick: (id: string | null) => void;
  readonly label: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: HTMLElement;
}

/** A combobox over a listbox: focus stays in the filter, the arrow keys move through the people. Load it lazily. */
export function PersonPicker(props: PersonPickerProps): JSX.Element {
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
            onOpenAutoFocus={(event) => {
              // A finger chooses from the list: the keyboard that comes with the filter's focus would lie over it.
              if (!window.matchMedia("(pointer: coarse)").matches) return;
              event.preventDefault();
              if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
            }}
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

function List(props: PersonPickerProps): JSX.Element {
  const { t } = useWords();
  const id = createUniqueId();
  const [filter, setFilter] = createSignal("");
  // While it is open nobody changes places, whatever happens to their load: a choice must not slide under the finger.
  const places = new Map(untrack(() => props.people).map((person, index) => [person.id, index]));
  const place = (person: Choice) => places.get(person.id) ?? places.size;
  const shown = createMemo((): readonly (Choice | null)[] => {
    const wanted = fold(filter())
      .split(" ")
      .filter((word) => word !== "");
    const people = props.people
      .filter((person) => wanted.every((word) => fold(person.name).includes(word)))
      .sort((a, b) => place(a) - place(b));
    return props.unassigned !== undefined && wanted.length === 0 ? [...people, null] : people;
  });
  const most = createMemo(() => Math.max(1, ...props.people.map((person) => person.load)));
  const currentPlace = () => shown().findIndex((choice) => (choice?.id ?? null) === props.current);
  const [active, setActive] = createSignal(untrack(() => Math.max(0, currentPlace())));
  createEffect(on(filter, () => setActive(0), { defer: true }));
  onMount(() => document.getElementById(`${id}-${active()}`)?.scrollIntoView({ block: "nearest" }));

  const pick = (choice: Choice | null | undefined) => {
    if (choice === undefined) return;
    props.onOpenChange(false);
    props.onPick(choice?.id ?? null);
  };
  const move = (to: number) => {
    const count = shown().length;
    if (count === 0) return;
    setActive((to + count) % count);
    document.getElementById(`${id}-${active()}`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(active() + 1),
      ArrowUp: () => move(active() - 1),
      PageDown: () => move(Math.min(active() + 6, shown().length - 1)),
      PageUp: () => move(Math.max(active() - 6, 0)),
      Enter: () => pick(shown()[active()]),
    };
    const act = event.isComposing ? undefined : acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  return (
    <>
      <div class="flex h-9 items-center gap-2 border-b border-line px-3 touch:h-11">
        <Icon of={Search} size={14} class="text-text-quiet" />
        <input
          role="combobox"
          aria-label={t("assign.find")}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={shown().length > 0 ? `${id}-${active()}` : undefined}
          placeholder={t("assign.find")}
          autocomplete="off"
          spellcheck={false}
          value={filter()}
          onInput={(event) => setFilter(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          class="h-full min-w-0 flex-1 bg-transparent outline-none touch:text-[16px]"
        />
      </div>
      {/* Eight rows and a half, and nobody's: the half shows that there are more. */}
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={props.label}
        class="max-h-90 min-h-0 scroll-pb-12 overflow-y-auto p-1 touch:max-h-109"
        classList={{ "pb-0!": shown().includes(null) }}
      >
        <For each={shown()}>
          {(choice, index) => (
            <div classList={{ "sticky bottom-0 -mx-1 mt-1 border-t border-line bg-float p-1": choice === null }}>
              <PersonOption
                id={`${id}-${index()}`}
                choice={choice}
                nobody={props.unassigned ?? ""}
                share={(choice?.load ?? 0) / most()}
                active={active() === index()}
                current={(choice?.id ?? null) === props.current}
                onPoint={() => setActive(index())}
                onPick={() => pick(choice)}
              />
            </div>
          )}
        </For>
      </div>
      <p role="status" class="text-text-quiet" classList={{ "px-3 pt-1 pb-3": shown().length === 0 }}>
        <Show when={shown().length === 0}>{t("assign.nobody")}</Show>
      </p>
    </>
  );
}
