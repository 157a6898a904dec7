import { createMemo, type JSX } from "solid-js";
import { Field } from "../../ui/Field.tsx";
import { createNow } from "../../ui/now.ts";
import { SearchSelect } from "../../ui/SearchSelect.tsx";
import { useWords } from "../../words/index.ts";
import { COUNTRIES, CURRENCIES, offsetOf, TIME_ZONES, zoneName } from "./regions.ts";

interface PickProps {
  readonly value: string;
  readonly disabled?: boolean;
  readonly hint?: string;
  readonly onPick: (value: string) => void;
}

export function CountryField(props: PickProps): JSX.Element {
  const { t, locale } = useWords();
  const options = createMemo(() => {
    const names = new Intl.DisplayNames(locale(), { type: "region" });
    return COUNTRIES.map((code) => ({ value: code, label: names.of(code) ?? code, note: code })).sort((a, b) =>
      a.label.localeCompare(b.label, locale()),
    );
  });
  return (
    <Field label={t("general.country")} {...(props.hint === undefined ? {} : { hint: props.hint })}>
      <SearchSelect
        label={t("general.country")}
        find={t("settings.search")}
        nothing={t("settings.nothingFound")}
        options={options()}
        value={props.value}
        disabled={props.disabled ?? false}
        onPick={props.onPick}
      />
    </Field>
  );
}

/** By their names and their codes, the workspace's own kept where this browser does not list it. */
export function CurrencyField(props: PickProps): JSX.Element {
  const { t, locale } = useWords();
  const options = createMemo(() => {
    const names = new Intl.DisplayNames(locale(), { type: "currency" });
    return [...new Set([...CURRENCIES, props.value])]
      .map((code) => ({ value: code, label: names.of(code) ?? code, note: code }))
      .sort((a, b) => a.label.localeCompare(b.label, locale()));
  });
  return (
    <Field label={t("general.currency")} hint={t("general.currencyHint")}>
      <SearchSelect
        label={t("general.currency")}
        find={t("settings.search")}
        nothing={t("settings.nothingFound")}
        options={options()}
        value={props.value}
        disabled={props.disabled ?? false}
        onPick={props.onPick}
      />
    </Field>
  );
}

export function ZoneField(props: PickProps): JSX.Element {
  const { t, locale } = useWords();
  const now = createNow();
  const options = createMemo(() => {
    // A zone that an older browser set and this one does not list stays choosable.
    const all = TIME_ZONES.includes(props.value) ? TIME_ZONES : [props.value, ...TIME_ZONES];
    return all.map((zone) => ({ value: zone, label: zoneName(zone), note: offsetOf(zone) }));
  });
  const clock = createMemo(
    () => new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: props.value }),
  );
  return (
    <Field label={t("general.timeZone")} hint={t("general.timeZoneHint", { time: clock().format(now()) })}>
      <SearchSelect
        label={t("general.timeZone")}
        find={t("settings.search")}
        nothing={t("settings.nothingFound")}
        options={options()}
        value={props.value}
        disabled={props.disabled ?? false}
        onPick={props.onPick}
      />
    </Field>
  );
}
