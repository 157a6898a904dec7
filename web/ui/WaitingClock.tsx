import { createMemo, type JSX } from "solid-js";
import { useWords } from "../words/index.ts";

export type WaitState = "fresh" | "amber" | "red" | "stopped";

const LOOK: Readonly<Record<WaitState, string>> = {
  fresh: "text-text-quiet",
  amber: "bg-waiting-ground text-waiting-text font-medium",
  red: "bg-overdue-ground text-overdue-text font-medium",
  stopped: "text-text-quiet",
};

/**
 * How long somebody has waited since they sent the form. `amberAt` and `redAt` are moments, already counted in working
 * time; `stoppedAt` is the first attempt. Each state has its own sign, so that none needs its colour.
 */
export function WaitingClock(props: {
  readonly since: number;
  readonly amberAt: number;
  readonly redAt: number;
  readonly stoppedAt: number | null;
  readonly now: () => number;
  readonly label: (state: WaitState, time: string) => string;
}): JSX.Element {
  const words = useWords();
  const state = createMemo((): WaitState => {
    if (props.stoppedAt !== null) return "stopped";
    const now = props.now();
    return now >= props.redAt ? "red" : now >= props.amberAt ? "amber" : "fresh";
  });
  const time = createMemo(() => words.format().clock((props.stoppedAt ?? props.now()) - props.since));
  return (
    <span
      class={`inline-flex h-5.5 items-center gap-1 whitespace-nowrap rounded-small px-1 text-small tabular-nums ${LOOK[state()]}`}
      data-wait={state()}
      data-tip-at={props.stoppedAt ?? undefined}
      role="img"
      aria-label={props.label(state(), time())}
    >
      <Sign state={state()} />
      {time()}
    </span>
  );
}

interface Drawn {
  readonly r: number;
  readonly circle: string;
  readonly d: string;
  readonly path: string;
  readonly width: number;
}

const SIGN: Readonly<Record<WaitState, Drawn>> = {
  fresh: { r: 5.3, circle: "stroke-current", d: "M7 4.2V7l1.8 1.2", path: "stroke-current", width: 1.4 },
  amber: { r: 5.3, circle: "stroke-waiting", d: "M7 7V1.7a5.3 5.3 0 0 1 0 10.6z", path: "fill-waiting", width: 1.4 },
  red: { r: 6, circle: "fill-overdue", d: "M7 3.9v3.6M7 9.9v.1", path: "stroke-on-overdue", width: 1.6 },
  stopped: { r: 0, circle: "", d: "m3 7.4 2.6 2.6L11 4.4", path: "stroke-live", width: 1.6 },
};

/** The same two shapes whatever the state: rows become other rows many times a second, and what stays is not made anew. */
function Sign(props: { readonly state: WaitState }): JSX.Element {
  const sign = () => SIGN[props.state];
  return (
    <svg
      viewBox="0 0 14 14"
      width="14"
      height="14"
      fill="none"
      stroke-width="1.4"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      class="shrink-0"
    >
      <circle cx="7" cy="7" r={sign().r} class={sign().circle} />
      <path d={sign().d} class={sign().path} stroke-width={sign().width} />
    </svg>
  );
}
