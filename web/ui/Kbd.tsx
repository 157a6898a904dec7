import { For, type JSX } from "solid-js";
import { keyCaps } from "./keys.ts";

/** Always left to right: `Ctrl K` is pressed in that order in every language. */
export function Kbd(props: { readonly keys: string; readonly class?: string }): JSX.Element {
  return (
    <kbd dir="ltr" class={`inline-flex shrink-0 gap-0.5 font-sans ${props.class ?? ""}`}>
      <For each={keyCaps(props.keys)}>
        {(cap) => (
          <span class="inline-flex h-4 min-w-4 items-center justify-center rounded-small border border-line px-1 text-caption text-text-quiet">
            {cap}
          </span>
        )}
      </For>
    </kbd>
  );
}
