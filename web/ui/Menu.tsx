import { I18nProvider } from "@kobalte/core/i18n";
import {
  CheckboxItem,
  Content,
  GroupLabel,
  Group,
  Item,
  ItemIndicator,
  ItemLabel,
  Portal,
  Root,
  Separator,
} from "@kobalte/core/dropdown-menu";
import { useMenuContext } from "@kobalte/core/menu";
import Check from "lucide-solid/icons/check";
import { createComputed, Index, type JSX, Match, Show, Switch } from "solid-js";
import { useWords } from "../words/index.ts";
import { standFor } from "./anchor.ts";
import { Icon } from "./Icon.tsx";
import { Kbd } from "./Kbd.tsx";
import { SHEET } from "./sheet.ts";
import { createTravel } from "./travel.ts";
import { Veil } from "./Veil.tsx";

export interface MenuAct {
  readonly label: string;
  readonly onSelect: () => void;
  readonly icon?: () => JSX.Element;
  /** Quiet words at the end, such as a count or a time. */
  readonly note?: string;
  /** A digit is pressed while the menu is open; others say how the same is done without it. */
  readonly keys?: string;
  /** What it does takes the focus elsewhere: it is done once the menu has let go of it. */
  readonly moves?: true;
  /** Given, the item is one of several to choose from or to switch. */
  readonly checked?: boolean;
  readonly danger?: boolean;
  readonly disabled?: boolean;
}
export type MenuItem = MenuAct | { readonly separator: true } | { readonly heading: string };

export interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** The control that opened it: it stands there, and focus goes back there. */
  readonly anchor: HTMLElement;
  /** Opened by keys: the first item has the focus at once, else the first arrow key gives it. */
  readonly byKeys?: boolean;
  readonly placement?: "bottom-start" | "bottom-end" | "top-start" | "top-end";
}

const ROW =
  "flex h-8 touch:h-11 select-none items-center gap-2 rounded-small px-2 outline-none data-highlighted:bg-pressed data-disabled:opacity-50";

/** Load it lazily, through `MenuButton`. Arrow keys, Home, End, typing a name, Enter and Escape all work. */
export function Menu(props: MenuProps): JSX.Element {
  const words = useWords();
  const { leave, arrived } = createTravel(() => props.open);
  let moving: (() => void) | undefined;
  const select = (act: MenuAct) => {
    leave();
    if (act.moves) moving = act.onSelect;
    else act.onSelect();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!/^\d$/.test(event.key)) return;
    const act = props.items.find((item): item is MenuAct => "label" in item && item.keys === event.key && !item.disabled);
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    select(act);
    props.onOpenChange(false);
  };
  return (
    <I18nProvider locale={words.locale()}>
      <Root
        open={props.open}
        onOpenChange={props.onOpenChange}
        modal={false}
        gutter={4}
        fitViewport
        placement={props.placement ?? "bottom-start"}
        getAnchorRect={() => props.anchor.getBoundingClientRect()}
      >
        <Anchor to={props.anchor} first={props.open && (props.byKeys ?? false)} />
        {/* Within a landmark, where whoever goes from landmark to landmark finds it. */}
        <Portal mount={document.getElementById("main") ?? document.body}>
          <Veil />
          <Content
            ref={(menu: HTMLElement) => {
              standFor(menu, props.anchor);
              menu.addEventListener("keydown", spaceWhileTyped(), true);
              // What is chosen by a finger closes the menu before the browser makes a click of it: that would press what lies below.
              menu.addEventListener("touchend", (event) => event.cancelable && event.preventDefault());
            }}
            aria-label={props.label}
            aria-labelledby={undefined}
            onKeyDown={onKeyDown}
            onCloseAutoFocus={() => {
              const act = moving;
              moving = undefined;
              if (act !== undefined) queueMicrotask(act);
              queueMicrotask(arrived);
            }}
            class={`z-65 max-h-[min(420px,var(--kb-popper-content-available-height))] touch:max-h-[min(520px,var(--kb-popper-content-available-height))] max-w-80 min-w-44 animate-appear overflow-y-auto rounded bg-float p-1 shadow-float outline-none ${SHEET}`}
          >
            {/* By place: what an item says may change while it is open, and the one that is pointed at must not be drawn anew. */}
            <Index each={props.items}>{(item) => <Entry item={item()} onSelect={select} />}</Index>
          </Content>
        </Portal>
      </Root>
    </I18nProvider>
  );
}

/** As long as what is typed goes on being one name. */
const TYPED_MS = 1_000;

/** Who types a name of two words must not choose by the space between them: the rest would be pressed on the page below. */
function spaceWhileTyped(): (event: KeyboardEvent) => void {
  let typedAt = Number.NEGATIVE_INFINITY;
  return (event) => {
    if (event.key === " " && event.timeStamp - typedAt < TYPED_MS) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key.length === 1 && event.key !== " ") typedAt = event.timeStamp;
  };
}

/** Kobalte knows its trigger for outside clicks and for where focus returns; ours stands outside, in the eager part. */
function Anchor(props: { readonly to: HTMLElement; readonly first: boolean }): JSX.Element {
  const menu = useMenuContext();
  createComputed(() => menu.setTriggerRef(props.to));
  createComputed(() => props.first && menu.open("first"));
  return null;
}

function Entry(props: { readonly item: MenuItem; readonly onSelect: (act: MenuAct) => void }): JSX.Element {
  return (
    <Switch>
      <Match when={"separator" in props.item}>
        <Separator class="mx-1 my-1 border-line" />
      </Match>
      <Match when={"heading" in props.item && props.item}>
        {(item) => (
          <Group>
            <GroupLabel class="block px-2 pt-2 pb-1 text-small font-medium text-text-quiet">{item().heading}</GroupLabel>
          </Group>
        )}
      </Match>
      <Match when={"label" in props.item && props.item}>
        {(item) => (
          <Show
            when={item().checked !== undefined}
            fallback={
              <Item
                disabled={item().disabled ?? false}
                onSelect={() => props.onSelect(item())}
                textValue={item().label}
                class={`${ROW} ${item().danger ? "text-overdue-text" : "text-text"}`}
              >
                <Inside item={item()} />
              </Item>
            }
          >
            <CheckboxItem
              checked={item().checked ?? false}
              disabled={item().disabled ?? false}
              onSelect={() => props.onSelect(item())}
              textValue={item().label}
              closeOnSelect
              class={`${ROW} text-text`}
            >
              <Inside item={item()} />
              <span class="flex w-4 justify-end text-accent">
                <ItemIndicator>
                  <Icon of={Check} size={14} />
                </ItemIndicator>
              </span>
            </CheckboxItem>
          </Show>
        )}
      </Match>
    </Switch>
  );
}

function Inside(props: { readonly item: MenuAct }): JSX.Element {
  return (
    <>
      <Show when={props.item.icon}>
        {(icon) => <span class={`flex w-4 justify-center ${props.item.danger ? "" : "text-text-quiet"}`}>{icon()()}</span>}
      </Show>
      {/* The note and the key are read with the label: all of them are what the item says. */}
      <ItemLabel class="flex min-w-0 flex-1 items-center">
        <span class="min-w-0 flex-1 truncate">{props.item.label}</span>{" "}
        <Show when={props.item.note}>
          <span class="ms-3 text-small tabular-nums text-text-quiet">{props.item.note}</span>
        </Show>{" "}
        <Show when={props.item.keys}>{(keys) => <Kbd keys={keys()} class="ms-3 touch:hidden" />}</Show>
      </ItemLabel>
    </>
  );
}
