import { children, type JSX, onCleanup, onMount, Show } from "solid-js";
import { whereFocusIs } from "./anchor.ts";

/**
 * Lies over the end of its nearest `relative` ancestor and moves nothing; where there is no room beside it, it is the whole page. It is not modal:
 * the list beside it stays in use and keeps the focus. Escape inside it closes it. Render it inside <Show>.
 */
export function Panel(props: {
  readonly label: string;
  readonly onClose: () => void;
  readonly header: JSX.Element;
  readonly children: JSX.Element;
  /** Stays at the bottom, within the thumb's reach. */
  readonly footer?: JSX.Element;
}): JSX.Element {
  let panel: HTMLElement | undefined;
  const before = whereFocusIs();
  // Resolved once: a footer that decides by itself to show nothing leaves no empty bar.
  const footer = children(() => props.footer);

  onMount(() => {
    // Where the page behind is gone from sight, focus has to come along.
    if (window.matchMedia("(width < 64rem)").matches) panel?.focus();
  });
  onCleanup(() => {
    const lost = document.activeElement === document.body || panel?.contains(document.activeElement);
    if (lost && before?.isConnected) before.focus({ preventScroll: true });
  });

  return (
    <aside
      ref={panel}
      tabindex="-1"
      data-panel=""
      aria-label={props.label}
      class="fixed inset-0 z-30 flex animate-enter-end flex-col bg-raised outline-none md:absolute lg:start-auto lg:w-110 lg:max-w-[calc(100%-48px)] lg:shadow-float"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        // What stands open over the page is drawn outside of it, and its keys come by here all the same.
        if (event.target instanceof Node && !event.currentTarget.contains(event.target)) return;
        event.stopPropagation();
        props.onClose();
      }}
    >
      <header class="flex min-h-12 shrink-0 items-center gap-2 border-b border-line px-panel pt-[env(safe-area-inset-top)]">
        {props.header}
      </header>
      <div class="min-h-0 flex-1 overflow-y-auto overscroll-contain p-panel">{props.children}</div>
      <Show when={footer()}>
        <div class="shrink-0 border-t border-line px-panel pt-3 pb-[max(12px,env(safe-area-inset-bottom))]">{footer()}</div>
      </Show>
    </aside>
  );
}
