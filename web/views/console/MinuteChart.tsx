import { createMemo, For, type JSX, Show } from "solid-js";
import type { Health } from "../../../domain/health.ts";
import { type Bar, barsOf } from "../../store/console/figures.ts";
import { useWords } from "../../words/index.ts";
import { useNow } from "../context.tsx";
import { Card } from "./Part.tsx";

const HEIGHT = 112;
/** A minute's place, and the bar in it. */
const SLOT = 10;
const BAR = 7;
/** Every so many minutes the time is written. */
const TICK = 15;

/** Deliveries a minute of the last hour: what it shows as a sentence, as bars, and as a table. */
export function MinuteChart(props: { readonly health: Health }): JSX.Element {
  const { t, format } = useWords();
  const now = useNow();
  const bars = createMemo(() => barsOf(props.health));
  const most = createMemo(() => bars().reduce((top, bar) => (bar.deliveries > top.deliveries ? bar : top)));
  const all = () => bars().reduce((sum, bar) => sum + bar.deliveries, 0);
  const says = () =>
    all() === 0
      ? t("console.chart.none")
      : t("console.chart.says", { n: all(), most: format().number(most().deliveries), time: format().time(most().at) });
  const tall = (bar: Bar) => (bar.deliveries === 0 ? 1 : Math.max(3, (bar.deliveries / most().deliveries) * HEIGHT));
  const last = () => {
    const at = props.health.lastDelivery;
    return at === null ? t("console.chart.never") : t("console.chart.last", { time: format().relative(at, now()) });
  };
  return (
    <Card title={t("console.chart.title")} end={<span class="text-small text-text-quiet">{last()}</span>}>
      <div class="flex flex-1 flex-col px-4 pb-3">
        <p class="text-small text-text-quiet">{says()}</p>
        <div class="relative mt-4">
          <Show when={all() > 0}>
            <span class="absolute -top-4 end-0 text-caption tabular-nums text-text-quiet" aria-hidden="true">
              {format().number(most().deliveries)}
            </span>
          </Show>
          <svg
            role="img"
            aria-label={says()}
            viewBox={`0 0 ${bars().length * SLOT} ${HEIGHT}`}
            preserveAspectRatio="none"
            class="h-28 w-full border-t border-dashed border-line rtl:-scale-x-100"
          >
            <For each={bars()}>
              {(bar, n) => (
                <g
                  data-tip={t("console.chart.bar", { n: bar.deliveries, time: format().time(bar.at) })}
                  class="group/bar"
                  data-minute={bar.deliveries}
                >
                  <rect x={n() * SLOT} y="0" width={SLOT} height={HEIGHT} class="fill-transparent group-hover/bar:fill-hover" />
                  <rect
                    x={n() * SLOT + (SLOT - BAR) / 2}
                    y={HEIGHT - tall(bar)}
                    width={BAR}
                    height={tall(bar)}
                    class={bar.deliveries === 0 ? "fill-line" : "fill-accent"}
                  />
                </g>
              )}
            </For>
          </svg>
          <div aria-hidden="true" class="mt-1 flex justify-between text-caption tabular-nums text-text-quiet">
            <For each={bars().filter((_, n) => n % TICK === 0 || n === bars().length - 1)}>
              {(bar) => <span>{format().time(bar.at)}</span>}
            </For>
          </div>
        </div>
        <details class="mt-2 text-small">
          <summary class="w-fit rounded-small text-accent-text hover:underline">{t("console.chart.table")}</summary>
          <div class="mt-2 max-h-56 overflow-y-auto" tabindex="0" role="region" aria-label={t("console.chart.title")}>
            <table class="w-full tabular-nums">
              <thead>
                <tr class="text-text-quiet">
                  <th scope="col" class="py-1 text-start font-medium">
                    {t("console.chart.minute")}
                  </th>
                  <th scope="col" class="py-1 text-end font-medium">
                    {t("console.chart.deliveries")}
                  </th>
                  <th scope="col" class="py-1 text-end font-medium">
                    {t("console.chart.leads")}
                  </th>
                </tr>
              </thead>
              <tbody>
                <For each={bars().filter((bar) => bar.deliveries > 0)}>
                  {(bar) => (
                    <tr class="border-t border-line/60">
                      <td class="py-1">{format().time(bar.at)}</td>
                      <td class="py-1 text-end">{format().number(bar.deliveries)}</td>
                      <td class="py-1 text-end">{format().number(bar.leads)}</td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </div>
        </details>
      </div>
    </Card>
  );
}
