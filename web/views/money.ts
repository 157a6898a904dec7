import { DEFAULT_CURRENCY } from "../../domain/workspace.ts";
import type { Workspace } from "../store/workspace.ts";

const formats = new Map<string, Intl.NumberFormat>();

/** What leads of this workspace are counted in. */
export function currencyOf({ directory }: Pick<Workspace, "directory">): string {
  return directory.workspace()?.settings.currency ?? DEFAULT_CURRENCY;
}

/** AED 1,200,000: whole units only. */
export function moneyWords(locale: string, currency: string, value: number): string {
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 0 });
    formats.set(key, format);
  }
  return format.format(value);
}
