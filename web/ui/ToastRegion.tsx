import CircleAlert from "lucide-solid/icons/circle-alert";
import CircleCheck from "lucide-solid/icons/circle-check";
import X from "lucide-solid/icons/x";
import { createEffect, createMemo, createSignal, For, type JSX, Match, onCleanup, Show, Switch } from "solid-js";
import { useWords } from "../words/index.ts";
import { focusBack } from "./anchor.ts";
import { Button } from "./Button.tsx";
import { aboveFooter } from "./footer-place.ts";
import { Icon } from "./Icon.tsx";
import { sheets } from "./sheet.ts";
import type { Toast } from "./toasts.ts";

/** Long enough to read a line and reach "Undo". */
const STAYS_MS = 6000;
/** So many letters of the words and of a button fit side by side in two lines. */
const ONE_LINE = 72;

/** To the first button of what was said last, for whoever has no pointer. */
export function goToToasts(): void {
  document.querySelector<HTMLElement>("[data-toasts] > li:last-child button")?.focus();
}

/**
 * Spoken politely, never takes the focus by itself. All of them wait while the pointer or the focus is on one. Whoever came by keys is
 * brought back to where they were once it is answered, or left by Escape.
 */
export function ToastRegion(props: { readonly toasts: readonly Toast[]; readonly onDismiss: (id: string) => void }): JSX.Element {
  const { t } = useWords();
  const [pointed, setPointed] = createSignal(false);
  const [focused, setFocused] = createSignal(false);
  let before: HTMLElement | undefined;
  const dismiss = (id: string, entry: HTMLElement) => {
    const within = entry.contains(document.activeElement);
    props.onDismiss(id);
    // The button that was pressed is gone, and the focus with it.
    if (!within) return;
    setFocused(false);
    if (before !== undefined) focusBack(before);
    before = undefined;
  };
  return (
    <section
      aria-label={t("common.notifications")}
      // What is said over an open dialog can be pressed and heard, and closes nothing.
      data-kb-top-layer=""
      // Above the live footer and a phone's bottom bar, clear of a panel's own buttons; and of what rises from a phone's bottom edge.
      class="pointer-events-none fixed inset-x-0 bottom-12 z-60 flex justify-center px-4 pb-[env(safe-area-inset-bottom)] max-md:bottom-20"
      classList={{ "mb-12 max-md:mb-20": aboveFooter(), "max-sm:top-2 max-sm:bottom-auto!": sheets() > 0 }}
    >
      <ol
        data-toasts=""
        aria-live="polite"
        aria-relevant="additions text"
        class="flex w-full max-w-95 flex-col gap-2"
        onPointerEnter={() => setPointed(true)}
        onPointerLeave={() => setPointed(false)}
        onFocusIn={(event) => {
          setFocused(true);
          const { relatedTarget: from, target, currentTarget: all } = event;
          if (from instanceof Node && all.contains(from)) return;
          // A finger's press must not bring a keyboard up again.
          before = from instanceof HTMLElement && target.matches(":focus-visible") ? from : undefined;
        }}
        onFocusOut={() => setFocused(false)}
      >
        {/* By what they are called: one that says something else now has not come anew. */}
        <For each={props.toasts.map(({ id }) => id)}>
          {(id) => {
            const toast = createMemo<Toast | undefined>((before) => props.toasts.find((one) => one.id === id) ?? before);
            return (
              <Show when={toast()}>
                {(shown) => <Entry toast={shown()} paused={pointed() || focused()} onDismiss={(entry) => dismiss(id, entry)} />}
              </Show>
            );
          }}
        </For>
      </ol>
    </section>
  );
}

function Entry(props: { readonly toast: Toast; readonly paused: boolean; readonly onDismiss: (entry: HTMLElement) => void }): JSX.Element {
  const { t } = useWords();
  let entry!: HTMLLIElement;
  const dismiss = () => props.onDismiss(entry);
  const actions = () => props.toast.actions ?? [];
  /** Two do not fit beside the words, nor does a long one beside long words: they get a line of their own, below the button that dismisses. */
  const below = () => actions().length > 1 || actions().some(({ label }) => label.length + props.toast.text.length > ONE_LINE);
  createEffect(() => {
    const stays = props.toast.ms ?? (props.toast.tone === "overdue" ? 0 : STAYS_MS);
    if (props.paused || stays === 0) return;
    const timer = window.setTimeout(dismiss, stays);
    onCleanup(() => window.clearTimeout(timer));
  });
  return (
    <li
      ref={entry}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        // Nothing else is left by it: not the lead that is open, not what is chosen.
        event.preventDefault();
        dismiss();
      }}
      class="pointer-events-auto flex min-h-11 animate-rise items-center gap-2 rounded bg-float py-1.5 ps-3 pe-1.5 shadow-float"
      classList={{ "flex-wrap": below() }}
    >
      <Switch>
        <Match when={props.toast.tone === "live"}>
          <Icon of={CircleCheck} class="text-live" />
        </Match>
        <Match when={props.toast.tone === "overdue"}>
          <Icon of={CircleAlert} class="text-overdue" />
        </Match>
      </Switch>
      <span class="min-w-0 flex-1 text-text">{props.toast.text}</span>
      <Show when={actions().length > 0}>
        <span class="flex flex-wrap justify-end gap-1" classList={{ "order-last basis-full": below() }}>
          <For each={actions()}>
            {(action) => (
              <Button
                variant="ghost"
                size="small"
                class="text-accent-text"
                onClick={() => {
                  dismiss();
                  action.run();
                }}
              >
                {action.label}
              </Button>
            )}
          </For>
        </span>
      </Show>
      <Button variant="icon" size="small" label={t("common.dismiss")} onClick={dismiss}>
        <Icon of={X} size={14} />
      </Button>
    </li>
  );
}
