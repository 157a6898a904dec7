import { For, type JSX, Show } from "solid-js";

const BARS = [
  { x: 1, y: 8, height: 4 },
  { x: 5.5, y: 5, height: 7 },
  { x: 10, y: 2, height: 10 },
];
const FULL = { low: 1, medium: 2, high: 3, urgent: 3 } as const;

/** How pressing, readable without colour: bars that fill, and a mark of its own for what cannot wait. */
export function PriorityGlyph(props: { readonly of: keyof typeof FULL }): JSX.Element {
  return (
    <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" class="shrink-0">
      <Show
        when={props.of !== "urgent"}
        fallback={
          <>
            <rect x="0.5" y="0.5" width="13" height="13" rx="3.5" class="fill-text" />
            <path d="M7 3.5v4.2M7 10v.1" class="stroke-raised" stroke-width="1.7" stroke-linecap="round" />
          </>
        }
      >
        <For each={BARS}>
          {(bar, index) => (
            <rect
              x={bar.x}
              y={bar.y}
              width="3"
              height={bar.height}
              rx="1"
              class={index() < FULL[props.of] ? "fill-text-quiet" : "fill-line-strong/40"}
            />
          )}
        </For>
      </Show>
    </svg>
  );
}
