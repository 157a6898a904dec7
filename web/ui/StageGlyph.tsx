import type { JSX } from "solid-js";

export interface StageLook {
  readonly kind: "open" | "won" | "lost";
  /** How far along an open one is, 0 to 1. */
  readonly share: number;
}

interface Drawn {
  readonly r: number;
  readonly circle: string;
  readonly dashes?: string;
  readonly d: string;
  readonly path: string;
}

const WON: Drawn = { r: 6.5, circle: "fill-live", d: "M4.2 7.2 6.2 9.2 9.9 5.1", path: "stroke-on-live" };
const LOST: Drawn = { r: 6.5, circle: "fill-overdue", d: "m4.9 4.9 4.2 4.2m0-4.2L4.9 9.1", path: "stroke-on-overdue" };
/** Of what fills the ring. */
const INNER = 4;

/**
 * How far along, readable without colour: a ring that fills, then a tick or a cross. The same two shapes whatever it shows: rows become other
 * rows many times a second, and what stays is not made anew.
 */
export function StageGlyph(props: { readonly look: StageLook }): JSX.Element {
  const drawn = () => (props.look.kind === "won" ? WON : props.look.kind === "lost" ? LOST : ring(props.look.share));
  return (
    <svg viewBox="0 0 14 14" width="14" height="14" fill="none" stroke-width="1.5" aria-hidden="true" class="shrink-0">
      <circle cx="7" cy="7" r={drawn().r} class={drawn().circle} stroke-dasharray={drawn().dashes} />
      <path d={drawn().d} class={drawn().path} stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

function ring(share: number): Drawn {
  if (share === 0) return { r: 5.75, circle: "stroke-text-quiet", dashes: "2.2 1.41", d: "", path: "" };
  return { r: 5.75, circle: "stroke-accent", d: slice(Math.min(share, 1)), path: "fill-accent" };
}

/** From noon, clockwise. */
function slice(share: number): string {
  const half = `A${INNER} ${INNER} 0 0 1`;
  if (share === 1) return `M7 ${7 - INNER}${half} 7 ${7 + INNER}${half} 7 ${7 - INNER}z`;
  const [x, y] = [7 + INNER * Math.sin(2 * Math.PI * share), 7 - INNER * Math.cos(2 * Math.PI * share)];
  return `M7 7V${7 - INNER}A${INNER} ${INNER} 0 ${share > 0.5 ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}z`;
}
