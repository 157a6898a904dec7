import { createUniqueId, type JSX, Show } from "solid-js";

/** On or off, at once. Its label stands before it and presses it too. */
export function Switch(props: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly busy?: boolean;
  readonly onChange: (on: boolean) => void;
}): JSX.Element {
  const id = createUniqueId();
  const turn = () => {
    if (!props.busy && !props.disabled) props.onChange(!props.on);
  };
  return (
    <div class="flex min-h-8 items-center gap-4 touch:min-h-11">
      <div class="min-w-0 flex-1">
        <label for={id} class="font-medium">
          {props.label}
        </label>
        <Show when={props.hint}>
          <p id={`${id}-hint`} class="text-small text-text-quiet">
            {props.hint}
          </p>
        </Show>
      </div>
      <button
        id={id}
        type="button"
        role="switch"
        aria-checked={props.on}
        aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
        aria-busy={props.busy || undefined}
        disabled={props.disabled ?? false}
        onClick={turn}
        class={`touch-target relative h-5 w-9 shrink-0 rounded-full p-0.5 transition-colors disabled:opacity-50 ${props.on ? "bg-accent-fill" : "bg-line-strong"}`}
      >
        <span class={`block size-4 rounded-full bg-on-fill transition-transform ${props.on ? "translate-x-4 rtl:-translate-x-4" : ""}`} />
      </button>
    </div>
  );
}
