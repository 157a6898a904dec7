import { Content, Overlay, Portal, Root } from "@kobalte/core/dialog";
import type { JSX } from "solid-js";
import { focusBack, whereFocusIs } from "../../ui/anchor.ts";
import { useWords } from "../../words/index.ts";
import { PaletteBody } from "./PaletteBody.tsx";
import type { Source } from "./source.ts";

/** What is offered by typing: over whatever one is at, and back to it. On a phone it is a page. */
export function PaletteDialog(props: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** What it is about; made anew each time it opens. */
  readonly source: () => Source;
}): JSX.Element {
  const { t } = useWords();
  let before: HTMLElement | undefined;
  return (
    <Root open={props.open} onOpenChange={props.onOpenChange}>
      <Portal>
        <Overlay class="fixed inset-0 z-70 animate-late bg-veil [animation-delay:0ms]" />
        <div class="fixed inset-0 z-70 flex items-start justify-center sm:p-4 sm:pt-[12vh]">
          <Content
            aria-label={t("palette.title")}
            onOpenAutoFocus={() => (before = whereFocusIs())}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              queueMicrotask(() => focusBack(before));
            }}
            // Escape is one step back, which the field decides.
            onEscapeKeyDown={(event) => event.preventDefault()}
            class="flex h-dvh w-full animate-rise flex-col overflow-hidden bg-float shadow-float outline-none sm:h-auto sm:max-h-[min(560px,76vh)] sm:max-w-170 sm:rounded-large"
          >
            <PaletteBody source={props.source} onClose={() => props.onOpenChange(false)} />
          </Content>
        </div>
      </Portal>
    </Root>
  );
}
