import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { createMemo, createSignal, For, type JSX, untrack } from "solid-js";
import { useWords } from "../words/index.ts";
import { Button } from "./Button.tsx";
import { addDays, addMonths, firstWeekday, partsOf, startOfWeek, weeksOf } from "./days.ts";
import { Icon } from "./Icon.tsx";

/** A month to choose a day of. Arrows go by day and week, Page Up and Down by month (with Shift by year), Home and End within the week. */
export function Calendar(props: {
  readonly label: string;
  /** `2026-11-26`; null: none is chosen. */
  readonly value: string | null;
  readonly today: string;
  readonly onPick: (day: string) => void;
  readonly ref?: (focusGrid: () => void) => void;
}): JSX.Element {
  const words = useWords();
  const { t } = words;
  const [at, setAt] = createSignal(untrack(() => props.value ?? props.today));
  const first = createMemo(() => firstWeekday(words.locale()));
  const weeks = createMemo(() => weeksOf(at(), first()));
  const title = createMemo(() => new Intl.DateTimeFormat(words.locale(), { month: "long", year: "numeric", timeZone: "UTC" }));
  const short = createMemo(() => new Intl.DateTimeFormat(words.locale(), { weekday: "narrow", timeZone: "UTC" }));
  const long = createMemo(() => new Intl.DateTimeFormat(words.locale(), { weekday: "long", timeZone: "UTC" }));
  const whole = createMemo(() => new Intl.DateTimeFormat(words.locale(), { dateStyle: "full", timeZone: "UTC" }));
  const number = createMemo(() => new Intl.NumberFormat(words.locale()));
  let grid: HTMLDivElement | undefined;
  const focus = () => grid?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  // eslint-disable-next-line solid/reactivity -- handed out once, to whoever opens it
  props.ref?.(focus);
  const go = (day: string) => {
    setAt(day);
    queueMicrotask(focus);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const ahead = words.dir() === "rtl" ? -1 : 1;
    const to: Readonly<Record<string, () => string>> = {
      ArrowRight: () => addDays(at(), ahead),
      ArrowLeft: () => addDays(at(), -ahead),
      ArrowDown: () => addDays(at(), 7),
      ArrowUp: () => addDays(at(), -7),
      PageDown: () => addMonths(at(), event.shiftKey ? 12 : 1),
      PageUp: () => addMonths(at(), event.shiftKey ? -12 : -1),
      Home: () => startOfWeek(at(), first()),
      End: () => addDays(startOfWeek(at(), first()), 6),
    };
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    go(next());
  };
  const sameMonth = (day: string) => day.slice(0, 7) === at().slice(0, 7);
  return (
    <div class="flex flex-col gap-2">
      <div class="flex items-center gap-1">
        <p aria-live="polite" class="flex-1 ps-2 font-medium">
          {title().format(Date.parse(at()))}
        </p>
        <Button variant="icon" size="small" label={t("fields.day.previous")} onClick={() => setAt(addMonths(at(), -1))}>
          <Icon of={ChevronLeft} size={14} class="rtl:-scale-x-100" />
        </Button>
        <Button variant="icon" size="small" label={t("fields.day.next")} onClick={() => setAt(addMonths(at(), 1))}>
          <Icon of={ChevronRight} size={14} class="rtl:-scale-x-100" />
        </Button>
      </div>
      <div ref={grid} role="grid" aria-label={props.label} onKeyDown={onKeyDown}>
        <div role="row" class="grid grid-cols-7">
          <For each={weeks()[0]}>
            {(day) => (
              <span
                role="columnheader"
                aria-label={long().format(Date.parse(day))}
                class="flex h-7 items-center justify-center text-caption text-text-quiet"
              >
                {short().format(Date.parse(day))}
              </span>
            )}
          </For>
        </div>
        <For each={weeks()}>
          {(week) => (
            <div role="row" class="grid grid-cols-7">
              <For each={week}>
                {(day) => (
                  <span role="gridcell" aria-selected={day === props.value} class="flex justify-center">
                    <button
                      type="button"
                      tabindex={day === at() ? 0 : -1}
                      aria-label={whole().format(Date.parse(day))}
                      aria-current={day === props.today ? "date" : undefined}
                      class="flex size-8 items-center justify-center rounded tabular-nums transition-colors hover:bg-hover touch:size-11"
                      classList={{
                        "text-text-quiet": !sameMonth(day),
                        "font-semibold text-accent-text": day === props.today && day !== props.value,
                        "bg-accent-fill! font-medium text-on-fill!": day === props.value,
                      }}
                      onClick={() => props.onPick(day)}
                    >
                      {number().format(partsOf(day)[2])}
                    </button>
                  </span>
                )}
              </For>
            </div>
          )}
        </For>
      </div>
    </div>
  );
}
