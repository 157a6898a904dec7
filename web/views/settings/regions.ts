/** Not countries, or reserved for something else: what Intl names besides them. */
const NO_COUNTRY = new Set(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]);
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");

/** ISO 3166 codes, as the browser knows them. */
export const COUNTRIES: readonly string[] = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(isCountry);

/** ISO 4217, as the browser knows them. */
export const CURRENCIES: readonly string[] = Intl.supportedValuesOf("currency");

export const TIME_ZONES: readonly string[] = Intl.supportedValuesOf("timeZone");

/** `Asia/Ho_Chi_Minh` as it is read. */
export function zoneName(zone: string): string {
  return zone.replaceAll("_", " ").replaceAll("/", " / ");
}

/** Such as `GMT+4`, today. */
export function offsetOf(zone: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts();
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}

/** Where the person in front of this browser is, as far as it says. */
export function guessRegion(languages: readonly string[], zone: string): { readonly country: string; readonly timeZone: string } {
  const region = languages.map((tag) => localeOf(tag)?.region).find((code) => code !== undefined && COUNTRIES.includes(code));
  return { country: COUNTRY_OF_ZONE[zone] ?? region ?? "AE", timeZone: zone };
}

/** Zones tell the place better than a browser's language, which is English all over the Gulf. */
const COUNTRY_OF_ZONE: Readonly<Record<string, string>> = {
  "Asia/Dubai": "AE",
  "Asia/Riyadh": "SA",
  "Asia/Qatar": "QA",
  "Asia/Kuwait": "KW",
  "Asia/Bahrain": "BH",
  "Asia/Muscat": "OM",
  "Africa/Cairo": "EG",
  "Asia/Amman": "JO",
  "Asia/Beirut": "LB",
  "Asia/Baghdad": "IQ",
  "Africa/Casablanca": "MA",
  "Europe/Istanbul": "TR",
  "Europe/London": "GB",
  "Asia/Karachi": "PK",
  "Asia/Kolkata": "IN",
  "Asia/Calcutta": "IN",
};

function localeOf(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch {
    return null;
  }
}

function isCountry(code: string): boolean {
  if (NO_COUNTRY.has(code)) return false;
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  // A code that was given up stands for another one now.
  return names.of(code) !== undefined && new Intl.Locale(`und-${code}`).region === code;
}
