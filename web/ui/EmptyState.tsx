import { type JSX, Show } from "solid-js";

/** What this place is, and the one next act. */
export function EmptyState(props: {
  readonly icon?: JSX.Element;
  readonly title: string;
  readonly hint?: string;
  readonly action?: JSX.Element;
}): JSX.Element {
  return (
    <div class="flex flex-col items-center gap-1 px-6 py-16 text-center">
      <Show when={props.icon}>
        <div class="mb-3 flex size-10 items-center justify-center rounded-large bg-hover text-text-quiet">{props.icon}</div>
      </Show>
      <p class="text-title font-medium text-text">{props.title}</p>
      <Show when={props.hint}>
        <p class="max-w-90 text-balance text-text-quiet">{props.hint}</p>
      </Show>
      <Show when={props.action}>
        <div class="mt-4">{props.action}</div>
      </Show>
    </div>
  );
}
