import { Index, type JSX } from "solid-js";

const SLOTS = 20;
const PLACES = Array.from({ length: SLOTS }, (_, place) => place);
const HEIGHT = 24;
/** Nothing is faster than this, and what is slower than that is drawn on a scale of its own. */
const FAST_MS = 50;
const SLOW_MS = 2_000;

/**
 * A dot a time, oldest first, higher is slower; the last one stands out. The scale is logarithmic: one minute of waiting
 * must not press everything else flat. The table says the same in figures.
 */
export function Strip(props: { readonly times: readonly number[]; readonly slowest: number }): JSX.Element {
  const top = () => Math.log(Math.max(SLOW_MS, props.slowest) / FAST_MS);
  const y = (ms: number) => HEIGHT - 4 - (Math.log(Math.max(FAST_MS, ms) / FAST_MS) / top()) * (HEIGHT - 8);
  const x = (place: number) => `${((place + 0.5) * 100) / SLOTS}%`;
  const slots = (): (number | undefined)[] => PLACES.map((place) => props.times[SLOTS - 1 - place]);
  return (
    <svg height={HEIGHT} aria-hidden="true" class="w-30 shrink-0 overflow-visible sm:w-50 lg:w-75 rtl:-scale-x-100">
      <line x1="0" x2="100%" y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} class="stroke-line" />
      <Index each={slots()}>
        {(ms, place) => (
          <circle
            cx={x(place)}
            cy={y(ms() ?? FAST_MS)}
            r={place === SLOTS - 1 ? 3 : 2}
            class={ms() === undefined ? "fill-transparent" : place === SLOTS - 1 ? "fill-accent" : "fill-accent/45"}
          />
        )}
      </Index>
    </svg>
  );
}
