import type { JSX } from "solid-js";

export function VisuallyHidden(props: { readonly children: JSX.Element }): JSX.Element {
  return <span class="sr-only">{props.children}</span>;
}
