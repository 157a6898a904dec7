import { type JSX, Match, Switch } from "solid-js";

export interface StageLook {
  readonly kind: "open" | "won" | "lost";
  /** How far along an open one is, 0 to 1. */
  readonly share: number;
}

/** How far along, readable without colour: a ring that fills, then a tick or a cross. */
export function StageGlyph(props: { readonly look: StageLook }): JSX.Element {
  return (
    <svg viewBox="0 0 14 14" width="14" height="14" fill="none" aria-hidden="true" class="shrink-0">
      <Switch fallback={<Ring share={props.look.share} />}>
        <Match when={props.look.kind === "won"}>
          <circle cx="7" cy="7" r="6.5" class="fill-live" />
          <path d="M4.2 7.2 6.2 9.2 9.9 5.1" class="stroke-on-live" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" />
        </Match>
        <Match when={props.look.kind === "lost"}>
          <circle cx="7" cy="7" r="6.5" class="fill-overdue" />
          <path d="m4.9 4.9 4.2 4.2m0-4.2L4.9 9.1" class="stroke-on-overdue" stroke-width="1.5" stroke-linecap="round" />
        </Match>
      </Switch>
    </svg>
  );
}

const INNER = 2;

function Ring(props: { readonly share: number }): JSX.Element {
  const around = 2 * Math.PI * INNER;
  return (
    <g class={props.share === 0 ? "stroke-text-quiet" : "stroke-accent"}>
      <circle cx="7" cy="7" r="5.75" stroke-width="1.5" stroke-dasharray={props.share === 0 ? "2.2 1.41" : undefined} />
      <circle
        cx="7"
        cy="7"
        r={INNER}
        stroke-width={INNER * 2}
        stroke-dasharray={`${around * props.share} ${around}`}
        transform="rotate(-90 7 7)"
      />
    </g>
  );
}
