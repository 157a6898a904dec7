import type { LucideProps } from "lucide-solid";
import type { Component, JSX } from "solid-js";
import { Dynamic } from "solid-js/web";

/** A lucide icon at our sizes and weight, silent to screen readers: words stand beside it or on its button. */
export function Icon(props: {
  readonly of: Component<LucideProps>;
  readonly size?: 12 | 14 | 16 | 20;
  readonly class?: string;
}): JSX.Element {
  const size = () => props.size ?? 16;
  return (
    <Dynamic
      component={props.of}
      size={size()}
      strokeWidth={size() > 16 ? 1.75 : 2}
      aria-hidden="true"
      class={`shrink-0 ${props.class ?? ""}`}
    />
  );
}
