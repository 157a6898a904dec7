import { I18nProvider } from "@kobalte/core/i18n";
import { Content, Portal, Root, usePopoverContext } from "@kobalte/core/popover";
import { createComputed, type JSX } from "solid-js";
import { useWords } from "../words/index.ts";
import { SHEET } from "./sheet.ts";
import { createTravel } from "./travel.ts";
import { Veil } from "./Veil.tsx";

/** What opens over a control and holds more than a menu can; on a phone it rises from the bottom edge. Load it lazily. */
export function Popup(props: {
  readonly label: string;
  readonly anchor: HTMLElement;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly placement?: "bottom-start" | "top-start" | "top-end" | "bottom-end";
  /** What has the focus when it opens; null: nothing for now. Not said, or undefined: the first thing in it. */
  readonly first?: (popup: HTMLElement) => HTMLElement | null | undefined;
  /** Its width, and how it scrolls. */
  readonly class: string;
  readonly children: JSX.Element;
}): JSX.Element {
  const words = useWords();
  const { arrived } = createTravel(() => props.open);
  return (
    <I18nProvider locale={words.locale()}>
      <Root
        open={props.open}
        onOpenChange={props.onOpenChange}
        placement={props.placement ?? "bottom-start"}
        gutter={4}
        fitViewport
        anchorRef={() => props.anchor}
      >
        <Anchor to={props.anchor} />
        <Portal>
          <Veil />
          <Content
            aria-label={props.label}
            class={`z-65 flex max-h-(--kb-popper-content-available-height) max-w-[calc(100vw-16px)] animate-appear flex-col rounded bg-float shadow-float outline-none ${props.class} ${SHEET}`}
            onCloseAutoFocus={() => queueMicrotask(arrived)}
            onOpenAutoFocus={(event) => {
              const first = event.currentTarget instanceof HTMLElement ? props.first?.(event.currentTarget) : undefined;
              if (first === undefined) return;
              event.preventDefault();
              first?.focus({ preventScroll: true });
            }}
          >
            {props.children}
          </Content>
        </Portal>
      </Root>
    </I18nProvider>
  );
}

export const isTouched = (): boolean => window.matchMedia("(pointer: coarse)").matches;

/** A finger chooses from what is there: the keyboard that comes with an input's focus would lie over it. */
export const untyped = (popup: HTMLElement): HTMLElement | undefined => (isTouched() ? popup : undefined);

/** As in Menu: the control that opened it is no outside click, and focus goes back to it. */
function Anchor(props: { readonly to: HTMLElement }): JSX.Element {
  const popover = usePopoverContext();
  createComputed(() => popover.setTriggerRef(props.to));
  return null;
}
