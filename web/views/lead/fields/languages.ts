/** Those that buyers in the Gulf and around it speak most; any other one that a form told is kept and shown. */
export const LANGUAGES_OFFERED: readonly string[] = [
  "en",
  "ar",
  "hi",
  "ur",
  "fa",
  "fr",
  "ru",
  "zh",
  "de",
  "es",
  "it",
  "pt",
  "tr",
  "tl",
  "ml",
  "bn",
];

const names = new Map<string, Intl.DisplayNames>();

/** A language's name in the reader's own; a code nobody knows stays as it is. */
export function languageWords(locale: string, code: string): string {
  let known = names.get(locale);
  if (known === undefined) {
    known = new Intl.DisplayNames([locale], { type: "language" });
    names.set(locale, known);
  }
  try {
    return known.of(code) ?? code;
  } catch {
    return code;
  }
}
