import { CloseButton, Content, Description, Overlay, Portal, Root, Title } from "@kobalte/core/dialog";
import X from "lucide-solid/icons/x";
import { children, type JSX, Show } from "solid-js";
import { useWords } from "../words/index.ts";
import { focusBack, whereFocusIs } from "./anchor.ts";
import { Icon } from "./Icon.tsx";
import { standAsSheet } from "./sheet.ts";
import { createTravel } from "./travel.ts";

const WIDTH = { small: "sm:max-w-100", medium: "sm:max-w-130", large: "sm:max-w-180" } as const;

/** Modal: for what must be decided before anything else. Load it lazily. On a phone it rises from the bottom edge. */
export function Dialog(props: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: string;
  readonly size?: keyof typeof WIDTH;
  /** A form: a phone gives it the whole screen, for its keyboard takes half of that; and its first field has the focus. */
  readonly form?: boolean;
  readonly children?: JSX.Element;
  /** Buttons, the act last. */
  readonly footer?: JSX.Element;
}): JSX.Element {
  const { t } = useWords();
  const { arrived } = createTravel(() => props.open);
  let before: HTMLElement | undefined;
  let title: HTMLHeadingElement | undefined;
  return (
    <Root open={props.open} onOpenChange={props.onOpenChange}>
      <Portal>
        <Overlay class="fixed inset-0 z-50 animate-late bg-veil [animation-delay:0ms]" />
        <div class="fixed inset-0 z-50 flex items-end justify-center sm:items-start sm:p-4 sm:pt-[14vh]">
          <Content
            data-modal=""
            onOpenAutoFocus={(event) => {
              before = whereFocusIs();
              // What it is about is read first; the way out of it is not what one came for.
              event.preventDefault();
              const field = props.form ? title?.closest("[role=dialog]")?.querySelector<HTMLElement>("input, textarea, select") : null;
              (field ?? title)?.focus();
            }}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              queueMicrotask(() => {
                focusBack(before);
                arrived();
              });
            }}
            class={`relative flex max-h-[85dvh] w-full animate-rise flex-col bg-float shadow-float outline-none sm:max-h-[72vh] sm:rounded-large ${WIDTH[props.size ?? "small"]} ${props.form ? "max-sm:h-dvh max-sm:max-h-dvh" : "rounded-t-large"}`}
          >
            <header class="flex flex-col gap-1 ps-5 pe-12 pt-4">
              <Title ref={title} tabindex="-1" class="text-title font-semibold text-text outline-none">
                {props.title}
              </Title>
              <Show when={props.description}>
                <Description class="text-text-quiet">{props.description}</Description>
              </Show>
            </header>
            <Show when={!props.form}>
              <Sheet />
            </Show>
            <Body>{props.children}</Body>
            <Footer ruled={props.form ?? false}>{props.footer}</Footer>
            {/* Last in order: Tab comes to the first field or the mildest button before it. */}
            <CloseButton
              aria-label={t("common.close")}
              data-tip={t("common.close")}
              data-tip-keys="esc"
              class="touch-target absolute end-3 top-3 flex size-7 items-center justify-center rounded text-text-quiet hover:bg-pressed hover:text-text"
            >
              <Icon of={X} />
            </CloseButton>
          </Content>
        </div>
      </Portal>
    </Root>
  );
}

function Sheet(): JSX.Element {
  standAsSheet();
  return null;
}

/** What stands in it is made once, though it is asked first whether there is any. */
function Body(props: { readonly children: JSX.Element }): JSX.Element {
  const made = children(() => props.children);
  return (
    <Show when={made()} fallback={<div class="h-5" />}>
      <div class="min-h-0 flex-1 overflow-y-auto px-5 py-4">{made()}</div>
    </Show>
  );
}

function Footer(props: {
  readonly children: JSX.Element;
  /** What stands above it may be longer than the screen. */
  readonly ruled: boolean;
}): JSX.Element {
  const made = children(() => props.children);
  return (
    <Show when={made()}>
      <footer
        class="flex justify-end gap-2 px-5 pb-[max(16px,env(safe-area-inset-bottom))]"
        classList={{ "border-t border-line pt-4": props.ruled }}
      >
        {made()}
      </footer>
    </Show>
  );
}
