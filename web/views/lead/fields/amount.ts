import { latinDigits } from "../../../ui/days.ts";

const THOUSANDS: Readonly<Record<string, number>> = { "": 1, k: 1e3, m: 1e6, ألف: 1e3, مليون: 1e6 };

/** A number as somebody types it: `1,200,000`, `1.2m`, `850k`, `١٢٠٠`. Null: it is none. */
export function readNumber(text: string): number | null {
  const typed = latinDigits(text)
    .replace(/[\s\u00a0\u202f,\u066c'_]/g, "")
    .replace("\u066b", ".")
    .toLocaleLowerCase("en");
  const [, digits, unit = ""] = /^([-+]?\d+(?:\.\d+)?|[-+]?\.\d+)(k|m|ألف|مليون)?$/.exec(typed) ?? [];
  const times = THOUSANDS[unit];
  if (digits === undefined || times === undefined) return null;
  // 1.2 times a million is 1,200,000 and no dust behind it.
  const found = Number((Number(digits) * times).toPrecision(15));
  return Number.isFinite(found) ? found : null;
}

/** What a lead is worth: whole and not below nothing. */
export function readAmount(text: string): number | null {
  const found = readNumber(text);
  return found !== null && Number.isInteger(found) && found >= 0 && found <= 1e12 ? found : null;
}
