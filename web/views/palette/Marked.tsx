import { For, type JSX, Show } from "solid-js";
import { piecesOf, type Range } from "./match.ts";

/** A text with what was typed set apart in it. */
export function Marked(props: { readonly text: string; readonly ranges: readonly Range[] }): JSX.Element {
  return (
    <For each={piecesOf(props.text, props.ranges)}>
      {(piece) => (
        <Show when={piece.marked} fallback={piece.text}>
          <mark class="rounded-[2px] bg-accent-ground text-accent-text">{piece.text}</mark>
        </Show>
      )}
    </For>
  );
}
