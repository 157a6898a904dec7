import type { JSX } from "solid-js";

const FILL = { running: "bg-accent", done: "bg-live", failed: "bg-overdue" } as const;

/**
 * How far long work is. With `max` it fills up; without, it only says that something goes on. `words` say the same as the bar, for those who
 * do not see it; nothing is told by its colour alone.
 */
export function Progress(props: {
  readonly label: string;
  readonly value?: number | undefined;
  readonly max?: number | undefined;
  readonly words?: string | undefined;
  readonly state?: keyof typeof FILL;
  readonly class?: string;
}): JSX.Element {
  const state = () => props.state ?? "running";
  const known = () => (props.max !== undefined && props.max > 0 ? { max: props.max, value: Math.min(props.value ?? 0, props.max) } : null);
  return (
    <div
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={known()?.max}
      aria-valuenow={known()?.value}
      aria-valuetext={props.words}
      class={`h-1.5 w-full overflow-hidden rounded-full bg-pressed ${props.class ?? ""}`}
    >
      <div
        class={`h-full rounded-full transition-[width] duration-160 ${FILL[state()]} ${known() === null && state() === "running" ? "animate-breathe" : ""}`}
        style={{ width: width(known()) }}
      />
    </div>
  );
}

function width(known: { readonly max: number; readonly value: number } | null): string {
  return known === null ? "100%" : `${(known.value / known.max) * 100}%`;
}
