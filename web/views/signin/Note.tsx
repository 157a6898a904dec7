import CircleCheck from "lucide-solid/icons/circle-check";
import type { JSX } from "solid-js";
import { Icon } from "../../ui/Icon.tsx";

/** What went well before, over what comes next. */
export function Note(props: { readonly children: JSX.Element }): JSX.Element {
  return (
    <p role="status" class="mt-4 flex items-start gap-2 rounded bg-live-ground px-3 py-2 text-live-text">
      <Icon of={CircleCheck} size={14} class="mt-0.75" />
      <span class="min-w-0">{props.children}</span>
    </p>
  );
}
