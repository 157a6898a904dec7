import { createMemo, For, type JSX, Show } from "solid-js";
import type { WorkingHours } from "../../../domain/workspace.ts";
import { Button } from "../../ui/Button.tsx";
import { Select } from "../../ui/Select.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { type Day, dayNames, ordered, stretchOf, timesFor, timeWords } from "./weekdays.ts";

/** Each weekday open or closed, and from when to when. */
export function Hours(props: {
  readonly hours: WorkingHours;
  readonly disabled: boolean;
  readonly onChange: (hours: WorkingHours) => void;
}): JSX.Element {
  const { t, locale } = useWords();
  const workspace = useWorkspace();
  const names = createMemo(() => dayNames(locale()));
  const days = createMemo(() => ordered(workspace.directory.workspace()?.settings.country));
  const first = () => days().find((day) => props.hours[day] !== undefined);
  const set = (day: Day, stretch: readonly [number, number] | null) => {
    const { [day]: _, ...rest } = props.hours;
    props.onChange(stretch === null ? rest : { ...rest, [day]: [...stretch] });
  };
  const unlike = (day: Day) =>
    days().some((one) => props.hours[one] !== undefined && String(props.hours[one]) !== String(props.hours[day]));
  return (
    <div class="flex flex-col">
      <For each={days()}>
        {(day) => (
          <div class="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line/60 py-1.5 last:border-0">
            <div class="w-44 max-sm:w-full">
              <Switch
                label={names()[day]}
                on={props.hours[day] !== undefined}
                disabled={props.disabled}
                onChange={(on) => set(day, on ? stretchOf(props.hours, first()) : null)}
              />
            </div>
            <Show when={props.hours[day]} fallback={<span class="text-text-quiet max-sm:hidden">{t("general.closed")}</span>}>
              {(stretch) => (
                <Stretch
                  day={names()[day]}
                  from={stretch()[0]}
                  to={stretch()[1]}
                  disabled={props.disabled}
                  onChange={(next) => set(day, next)}
                />
              )}
            </Show>
          </div>
        )}
      </For>
      <Show when={!props.disabled && first()}>
        {(day) => (
          <Show when={unlike(day())}>
            <div class="mt-3">
              <Button
                size="small"
                onClick={() =>
                  props.onChange(
                    Object.fromEntries(
                      days().flatMap((one) => (props.hours[one] === undefined ? [] : [[one, props.hours[day()]]])),
                    ) as WorkingHours,
                  )
                }
              >
                {t("general.sameHours", { day: names()[day()] })}
              </Button>
            </div>
          </Show>
        )}
      </Show>
    </div>
  );
}

function Stretch(props: {
  readonly day: string;
  readonly from: number;
  readonly to: number;
  readonly disabled: boolean;
  readonly onChange: (stretch: readonly [number, number]) => void;
}): JSX.Element {
  const { t, locale } = useWords();
  const options = (minutes: readonly number[]) => minutes.map((one) => ({ value: String(one), label: timeWords(one, locale()) }));
  return (
    <span class="flex items-center gap-2">
      <Select
        label={t("general.from", { day: props.day })}
        class="w-25"
        value={String(props.from)}
        options={options(timesFor(props.from).filter((one) => one < props.to))}
        disabled={props.disabled}
        onChange={(value) => props.onChange([Number(value), props.to])}
      />
      <span class="text-text-quiet">{t("general.to")}</span>
      <Select
        label={t("general.until", { day: props.day })}
        class="w-25"
        value={String(props.to)}
        options={options(timesFor(props.to).filter((one) => one > props.from))}
        disabled={props.disabled}
        onChange={(value) => props.onChange([props.from, Number(value)])}
      />
      <Show when={props.from === 0 && props.to === 1440}>
        <span class="text-small text-text-quiet max-sm:hidden">{t("general.allDay")}</span>
      </Show>
    </span>
  );
}
