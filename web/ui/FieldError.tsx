import CircleAlert from "lucide-solid/icons/circle-alert";
import type { JSX } from "solid-js";
import { Icon } from "./Icon.tsx";

/** Why a value was not taken, beneath it; spoken at once. */
export function FieldError(props: { readonly words: string }): JSX.Element {
  return (
    <p role="alert" class="flex items-start gap-1 py-1 text-small text-overdue-text">
      <Icon of={CircleAlert} size={12} class="mt-0.5" />
      <span class="min-w-0 wrap-anywhere">{props.words}</span>
    </p>
  );
}
