import { createSignal, type JSX, onCleanup, onMount, Show } from "solid-js";
import { Portal } from "solid-js/web";
import { useWords } from "../words/index.ts";
import { Kbd } from "./Kbd.tsx";

const DELAY_MS = 450;
/** Moving along a row of buttons shows the next tip at once. */
const WARM_MS = 400;
/** A tip can be reached with the pointer (WCAG 1.4.13), so leaving waits for it. */
const LEAVE_MS = 80;
const EDGE = 8;
const TIPPED = "[data-tip], [data-tip-at]";

/**
 * One tooltip for the whole app, listening on the document: a list of five hundred buttons costs no more than one.
 * It shows what a control is already named (`data-tip`) or the exact time of what says it roughly (`data-tip-at`, ms), so nothing depends on it.
 * Load it lazily after first paint.
 */
export function TooltipLayer(): JSX.Element {
  const { format } = useWords();
  const [target, setTarget] = createSignal<HTMLElement>();
  let warmUntil = 0;
  let byTab = false;
  let timer = 0;

  const show = (element: HTMLElement) => {
    // A list's row may have become another one meanwhile, with nothing more to say.
    if (!element.matches(TIPPED) || (isSaid(element) && element.dataset["tipKeys"] === undefined)) return hide();
    window.clearTimeout(timer);
    setTarget(element);
  };
  const hide = () => {
    window.clearTimeout(timer);
    if (target() !== undefined) warmUntil = performance.now() + WARM_MS;
    setTarget(undefined);
  };
  const tipped = (event: Event) => (event.target instanceof Element ? event.target.closest<HTMLElement>(TIPPED) : null);

  onMount(() => {
    const stop = new AbortController();
    const on = <K extends keyof DocumentEventMap>(type: K, listener: (event: DocumentEventMap[K]) => void) =>
      document.addEventListener(type, listener, { signal: stop.signal, capture: true, passive: true });
    on("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      if (event.target instanceof Element && event.target.closest("[data-tip-layer]")) return window.clearTimeout(timer);
      const element = tipped(event);
      if (element === (target() ?? null)) return window.clearTimeout(timer);
      window.clearTimeout(timer);
      if (element === null) timer = window.setTimeout(hide, LEAVE_MS);
      else if (performance.now() < warmUntil || target() !== undefined) show(element);
      else timer = window.setTimeout(() => show(element), DELAY_MS);
    });
    on("focusin", (event) => {
      const element = tipped(event);
      // Focus that only comes back, from a menu or a dialog, asked for nothing.
      if (element !== null && byTab) show(element);
      else hide();
    });
    on("focusout", hide);
    on("pointerdown", () => {
      byTab = false;
      hide();
    });
    on("scroll", hide);
    on("keydown", (event) => {
      if (event.key === "Shift") return;
      byTab = event.key === "Tab";
      hide();
    });
    onCleanup(() => {
      stop.abort();
      window.clearTimeout(timer);
    });
  });

  return (
    <Show when={target()} keyed>
      {(element) => (
        <Portal>
          <div
            ref={(tip) => queueMicrotask(() => place(tip, element))}
            data-tip-layer=""
            aria-hidden="true"
            dir="ltr"
            class="fixed z-70 flex max-w-72 animate-appear items-center gap-2 rounded bg-float px-2 py-1 text-small text-text shadow-float"
          >
            <Show when={!isSaid(element)}>
              <span dir="auto">{element.dataset["tip"] ?? format().exact(Number(element.dataset["tipAt"]))}</span>
            </Show>
            <Show when={element.dataset["tipKeys"]}>{(keys) => <Kbd keys={keys()} />}</Show>
          </div>
        </Portal>
      )}
    </Show>
  );
}

/** The control's own words are the tip's: only its key is news. */
function isSaid(element: HTMLElement): boolean {
  return element.textContent.trim() === element.dataset["tip"];
}

/** Below the control, or above it where there is no room; always wholly on screen. */
function place(tip: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = tip;
  const below = at.bottom + 6;
  const x = Math.min(Math.max(EDGE, at.x + at.width / 2 - width / 2), window.innerWidth - width - EDGE);
  tip.style.insetBlockStart = `${below + height + EDGE > window.innerHeight ? at.top - height - 6 : below}px`;
  // Rectangles are measured from the physical side; the tip's own `dir` makes its start that side in every language.
  tip.style.insetInlineStart = `${x}px`;
}
