import { createMemo, type JSX, Show } from "solid-js";
import type { NotifySettings, QuietHours } from "../../../store/push.ts";
import { Field } from "../../../ui/Field.tsx";
import { SearchSelect } from "../../../ui/SearchSelect.tsx";
import { Select } from "../../../ui/Select.tsx";
import { Switch } from "../../../ui/Switch.tsx";
import { useWords } from "../../../words/index.ts";
import { offsetOf, TIME_ZONES, zoneName } from "../../settings/regions.ts";
import { timesFor, timeWords } from "../../settings/weekdays.ts";

const DAY_MINUTES = 1_440;
const NIGHT = { from: 21 * 60, to: 8 * 60 };

/** Hours in which nothing is pushed, by the person's own clock. */
export function Quiet(props: { readonly value: NotifySettings; readonly onChange: (next: NotifySettings) => void }): JSX.Element {
  const { t } = useWords();
  const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
  const set = (quiet: QuietHours | null) => props.onChange({ ...props.value, quiet });
  return (
    <div class="flex flex-col gap-3">
      <Switch
        label={t("notices.push.quiet")}
        hint={t("notices.push.quietHint")}
        on={props.value.quiet !== null}
        onChange={(on) => set(on ? { ...NIGHT, timeZone: zone() } : null)}
      />
      <Show when={props.value.quiet}>{(quiet) => <Hours quiet={quiet()} onChange={set} />}</Show>
    </div>
  );
}

function Hours(props: { readonly quiet: QuietHours; readonly onChange: (quiet: QuietHours) => void }): JSX.Element {
  const { t, locale } = useWords();
  // Hours that begin and end at once are none.
  const options = (at: number, other: number) =>
    timesFor(at)
      .filter((one) => one < DAY_MINUTES && one !== other)
      .map((one) => ({ value: String(one), label: timeWords(one, locale()) }));
  const zones = createMemo(() => {
    const { timeZone } = props.quiet;
    const all = TIME_ZONES.includes(timeZone) ? TIME_ZONES : [timeZone, ...TIME_ZONES];
    return all.map((zone) => ({ value: zone, label: zoneName(zone), note: offsetOf(zone) }));
  });
  return (
    <div class="flex flex-wrap items-start gap-x-4 gap-y-3">
      <div class="flex gap-4">
        <Field label={t("notices.push.from")}>
          <Select
            class="w-25"
            value={String(props.quiet.from)}
            options={options(props.quiet.from, props.quiet.to)}
            onChange={(value) => props.onChange({ ...props.quiet, from: Number(value) })}
          />
        </Field>
        <Field label={t("notices.push.to")}>
          <Select
            class="w-25"
            value={String(props.quiet.to)}
            options={options(props.quiet.to, props.quiet.from)}
            onChange={(value) => props.onChange({ ...props.quiet, to: Number(value) })}
          />
        </Field>
      </div>
      <div class="min-w-0 flex-1 basis-52 sm:max-w-70">
        <Field label={t("notices.push.zone")}>
          <SearchSelect
            label={t("notices.push.zone")}
            find={t("notices.push.findZone")}
            nothing={t("notices.push.noZone")}
            options={zones()}
            value={props.quiet.timeZone}
            onPick={(timeZone) => props.onChange({ ...props.quiet, timeZone })}
          />
        </Field>
      </div>
    </div>
  );
}
