import { I18nProvider } from "@kobalte/core/i18n";
import { Content, Portal, Root, usePopoverContext } from "@kobalte/core/popover";
import { createComputed, type JSX } from "solid-js";
import { SHEET } from "../../../ui/sheet.ts";
import { Veil } from "../../../ui/Veil.tsx";
import { useWords } from "../../../words/index.ts";

/** What opens over a control and holds more than a menu can; a sheet on a phone. `first` has the focus when it opens. */
export function Popup(props: {
  readonly label: string;
  readonly anchor: HTMLElement;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly first: () => HTMLElement | undefined;
  readonly placement?: "bottom-start" | "top-start" | "top-end" | "bottom-end";
  readonly class?: string;
  readonly children: JSX.Element;
}): JSX.Element {
  const words = useWords();
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
            onOpenAutoFocus={(event) => {
              event.preventDefault();
              props.first()?.focus({ preventScroll: true });
            }}
            class={`z-65 flex max-h-(--kb-popper-content-available-height) max-w-[calc(100vw-16px)] animate-appear flex-col overflow-y-auto rounded bg-float shadow-float outline-none ${props.class ?? "w-72"} ${SHEET}`}
          >
            {props.children}
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
