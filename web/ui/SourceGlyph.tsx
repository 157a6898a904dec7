import type { JSX } from "solid-js";

export type SourceKind = "facebook" | "instagram" | "organic" | "hand" | "test" | "unknown";

/** Our own drawings, not the brands' logos: a speech mark, a camera, a leaf, a pencil, a flask. */
const PATHS: Readonly<Record<SourceKind, string>> = {
  facebook: "M2.5 3.5h11v7.5H8l-3 2.5V11H2.5zM9.8 5.2H9c-.7 0-1 .4-1 1V11M6.7 7.6h2.6",
  instagram: "M2.5 5h2.6l1-1.5h3.8l1 1.5h2.6v7.5h-11zM8 10.8a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  organic: "M3 13c0-6 3.5-9.5 10-10 .3 6-2.5 9.5-7 9.5-1 0-1.8-.3-2.3-.8M3 13c1.2-3 3.2-5 6-6.3",
  hand: "m3 13 .7-3L10.5 3.2a1.3 1.3 0 0 1 1.8 0l.5.5a1.3 1.3 0 0 1 0 1.8L6 12.3zM9.3 4.5l2.2 2.2",
  test: "M6.5 2.5v4L3 12.2c-.4.7 0 1.3.8 1.3h8.4c.8 0 1.2-.6.8-1.3L9.5 6.5v-4M5.5 2.5h5M4.8 9.5h6.4",
  unknown: "M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM6.5 6.6a1.5 1.5 0 1 1 2.3 1.3c-.5.3-.8.6-.8 1.1M8 11v.1",
};

export function SourceGlyph(props: { readonly kind: SourceKind; readonly title: string; readonly size?: 14 | 16 }): JSX.Element {
  return (
    <svg
      viewBox="0 0 16 16"
      width={props.size ?? 16}
      height={props.size ?? 16}
      fill="none"
      stroke="currentColor"
      stroke-width="1.3"
      stroke-linecap="round"
      stroke-linejoin="round"
      role="img"
      aria-label={props.title}
      data-tip={props.title}
      class="shrink-0 text-text-quiet"
    >
      <path d={PATHS[props.kind]} />
    </svg>
  );
}
