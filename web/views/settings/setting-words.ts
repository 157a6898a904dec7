import type { Form, FormField } from "../../store/settings/general.ts";
import type { Key, Words } from "../../words/index.ts";
import { dayNames, timeWords } from "./weekdays.ts";
import { zoneName } from "./regions.ts";

const FIELDS = {
  name: "general.name",
  country: "general.country",
  timeZone: "general.timeZone",
  language: "general.language",
  workingHours: "general.hours",
  goalMinutes: "general.goal",
  agentsSeeUnclaimed: "general.unclaimed",
  masks: "records.field.masks",
  secondFactor: "general.secondFactor",
  currency: "general.currency",
  namesColleague: "general.namesColleague",
  pushShows: "records.field.pushShows",
  begun: "records.field.begun",
} as const satisfies Record<FormField, Key>;

/** A setting's name and value as a sentence needs them. */
export function createSettingWords(words: Pick<Words, "t" | "locale" | "format">) {
  const { t, locale, format } = words;
  const masks = (of: Form["masks"]) => {
    const kept = (["phone", "email"] as const).flatMap((field) => {
      if (of[field].length === 0) return [];
      return [t("rights.maskFrom", { what: t(`rights.mask.${field}`), roles: format().list(of[field].map((role) => t(`role.${role}`))) })];
    });
    return kept.join(t("footer.separator")) || t("common.none");
  };
  const hours = (of: Form["workingHours"]) => {
    const names = dayNames(locale());
    const open = (["1", "2", "3", "4", "5", "6", "7"] as const).flatMap((day) => {
      const stretch = of[day];
      return stretch === undefined ? [] : [`${names[day]} ${stretch.map((one) => timeWords(one, locale())).join("–")}`];
    });
    return open.join(t("footer.separator")) || t("general.closed");
  };
  return {
    field: (field: FormField) => t(FIELDS[field]),
    value: (field: FormField, form: Form): string => {
      switch (field) {
        case "name":
          return form.name;
        case "country":
          return new Intl.DisplayNames(locale(), { type: "region" }).of(form.country) ?? form.country;
        case "timeZone":
          return zoneName(form.timeZone);
        case "language":
          return t(`language.${form.language}`);
        case "goalMinutes":
          return format().number(form.goalMinutes);
        case "agentsSeeUnclaimed":
          return t(form.agentsSeeUnclaimed ? "settings.yes" : "settings.no");
        case "currency":
          return new Intl.DisplayNames(locale(), { type: "currency" }).of(form.currency) ?? form.currency;
        case "begun":
          return t(form.begun ? "settings.yes" : "settings.no");
        case "namesColleague":
          return t(form.namesColleague ? "settings.yes" : "settings.no");
        case "pushShows":
          return t(`general.pushShows.${form.pushShows}`);
        case "secondFactor":
          return t(`general.${form.secondFactor}`);
        case "masks":
          return masks(form.masks);
        case "workingHours":
          return hours(form.workingHours);
      }
    },
  };
}
