import { browserOf } from "../../../domain/browser.ts";
import type { Words } from "../../words/index.ts";

/** "Chrome on Windows" */
export function browserWords({ t }: Pick<Words, "t">, said: string | null): string {
  const { browser, system } = browserOf(said ?? "");
  if (browser === null) return system ?? t("members.unknownBrowser");
  return system === null ? browser : t("members.browserOn", { browser, system });
}

/** "Dubai, United Arab Emirates" */
export function placeWords(
  { t, locale }: Pick<Words, "t" | "locale">,
  place: { readonly country: string | null; readonly city: string | null },
): string {
  const country = place.country === null ? null : countryName(place.country, locale());
  if (place.city !== null && country !== null) return t("members.place", { city: place.city, country });
  return place.city ?? country ?? t("members.unknownPlace");
}

function countryName(code: string, locale: string): string {
  // Tor and unknown places have codes of their own that are no country's.
  return /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code) : code;
}
