import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";

/** Digits of other scripts that people type on their phones: Arabic-Indic, Eastern Arabic-Indic, full width. */
const DIGIT_BLOCKS = [0x0660, 0x06f0, 0xff10];

/**
 * E.164 of what a person typed, read as a number of `country` (ISO 3166, two letters) when it has no international prefix;
 * null when it is not a possible number. What was typed is kept beside it, so nothing is lost.
 */
export function phoneIdentity(typed: string, country: string): string | null {
  const digits = typed.replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, latinDigit).replace(/^\s*p:/, "");
  const international = digits.replace(/^\s*00(?=[1-9])/, "+").replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
  const home: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(international, home === undefined ? {} : { defaultCountry: home, extract: false });
  return parsed?.isPossible() ? parsed.number : null;
}

function latinDigit(digit: string): string {
  const code = digit.charCodeAt(0);
  const zero = DIGIT_BLOCKS.find((start) => code >= start && code <= start + 9);
  return zero === undefined ? digit : String(code - zero);
}
