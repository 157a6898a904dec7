import type { JSX } from "solid-js";

export function Spinner(props: { readonly class?: string }): JSX.Element {
  return (
    <svg
      viewBox="0 0 16 16"
      width="14"
      height="14"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      aria-hidden="true"
      class={`animate-spin ${props.class ?? ""}`}
    >
      <circle cx="8" cy="8" r="6" opacity="0.25" />
      <path d="M14 8a6 6 0 0 0-6-6" stroke-linecap="round" />
    </svg>
  );
}
