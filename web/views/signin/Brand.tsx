import type { JSX } from "solid-js";

/** The sign over a page that stands alone; its name is written beside it or in the page's head. */
export function Brand(props: { readonly size?: 24 | 32 }): JSX.Element {
  const size = () => props.size ?? 32;
  return (
    <svg viewBox="0 0 32 32" width={size()} height={size()} aria-hidden="true" class="shrink-0">
      <rect width="32" height="32" rx="7" class="fill-accent-fill" />
      <path d="M10 8v16h12" fill="none" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round" class="stroke-on-fill" />
      <circle cx="21" cy="11" r="3.4" class="fill-on-fill opacity-60" />
    </svg>
  );
}
