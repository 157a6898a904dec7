import { I18nProvider } from "@kobalte/core/i18n";
import { Content, Portal, Root, usePopoverContext } from "@kobalte/core/popover";
import { createComputed, type JSX } from "solid-js";
import { SHEET } from "../../../ui/sheet.ts";
import { Veil } from "../../../ui/Veil.tsx";
import { useWords } from "../../../words/index.ts";
import { WithWords } from "../../WithWords.tsx";

/** What stands over its button, and on a phone rises from the bottom edge; with the words of views and of a lead's fields. */
export function Sheet(props: {
  readonly label: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: HTMLElement;
  readonly wide?: boolean;
  readonly end?: boolean;
  readonly children: JSX.Element;
}): JSX.Element {
  const words = useWords();
  return (
    <I18nProvider locale={words.locale()}>
      <WithWords part="panel">
        <WithWords part="views">
          <Root
            open={props.open}
            onOpenChange={props.onOpenChange}
            placement={props.end ? "bottom-end" : "bottom-start"}
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
                  const sheet = event.currentTarget;
                  if (!(sheet instanceof HTMLElement)) return;
                  event.preventDefault();
                  // A finger chooses from the list: the keyboard that comes with an input's focus would lie over it.
                  const typed = isTouched() ? null : sheet.querySelector<HTMLElement>("[autofocus]");
                  (typed ?? (isTouched() ? sheet : (sheet.querySelector<HTMLElement>("select, input, button") ?? sheet))).focus();
                }}
                class={`z-65 flex max-h-(--kb-popper-content-available-height) max-w-[calc(100vw-16px)] animate-appear flex-col rounded bg-float shadow-float outline-none ${props.wide ? "w-80" : "w-72"} ${SHEET}`}
              >
                {props.children}
              </Content>
            </Portal>
          </Root>
        </WithWords>
      </WithWords>
    </I18nProvider>
  );
}

export const isTouched = (): boolean => window.matchMedia("(pointer: coarse)").matches;

/** As in Menu: the control that opened it is no outside click, and focus goes back to it. */
function Anchor(props: { readonly to: HTMLElement }): JSX.Element {
  const popover = usePopoverContext();
  createComputed(() => popover.setTriggerRef(props.to));
  return null;
}
