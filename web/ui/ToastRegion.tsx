import CircleAlert from "lucide-solid/icons/circle-alert";
import CircleCheck from "lucide-solid/icons/circle-check";
import X from "lucide-solid/icons/x";
import { createEffect, createMemo, createSignal, For, type JSX, Match, onCleanup, Show, Switch } from "solid-js";
import { useWords } from "../words/index.ts";
import { Button } from "./Button.tsx";
import { aboveFooter } from "./footer-place.ts";
import { Icon } from "./Icon.tsx";
import type { Toast } from "./toasts.ts";

/** Long enough to read a line and reach "Undo". */
const STAYS_MS = 6000;

/** Spoken politely, never takes the focus. All of them wait while the pointer or the focus is on one. */
export function ToastRegion(props: { readonly toasts: readonly Toast[]; readonly onDismiss: (id: string) => void }): JSX.Element {
  const { t } = useWords();
  const [pointed, setPointed] = createSignal(false);
  const [focused, setFocused] = createSignal(false);
  return (
    <section
      aria-label={t("common.notifications")}
      // What is said over an open dialog can be pressed and heard, and closes nothing.
      data-kb-top-layer=""
      // Above the live footer and a phone's bottom bar, clear of a panel's own buttons.
      class="pointer-events-none fixed inset-x-0 bottom-12 z-60 flex justify-center px-4 pb-[env(safe-area-inset-bottom)] max-md:bottom-20"
      classList={{ "mb-12 max-md:mb-20": aboveFooter() }}
    >
      <ol
        aria-live="polite"
        aria-relevant="additions text"
        class="flex w-full max-w-95 flex-col gap-2"
        onPointerEnter={() => setPointed(true)}
        onPointerLeave={() => setPointed(false)}
        onFocusIn={() => setFocused(true)}
        onFocusOut={() => setFocused(false)}
      >
        {/* By what they are called: one that says something else now has not come anew. */}
        <For each={props.toasts.map(({ id }) => id)}>
          {(id) => {
            const toast = createMemo<Toast | undefined>((before) => props.toasts.find((one) => one.id === id) ?? before);
            return (
              <Show when={toast()}>
                {(shown) => <Entry toast={shown()} paused={pointed() || focused()} onDismiss={() => props.onDismiss(id)} />}
              </Show>
            );
          }}
        </For>
      </ol>
    </section>
  );
}

function Entry(props: { readonly toast: Toast; readonly paused: boolean; readonly onDismiss: () => void }): JSX.Element {
  const { t } = useWords();
  const actions = () => props.toast.actions ?? [];
  createEffect(() => {
    const stays = props.toast.ms ?? (props.toast.tone === "overdue" ? 0 : STAYS_MS);
    if (props.paused || stays === 0) return;
    const timer = window.setTimeout(() => props.onDismiss(), stays);
    onCleanup(() => window.clearTimeout(timer));
  });
  return (
    <li
      class="pointer-events-auto flex min-h-11 animate-rise items-center gap-2 rounded bg-float py-1.5 ps-3 pe-1.5 shadow-float"
      classList={{ "flex-wrap": actions().length > 1 }}
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
        {/* Two do not fit beside the words: they get a line of their own, below the button that dismisses. */}
        <span class="flex flex-wrap justify-end gap-1" classList={{ "order-last basis-full": actions().length > 1 }}>
          <For each={actions()}>
            {(action) => (
              <Button
                variant="ghost"
                size="small"
                class="text-accent-text"
                onClick={() => {
                  props.onDismiss();
                  action.run();
                }}
              >
                {action.label}
              </Button>
            )}
          </For>
        </span>
      </Show>
      <Button variant="icon" size="small" label={t("common.dismiss")} onClick={() => props.onDismiss()}>
        <Icon of={X} size={14} />
      </Button>
    </li>
  );
}
